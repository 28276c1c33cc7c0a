"""Renders inline content as HTML: the content of a paragraph, a heading or a table cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.model.settings import Html
from generator.model.typography import TypographicMarks
from generator.reading.fields import formatting
from generator.reading.markdown import figures, limits, typography
from generator.reading.markdown.links import leads_elsewhere
from generator.reading.markdown.raw_html import HtmlFilter, broken_tags, linked, visible_text
from generator.reading.markdown.source_map import Lines, SourceMap
from generator.reading.markdown.trusted_html import LinkedHtml

Tokens = Sequence[Token]

_PLAIN = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
    "mark_open": "<mark>",
    "mark_close": "</mark>",
}
_IN_TEXT = "refer to the footnote in the text, or write what it says into the caption"
_BREAKS = {"softbreak": "\n", "hardbreak": "\n"}
_SCRIPT = re.compile(r"<(script|style)\b")
_NO_NOTE = re.compile(r"\[\^[^\[\]\s]{1,99}\]")


class InlineRenderer:
    """Renders the inline tokens of one source, collects their text in ``words``, and keeps track of the current line.

    ``found`` is the parser's environment, with the definitions of reference links. ``marks`` are for titles.
    """

    def __init__(
        self,
        source_map: SourceMap,
        html: Html,
        found: Mapping[str, Any],
        rtl: bool = False,
        marks: TypographicMarks | None = None,
    ) -> None:
        self.source_map, self.html, self.found, self.marks = source_map, html, found, marks
        self.of_code = ' dir="ltr"' if rtl else ""  # the attribute of code
        self.words: list[str] = []
        self.sieve = LinkedHtml(source_map) if html == "trust" else HtmlFilter(source_map)
        self._closing: list[str] = []  # the end of each open link
        self._notes: dict[int, Lines] = {}  # the lines of the first reference to each footnote
        self._line, self._end = source_map.all_lines

    def move(self, lines: Sequence[int] | None) -> None:
        """Move to a block's lines, if they are known."""
        if lines:
            self._line, self._end = lines

    def move_to_note(self, number: int) -> None:
        """Move to the first reference to a footnote (from 0), where an inline footnote is written."""
        self.move(self._notes.get(number, self.source_map.all_lines))

    def set(self, children: Tokens) -> str:
        """Render one block's inline tokens as HTML."""
        out: list[str] = []
        for token in self.unscripted(children):
            if token.type == "text":
                out.append(self._text(token))
            elif token.type in _PLAIN:
                out.append(_PLAIN[token.type])
            else:
                out.append(_RULES[token.type](self, token))
        return "".join(out)

    def set_figures(self, children: Tokens) -> str:
        """Render a paragraph that contains only pictures: a figure for each, with the link around it."""
        link, out = "", []
        for token in children:
            if token.type == "link_open":
                link = self._link_open(token)
            elif token.type == "link_close":
                self._link_close(token)
                link = ""
            elif token.type == "image":
                picture = self._picture(token, titled=False)
                linked = f"{link}{picture}</a>" if link else picture
                out.append(f"<figure>{linked}{self._caption(token)}</figure>")
            elif token.type == "comment":
                self._comment(token)
            elif token.type in _RULES:
                self._softbreak(token)
        return "\n".join(out)

    def set_html(self, content: str) -> str:
        """Render raw HTML according to the site's setting ``html``."""
        if limits.too_many_brackets(content):
            self.source_map.say("this HTML opens more than it closes", "close each comment and script", self._line)
            return escapeHtml(content)
        html = self.sieve.filtered(content, self._line)
        self.words.append(visible_text(html))
        return html

    def _caption(self, token: Token) -> str:
        lines = self._lines(token)
        title = str(token.attrs.get("title", ""))
        for note in _NO_NOTE.findall(title):
            place = self.source_map.find(note, lines, before=("",))
            self.source_map.say(f"a caption cannot have a footnote: `{note}`", _IN_TEXT, *place, "warning")
        return figures.caption(title, lambda written: (self.source_map.address(written, lines) or "", ""), self.marks)

    def _text(self, token: Token) -> str:
        words, written = token.content, typography.written(token)
        self.words.append(words)
        if "[^" in written:
            self._say_undefined(written)
        if "<" in written and self.html != "escape":
            self._say_broken(written)
        return escapeHtml(words)

    def _say_undefined(self, words: str) -> None:
        """Warn about footnotes whose definition is missing, unless they are escaped."""
        for written in _NO_NOTE.findall(words):
            line, column = self.source_map.find(written, (self._line, self._end), before=("",))
            if not self.source_map.lines[line][:column].endswith("\\"):
                fix = f"write it below, on a line of its own: `{written}: The note.`"
                self.source_map.say(f"there is no footnote `{written}`", fix, line, column, "warning")

    def _say_broken(self, words: str) -> None:
        """Warn about tags that are invalid, so that readers see them as written, unless they are escaped."""
        for written, fix in broken_tags(words):
            line, column = self.source_map.find(written, (self._line, self._end), before=("",))
            if column >= 0 and not self.source_map.lines[line][:column].endswith("\\"):
                message = f"`{written[:60]}` is not HTML, so readers see it as written"
                self.source_map.say(message, fix, line, column, "warning")

    def _softbreak(self, token: Token) -> str:
        self._line += 1
        self.words.append(" ")
        return "\n" if token.type == "softbreak" else "<br>\n"

    def _comment(self, token: Token) -> str:
        self._line += token.meta["lines"]
        return ""

    def _code_inline(self, token: Token) -> str:
        self.words.append(token.content)
        return f"<code{self.of_code}>{escapeHtml(token.content)}</code>"

    def _link_open(self, token: Token) -> str:
        written = str(token.attrs["href"])
        bare = token.markup == "autolink"
        href = self.source_map.address(written, self._lines(token))
        self._closing.append("</a>" if href is not None else "&gt;" if bare else "")
        self.source_map.links += href is not None
        if href is None:
            return "&lt;" if bare else ""
        return f'<a href="{escapeHtml(href)}"{self._title(token)}>'

    def _title(self, token: Token, read: Callable[[str], str] = formatting.unescaped) -> str:
        title = token.attrs.get("title")
        return f' title="{escapeHtml(typography.text(read(str(title)), self.marks))}"' if title else ""

    def _link_close(self, _token: Token) -> str:
        closing = self._closing.pop()
        self.source_map.links -= closing == "</a>"
        return closing

    def _image(self, token: Token) -> str:
        return self._picture(token, titled=True)

    def _picture(self, token: Token, titled: bool) -> str:
        alt, lines = inline_text(token.children or ()), self._lines(token)
        written = str(token.attrs["src"])
        if not alt.strip():
            fix = "say what it shows between the square brackets: `![The quay at dawn](quay.jpg)`"
            message = "this picture has no text for readers who cannot see it"
            self.source_map.say(message, fix, *self.source_map.find(written, lines), "warning")
        src = self.source_map.address(written, lines, picture=True)
        if src is None:
            return escapeHtml(alt)
        if self.html != "trust" and leads_elsewhere(src):
            return linked(src, alt, self.source_map.links)
        title = self._title(token, formatting.plain) if titled else ""
        return f'<img src="{escapeHtml(src)}" alt="{escapeHtml(alt)}"{title} loading="lazy" decoding="async">'

    def _lines(self, token: Token) -> Lines:
        """Return the lines in which the address of a link or picture is written: here, or in its definition."""
        definition = self.found["references"].get(token.meta.get("label")) if token.meta else None
        return tuple(definition["map"]) if definition else (self._line, max(self._end, self._line + 1))

    def _footnote_ref(self, token: Token) -> str:
        number, name = token.meta["id"] + 1, note_name(token)
        self._notes.setdefault(number - 1, (self._line, self._end))
        return f'<sup class="footnote-ref"><a href="#fn:{number}" id="fnref:{name}">{number}</a></sup>'

    def _html(self, token: Token) -> str:
        html = self.set_html(token.content)
        self._line += token.content.count("\n")
        return html

    def unscripted(self, children: Tokens) -> Tokens:
        """Return a paragraph's tokens without those between ``<script>`` and ``</script>``."""
        if len(children) < 2 or self.html != "sanitise" or not any(token.type == "html_inline" for token in children):
            return children
        tags = [token.content.lower() if token.type == "html_inline" else "" for token in children]
        kept: list[Token] = []
        until = ""
        for index, token in enumerate(children):
            script = _SCRIPT.match(tags[index])
            if until:
                until = "" if tags[index].startswith(until) else until
                kept += [token] if token.nesting else []  # a link that is open must still be closed
            elif script and any(tag.startswith(f"</{script[1]}") for tag in tags[index:]):
                until = f"</{script[1]}"
                kept.append(Token("html_inline", "", 0, content=f"{token.content}{until}>"))
            else:
                kept.append(token)
        return kept


