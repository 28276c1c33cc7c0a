"""Sets a body's tokens as HTML: one pass, which also gathers its words and headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from generator.reading import figures, limits
from generator.reading.copydesk import CopyDesk, Lines
from generator.reading.raw_html import Sieve, spoken
from generator.settings import Html
from generator.slug import slug
from generator.story import Heading

_PLAIN = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_close": "</li>\n",
    "hr": "<hr>\n",
    "table_open": '<div class="table" role="region" tabindex="0" aria-label="Table">\n<table>\n',
    "table_close": "</table>\n</div>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>\n",
    "th_close": "</th>\n",
    "td_close": "</td>\n",
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
    "footnote_block_open": '<section class="footnotes">\n<ol>\n',
    "footnote_block_close": "</ol>\n</section>\n",
    "footnote_close": "</li>\n",
}
"""Tokens that are always set alike."""

_ALIGNED = re.compile(r"text-align:(\w+)")
_SCRIPT = re.compile(r"<(script|style)\b", re.IGNORECASE)

Tokens = Sequence[Token]


class Composer:
    """Sets one source. ``headings`` and ``sieve`` tell of what was set; ``text()`` gives its words.

    ``found`` is what the parser keeps beside the tokens: the definitions of reference links.
    """

    def __init__(self, desk: CopyDesk, html: Html, found: Mapping[str, Any]) -> None:
        self.desk, self.html, self.found = desk, html, found
        self.headings: list[Heading] = []
        self.sieve = Sieve(desk)
        self._words: list[str] = []
        self._anchors: dict[str, int] = {}
        self._closing: list[str] = []  # what ends each link that is open
        self._line, self._end = desk.all_lines
        self._notes: dict[int, Lines] = {}  # where each footnote is referred to
        self._columns = self._shift = 0
        self._set_as_figure = False

    def text(self) -> str:
        """The words set so far, one block a line."""
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        return "\n".join(line for line in lines if line)

    def compose(self, tokens: Tokens) -> str:
        """The HTML of a body's tokens. If one heading is of level 1, which is the headline's, all move down."""
        self._shift = int(any(token.tag == "h1" for token in tokens))
        out: list[str] = []
        for index, token in enumerate(tokens):
            if token.hidden:  # the paragraphs of a tight list
                if token.nesting < 0 and tokens[index + 1].nesting >= 0:
                    out.append("\n")
            elif token.type in _BLOCKS:
                out.append(_BLOCKS[token.type](self, tokens, index))
            else:
                out.append(_PLAIN[token.type])
        return "".join(out)

    # Blocks: each is given all tokens and its own place in them.

    def _paragraph_open(self, tokens: Tokens, index: int) -> str:
        self._set_as_figure = tokens[index + 2].type == "paragraph_close" and figures.alone(
            tokens[index + 1].children or ()
        )
        return "" if self._set_as_figure else "<p>"

    def _paragraph_close(self, _tokens: Tokens, _index: int) -> str:
        was_figure, self._set_as_figure = self._set_as_figure, False
        return "\n" if was_figure else "</p>\n"

    def _inline(self, tokens: Tokens, index: int) -> str:
        token = tokens[index]
        if token.map:
            self._line, self._end = token.map
        html = self._figures(token.children or ()) if self._set_as_figure else self._set(token.children or ())
        self._words.append(" " if tokens[index + 1].type in ("td_close", "th_close") else "\n")
        return html

    def _heading_open(self, tokens: Tokens, index: int) -> str:
        level = self._level(tokens[index])
        text = " ".join(_said(tokens[index + 1].children or ()).split())
        anchor = self._anchor(slug(text) or "section")
        self.headings.append(Heading(level, text, anchor))
        return f'<h{level} id="{anchor}">'

    def _heading_close(self, tokens: Tokens, index: int) -> str:
        return f"</h{self._level(tokens[index])}>\n"

    def _level(self, token: Token) -> int:
        return min(6, int(token.tag[1]) + self._shift)

    def _anchor(self, wanted: str) -> str:
        """``wanted``, or ``wanted-2`` where it is taken. Footnotes' ids have a colon, so they never clash."""
        anchor = wanted
        while anchor in self._anchors:
            self._anchors[wanted] += 1
            anchor = f"{wanted}-{self._anchors[wanted]}"
        self._anchors[anchor] = 1
        return anchor

    def _list_item_open(self, tokens: Tokens, index: int) -> str:
        after = tokens[index + 1]
        return "<li>" if after.hidden or after.nesting < 0 else "<li>\n"

    def _ordered_list_open(self, tokens: Tokens, index: int) -> str:
        start = tokens[index].attrs.get("start")
        return "<ol>\n" if start is None else f'<ol start="{start}">\n'

    def _table_open(self, _tokens: Tokens, _index: int) -> str:
        self._columns = 0
        return _PLAIN["table_open"]

    def _tr_open(self, tokens: Tokens, index: int) -> str:
        lines = tokens[index].map
        if self._columns and lines and _cells(self.desk.lines[lines[0]]) > self._columns:
            message = f"this row has more cells than the {self._columns} columns of its table"
            self.desk.say(message, r"add a column to the table's first line, or write `\|` for a mere bar", lines[0])
        return "<tr>\n"

    def _tr_close(self, _tokens: Tokens, _index: int) -> str:
        self._words.append("\n")
        return "</tr>\n"

    def _cell_open(self, tokens: Tokens, index: int) -> str:
        token = tokens[index]
        self._columns += token.tag == "th"
        aligned = _ALIGNED.match(str(token.attrs.get("style", "")))
        return f'<{token.tag} class="{aligned[1]}">' if aligned else f"<{token.tag}>"

    def _code(self, tokens: Tokens, index: int) -> str:
        token = tokens[index]
        self._words.append(token.content + "\n")
        language = unescapeAll(token.info).split(maxsplit=1)[:1] if token.type == "fence" else []
        named = f' class="language-{escapeHtml(language[0])}"' if language else ""
        return f"<pre><code{named}>{escapeHtml(token.content)}</code></pre>\n"

    def _html_block(self, tokens: Tokens, index: int) -> str:
        token = tokens[index]
        self._line, self._end = token.map or self.desk.all_lines
        html = self._html(token)
        self._words.append("\n")
        return html

    def _footnote_open(self, tokens: Tokens, index: int) -> str:
        number = tokens[index].meta["id"]
        self._line, self._end = self._notes.get(number, self.desk.all_lines)
        return f'<li id="fn:{number + 1}">'

    def _footnote_anchor(self, tokens: Tokens, index: int) -> str:
        name = _note(tokens[index])
        return f' <a class="footnote-back" href="#fnref:{name}" aria-label="Back to reference {name}">\u21a9\ufe0e</a>'

    # Inline: words, and what stands among them.

    def _set(self, children: Tokens) -> str:
        out: list[str] = []
        for token in self._unscripted(children):
            if token.type == "text":
                self._words.append(token.content)
                out.append(escapeHtml(token.content))
            elif token.type in _INLINE:
                out.append(_INLINE[token.type](self, token))
            else:
                out.append(_PLAIN[token.type])
        return "".join(out)

    def _figures(self, children: Tokens) -> str:
        """Each picture of a paragraph that holds nothing else, with the link around it."""
        link, out = "", []
        for token in children:
            if token.type == "link_open":
                link = self._link_open(token)
            elif token.type == "link_close":
                link = self._link_close(token) and ""
            elif token.type == "image":
                picture = self._picture(token, titled=False)
                linked = f"{link}{picture}</a>" if link else picture
                out.append(f"<figure>{linked}{figures.caption(str(token.attrs.get('title', '')))}</figure>")
            elif token.type in _INLINE:
                self._softbreak(token)
        return "\n".join(out)

    def _softbreak(self, token: Token) -> str:
        self._line += 1
        self._words.append(" ")
        return "\n" if token.type == "softbreak" else "<br>\n"

    def _code_inline(self, token: Token) -> str:
        self._words.append(token.content)
        return f"<code>{escapeHtml(token.content)}</code>"

    def _link_open(self, token: Token) -> str:
        written = str(token.attrs["href"])
        bare = token.markup == "autolink"
        href = self.desk.address(written, self._lines(token))
        self._closing.append("</a>" if href is not None else "&gt;" if bare else "")
        if href is None:
            return "&lt;" if bare else ""
        return f'<a href="{escapeHtml(href)}"{_title(token)}>'

    def _link_close(self, _token: Token) -> str:
        return self._closing.pop()

    def _image(self, token: Token) -> str:
        return self._picture(token, titled=True)

    def _picture(self, token: Token, titled: bool) -> str:
        alt, lines = _said(token.children or ()), self._lines(token)
        written = str(token.attrs["src"])
        if not alt.strip():
            fix = "say what it shows between the square brackets: `![The quay at dawn](quay.jpg)`"
            message = "this picture has no words for those who cannot see it"
            self.desk.say(message, fix, *self.desk.find(written, lines), "warning")
        src = self.desk.address(written, lines, picture=True)
        if src is None:
            return escapeHtml(alt)
        title = _title(token) if titled else ""
        return f'<img src="{escapeHtml(src)}" alt="{escapeHtml(alt)}"{title} loading="lazy" decoding="async">'

    def _lines(self, token: Token) -> Lines:
        """Where the address of a link or picture is written: here, or in its definition."""
        definition = self.found["references"].get(token.meta.get("label")) if token.meta else None
        return tuple(definition["map"]) if definition else (self._line, max(self._end, self._line + 1))

    def _footnote_ref(self, token: Token) -> str:
        number, name = token.meta["id"] + 1, _note(token)
        self._notes.setdefault(number - 1, (self._line, self._end))
        return f'<sup class="footnote-ref"><a href="#fn:{number}" id="fnref:{name}">{number}</a></sup>'

    def _html(self, token: Token) -> str:
        content = token.content
        if limits.tangled(content):
            self.desk.say("this HTML opens more than it closes", "close each comment and script", self._line)
            return escapeHtml(content)
        html = content if self.html == "trust" else self.sieve.sift(content, self._line)
        self._words.append(spoken(html))
        self._line += content.count("\n") if token.type == "html_inline" else 0
        return html

    def _unscripted(self, children: Tokens) -> Tokens:
        """A paragraph's tokens without what stands between ``<script>`` and ``</script>``."""
        if self.html != "sanitise" or not any(token.type == "html_inline" for token in children):
            return children
        kept: list[Token] = []
        until = ""
        closed = {token.content.lower().rstrip("> ") for token in children if token.type == "html_inline"}
        for token in children:
            name = _SCRIPT.match(token.content) if token.type == "html_inline" else None
            if until:
                until = "" if token.type == "html_inline" and token.content.lower().startswith(until) else until
            elif name and f"</{name[1].lower()}" in closed:
                until = f"</{name[1].lower()}"
                kept.append(Token("html_inline", "", 0, content=f"{token.content}{until}>"))
            else:
                kept.append(token)
        return kept


