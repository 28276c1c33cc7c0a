"""The comments of other programs: the patterns that open and close each kind, its closing marker as people write it,
and what is hidden if it is not closed.
"""

from __future__ import annotations

from typing import Literal

from generator.reading.comments.signs import NO_WIDTH, UNSEEN, either, marker

Unclosed = Literal["rest", "paragraph", "text"]
"""What an opening marker without a closing one hides: all that follows, its paragraph, or nothing, since it is text."""

_LINE = r"(?<![^\n])"  # the start of a line
_BLOCK = r"(?:(?<![^\n>])|(?<=[>*+-] )|(?<=\d[.)] )|(?<=[ \t]{2}))"  # that, or the start of a block in a list or quote
_SPACE = f"(?:\\s|{NO_WIDTH})*+"  # as GAP, but also across lines

_SPANNED = r"(?:[^\]\[]|\[[^\]\[]*+\])*+"
_UNSHOWN = r"(?<![\w.#='-])hidden(?=[\s=}])|display\s*:\s*none|visibility\s*:\s*hidden"  # attributes that hide
_FOR_PRINT = r"content-visible(?=[^\n]{0,200}?(?:when-format=[\"']?+(?!html)|unless-format=[\"']?html))"

OF_PROGRAMS: tuple[tuple[str, str, str, str, Unclosed], ...] = (
    (
        "liquid",
        rf"{marker('{%')}[-~+]?\s*(?i:comment|doc)\b(?:[^%\n]*{marker('%}')})?",
        rf"{marker('{%')}[-~+]?\s*(?i:end(?:comment|doc))\s*[-~+]?{marker('%}')}",
        "{% endcomment %}",
        "rest",
    ),
    ("liquid_lines", rf"{marker('{%')}[-~+]?\s*(?i:liquid)\b", marker("%}"), "%}", "paragraph"),
    ("kramdown", r"\{::[ \t]*(?i:comment)\b[^}/\n]*\}", r"\{:/[ \t]*+(?i:comment)?[ \t]*+\}", "{:/comment}", "rest"),
    ("liquid_line", rf"{marker('{%')}[-~+]?\s*\#", marker("%}"), "%}", "paragraph"),
    ("hugo", rf"{marker('{{')}-?\s*{marker('/*')}", rf"{marker('*/')}\s*-?{marker('}}')}", "*/}}", "paragraph"),
    (
        "shortcode",
        r"\{\{[<%]\s*comment\s*[>%]\}\}",
        r"\{\{[<%]\s*/\s*comment\s*[>%]\}\}",
        "{{< /comment >}}",
        "rest",
    ),
    ("handlebars", rf"{marker('{{')}~?{marker('!--')}", rf"{marker('--')}~?{marker('}}')}", "--}}", "paragraph"),
    ("mustache", rf"{marker('{{')}~?{marker('!')}", marker("}}"), "}}", "paragraph"),
    ("blade", marker("{{--"), marker("--}}"), "--}}", "paragraph"),
    ("jinja", rf"{marker('{#')}(?=\s|-\s|\Z)", rf"{marker('#}')}", "#}", "paragraph"),
    ("jinja_tight", rf"{marker('{#')}(?![\w:.-]+[^{{}}#\n]*\}})", marker("#}"), "#}", "text"),
    ("mdx", rf"{marker('{')}{_SPACE}{marker('/*')}", rf"{marker('*/')}{_SPACE}{marker('}')}", "*/}", "paragraph"),
    ("mdx_line", r"\{\s*+//", r"(?<=\n)[ \t]*\}", "} on a line of its own", "text"),
    ("smarty", rf"{marker('{*')}(?=\s)", rf"(?<=\s){marker('*}')}", "*}", "text"),
    ("critic", marker("{>>"), marker("<<}"), "<<}", "paragraph"),
    ("critic_deletion", r"\{--(?=[^\s}-])", r"--\}", "--}", "text"),
    ("freemarker", r"<\#--", "-->", "-->", "paragraph"),
    ("freemarker_square", r"\[\#--", r"--\]", "--]", "paragraph"),
    ("razor", r"@\*", r"\*@", "*@", "text"),
    # only in a paragraph of its own
    ("block", rf"(?<!\S\n){_LINE}/\*", r"\*/[ \t]*(?=\n[ \t]*(?:\n|\Z)|\Z)", "*/", "text"),
    # a word processor's comments and tracked deletions as Pandoc converts them
    (
        "pandoc_span",
        (
            rf"\[(?={_SPANNED}\]\{{[^{{}}]{{0,500}}?(?:\.(?:comment|hidden|deletion|paragraph-deletion)\b|{_UNSHOWN})"
            r"[^{}]{0,500}\})"
        ),
        r"\]\{[^{}]*\}",
        "]{.comment-start}",
        "text",
    ),
    ("erb", r"<%\#", "%>", "%>", "paragraph"),
    ("jsp", "<%--", "--%>", "--%>", "paragraph"),
    # not in `50%%`; the closing marker may itself be marked, because it looks like an opening one (see `removal`)
    (
        "obsidian",
        rf"(?<![\d%])[{either('%')}]{UNSEEN}[{either('%')}](?!%)",
        rf"[{either('%')}](?:\0\d+\0)?{UNSEEN}[{either('%')}](?!%)",
        "%%",
        "paragraph",
    ),
    # reStructuredText: two dots, and the indented lines below; a directive (`.. image::`) is not a comment
    (
        "rst",
        rf"(?:(?<!\S\n){_LINE}|(?<=[-*+>] ))\.\.(?:[ \t]+(?![.\s])(?!(?!comment)[\w-]+::)|(?=[ \t]*\n[ \t]+\S))",
        r"(?=\n(?![ \t]+\S|[ \t]*\n[ \t]+\S))|\Z",
        "an empty line",
        "paragraph",
    ),
    (
        "pandoc",
        (
            rf"{_BLOCK}:{{3,}}[ \t]*(?:(?:\{{[^}}\n]*?(?=\.)|\{{[ \t]*)?\.?"
            rf"(?i:comment|hidden|private|internal|draft|content-hidden|{_FOR_PRINT})s?\b|\{{[^}}\n]*?(?:{_UNSHOWN}))[^\n]*"
        ),
        rf"{_BLOCK}:{{3,}}[ \t]*(?=\n|\Z)",
        ":::",
        "paragraph",
    ),
    ("c", r"(?<![\w/*:.\\])/\*(?![/*])", r"\*/|\n", "*/", "text"),
    ("asp", r"<%[ \t]*/\*", r"\*/[ \t]*%>", "*/%>", "paragraph"),
    ("haskell", r"\{-{1,2}(?=\s)", r"(?<=\s)-{1,2}\}|\n[ \t]*\n", "-}", "text"),
    ("mustache_section", r"\{\{\#\s*(?i:comment)\s*\}\}", r"\{\{/\s*(?i:comment)\s*\}\}", "{{/comment}}", "rest"),
    ("latex", r"\\begin[ \t]*\{comment\}", r"\\end[ \t]*\{comment\}", "\\end{comment}", "rest"),
    ("tex", r"\\iffalse(?![A-Za-z])", r"\\fi(?![A-Za-z])", "\\fi", "text"),
    (
        "org",
        rf"{_BLOCK}\#\+(?i:begin_comment)\b[^\n]*",
        rf"{_BLOCK}\#\+(?i:end_comment)\b[^\n]*",
        "#+END_COMMENT",
        "rest",
    ),
    ("asciidoc", rf"{_LINE}/{{4,}}[ \t]*(?=\n)", rf"{_LINE}/(?:\0\d+\0)?/{{3,}}[ \t]*(?=\n|\Z)", "////", "text"),
    ("asciidoc_line", rf"{_LINE}//(?=[ \t]+[^\s/])", r"(?=\n)|\Z", "a line end", "text"),
)