def inline_text(
    children: Tokens, with_html: bool = False, content: Callable[[Token], str] = lambda token: token.content
) -> str:
    """Return the text of inline tokens: a picture's ``alt``, a heading's text.

    Tags of raw HTML are left out, unless ``with_html``: the ids of headings are made from the text with its tags.
    ``content`` gives the text of a single token.
    """
    return "".join(_text_of(token, with_html, content) for token in children)


def _text_of(token: Token, with_html: bool, content: Callable[[Token], str]) -> str:
    if token.type == "html_inline" and not with_html:
        return visible_text(token.content)
    return _BREAKS.get(token.type) or inline_text(token.children or (), with_html, content) or content(token)


def _title(token: Token, read: Callable[[str], str] = formatting.unescaped) -> str:
    title = token.attrs.get("title")
    return f' title="{escapeHtml(read(str(title)))}"' if title else ""


def note_name(token: Token) -> str:
    """Return the name of a reference to a footnote: ``2`` for the first reference, ``2:1`` for the second."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    return f"{number}:{again}" if again else str(number)


_RULES: Mapping[str, Callable[[InlineRenderer, Token], str]] = {
    "softbreak": InlineRenderer._softbreak,
    "hardbreak": InlineRenderer._softbreak,
    "comment": InlineRenderer._comment,
    "code_inline": InlineRenderer._code_inline,
    "link_open": InlineRenderer._link_open,
    "link_close": InlineRenderer._link_close,
    "image": InlineRenderer._image,
    "html_inline": InlineRenderer._html,
    "footnote_ref": InlineRenderer._footnote_ref,
}