def _said(children: Tokens) -> str:
    """The words of inline tokens: a picture's ``alt``, a heading's text."""
    said = (_said(token.children) if token.type == "image" and token.children else token.content for token in children)
    breaks = ("\n" if token.type in ("softbreak", "hardbreak") else "" for token in children)
    return "".join(part for pair in zip(said, breaks, strict=True) for part in pair)


def _title(token: Token) -> str:
    title = token.attrs.get("title")
    return f' title="{escapeHtml(str(title))}"' if title else ""


def _note(token: Token) -> str:
    """The name of one reference to a footnote: ``2``, and ``2:1`` where it is referred to once more."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    return f"{number}:{again}" if again else str(number)


def _cells(line: str) -> int:
    """How many cells a table's row has, as markdown-it counts them."""
    cells = escapedSplit(line.lstrip(" \t>").rstrip())
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


_BLOCKS: Mapping[str, Callable[[Composer, Tokens, int], str]] = {
    "paragraph_open": Composer._paragraph_open,
    "paragraph_close": Composer._paragraph_close,
    "inline": Composer._inline,
    "heading_open": Composer._heading_open,
    "heading_close": Composer._heading_close,
    "list_item_open": Composer._list_item_open,
    "ordered_list_open": Composer._ordered_list_open,
    "table_open": Composer._table_open,
    "tr_open": Composer._tr_open,
    "tr_close": Composer._tr_close,
    "th_open": Composer._cell_open,
    "td_open": Composer._cell_open,
    "code_block": Composer._code,
    "fence": Composer._code,
    "html_block": Composer._html_block,
    "footnote_open": Composer._footnote_open,
    "footnote_anchor": Composer._footnote_anchor,
}

_INLINE: Mapping[str, Callable[[Composer, Token], str]] = {
    "softbreak": Composer._softbreak,
    "hardbreak": Composer._softbreak,
    "code_inline": Composer._code_inline,
    "link_open": Composer._link_open,
    "link_close": Composer._link_close,
    "image": Composer._image,
    "html_inline": Composer._html,
    "footnote_ref": Composer._footnote_ref,
}
