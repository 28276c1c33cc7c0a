"""Renders a body's block tokens as HTML, and collects its text and headings in the same pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from generator.model import blocks
from generator.model.body import Heading
from generator.model.settings import Html
from generator.model.slug import slug
from generator.model.typography import TypographicMarks
from generator.reading.markdown import figures, raw_html
from generator.reading.markdown.inline_renderer import InlineRenderer, Tokens, inline_text, note_name
from generator.reading.markdown.page_parts import OF_LAYOUTS
from generator.reading.markdown.source_map import HELD, SourceMap
from generator.reading.markdown.task_lists import TASK
from generator.reading.markdown.typography import written

_PLAIN = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_close": "</li>\n",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dt_open": "<dt>",
    "dt_close": "</dt>\n",
    "dd_open": "<dd>",
    "dd_close": "</dd>\n",
    "hr": "<hr>\n",
    "table_open": '<div class="table" role="group" tabindex="0">\n<table>\n',
    "table_close": "</table>\n</div>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>\n",
    "th_close": "</th>\n",
    "td_close": "</td>\n",
    "footnote_block_open": '<div class="footnotes">\n<ol>\n',
    "footnote_block_close": "</ol>\n</div>\n",
    "footnote_close": "</li>\n",
}
"""Tokens that are always rendered the same way."""

_PARAGRAPH = re.compile(r"\s*<p[\s>]", re.IGNORECASE)
_BRACED = re.compile(r"\{(?=[^{}]*+\})(?:[^{}]*?\.|[ ]*+)([A-Za-z][\w+-]*+)")
_ALIGNED = re.compile(r"text-align:(\w+)")


class BlockRenderer:
    """Renders one source. ``headings`` are those found so far; ``wording`` renders inline tokens.

    ``found`` is the parser's environment, with the definitions of reference links. ``rtl`` says that the copy is
    written from right to left; ``marks`` are for captions (see ``typography``).
    """

    def __init__(
        self,
        source_map: SourceMap,
        html: Html,
        found: Mapping[str, Any],
        rtl: bool = False,
        marks: TypographicMarks | None = None,
    ) -> None:
        self.source_map = source_map
        self.headings: list[Heading] = []
        self.wording = InlineRenderer(source_map, html, found, rtl, marks)
        self._anchors = dict.fromkeys(OF_LAYOUTS, 1)
        self._first: dict[int, str] = {}  # the first paragraph outside lists and quotes (0), or in one (1)
        self._columns = self._shift = 0
        self._set_as_figure = self._in_gallery = self._in_notes = False

    def text(self, begun: int = 0) -> str:
        """Return the text rendered so far, one block per line, without the first ``begun`` of ``wording.words``."""
        lines = (" ".join(line.split()) for line in "".join(self.wording.words[begun:]).split("\n"))
        return "\n".join(line for line in lines if line)

    def first_paragraph(self) -> str:
        """Return the text of the first paragraph, preferably outside lists and quotes; empty if there is none."""
        return self._first.get(0) or self._first.get(1, "")

    def compose(self, tokens: Tokens) -> str:
        """Render a body's tokens as HTML. If any heading has level 1, the headline's, all move down one level."""
        self.shift(tokens)
        return self.part(tokens, 0, len(tokens))

    def shift(self, tokens: Tokens) -> None:
        """Decide whether the headings of a body move down one level."""
        self._shift = int(any(token.tag == "h1" for token in tokens))

    def part(self, tokens: Tokens, start: int, end: int) -> str:
        """Render the tokens from ``start`` to ``end`` as HTML. Parts must be rendered in order."""
        out: list[str] = []
        index = start - 1
        while (index := index + 1) < end:
            token = tokens[index]
            if token.type == "block_open":
                inside, index = index + 1, _end_of_block(tokens, index)
                out.append(self._block(token.meta["number"], self.part(tokens, inside, index)))
            elif token.hidden:  # the paragraphs of a tight list
                if token.nesting < 0 and tokens[index + 1].nesting >= 0:
                    out.append("\n")
            elif token.type in _BLOCKS:
                out.append(_BLOCKS[token.type](self, tokens, index))
            else:
                out.append(_PLAIN[token.type])
        return "".join(out)

    def _block(self, number: int, inner: str) -> str:
        """Return a block between its marks. Raw HTML that it leaves open is closed at its end."""
        if self.wording.sieve.used:
            inner = raw_html.clean(inner, self.source_map.addresses)
        return f"{blocks.begin(number, HELD)}{inner}{blocks.end(number, HELD)}"

    # Each rule receives all tokens and the index of its own.

    def _paragraph_open(self, tokens: Tokens, index: int) -> str:
        pictures = figures.pictures_alone(tokens, index)
        self._set_as_figure = pictures > 0
        if not pictures:
            return "<p>"
        if self._in_gallery or pictures + figures.pictures_alone(tokens, index + 3) < 2:
            return ""
        self._in_gallery = True
        return '<div class="gallery">\n'

    def _paragraph_close(self, tokens: Tokens, index: int) -> str:
        was_figure, self._set_as_figure = self._set_as_figure, False
        if not was_figure:
            return "</p>\n"
        if not self._in_gallery or figures.pictures_alone(tokens, index + 1):
            return "\n"
        self._in_gallery = False
        return "\n</div>\n"

    def _inline(self, tokens: Tokens, index: int) -> str:
        token = tokens[index]
        self.wording.move(token.map)
        setting = self.wording.set_figures if self._set_as_figure else self.wording.set
        begun = len(self.wording.words)
        html = setting(token.children or ())
        if TASK in token.meta:
            html = f"{token.meta[TASK]} {html}"
        if tokens[index - 1].type == "paragraph_open":
            self._note_first(min(1, tokens[index - 1].level), begun)
        self.wording.words.append(" " if tokens[index + 1].type in ("td_close", "th_close") else "\n")
        return html

    def _note_first(self, level: int, begun: int) -> None:
        """Keep the text of the first paragraph at this level, outside footnotes. Its words begin at index ``begun``."""
        if level not in self._first and not self._in_notes and (text := "".join(self.wording.words[begun:]).strip()):
            self._first[level] = text

    def _heading_open(self, tokens: Tokens, index: int) -> str:
        level = self._level(tokens[index])
        children = tokens[index + 1].children or ()
        text = " ".join(inline_text(self.wording.unscripted(children)).split())
        chosen = tokens[index].meta.get("id")
        anchor = self._anchor(chosen or slug(inline_text(children, with_html=True, content=written)) or "section")
        if chosen and anchor != chosen:
            message = f"the page has another `{chosen}`, so the id of this heading is `{anchor}`"
            self.source_map.say(message, "give it another id", (tokens[index].map or (0,))[0], level="warning")
        self.headings.append(Heading(level, text, anchor))
        return f'<h{level} id="{anchor}">'

    def _heading_close(self, tokens: Tokens, index: int) -> str:
        return f"</h{self._level(tokens[index])}>\n"

    def _level(self, token: Token) -> int:
        return min(6, int(token.tag[1]) + self._shift)

    def _anchor(self, wanted: str) -> str:
        """Return ``wanted``, or ``wanted-2`` and so on if it is taken. Footnote ids never clash: they have a colon."""
        anchor = wanted
        while anchor in self._anchors:
            self._anchors[wanted] += 1
            anchor = f"{wanted}-{self._anchors[wanted]}"
        self._anchors[anchor] = 1
        return anchor

    def _list_item_open(self, tokens: Tokens, index: int) -> str:
        after = tokens[index + 1]
        opening = '<li class="task">' if TASK in tokens[index].meta else "<li>"
        return opening if after.hidden or after.nesting < 0 else f"{opening}\n"

    def _ordered_list_open(self, tokens: Tokens, index: int) -> str:
        start = tokens[index].attrs.get("start")
        return "<ol>\n" if start is None else f'<ol start="{start}">\n'

    def _table_open(self, _tokens: Tokens, _index: int) -> str:
        self._columns = 0
        return _PLAIN["table_open"]

    def _tr_open(self, tokens: Tokens, index: int) -> str:
        lines = tokens[index].map
        if self._columns and lines and _cells(self.source_map.lines[lines[0]]) > self._columns:
            message = f"this row has more cells than the {self._columns} columns of its table"
            self.source_map.say(
                message, r"add a column to the table's first line, or write `\|` for a literal bar", lines[0]
            )
        return "<tr>\n"

    def _tr_close(self, _tokens: Tokens, _index: int) -> str:
        self.wording.words.append("\n")
        return "</tr>\n"

    def _cell_open(self, tokens: Tokens, index: int) -> str:
        token = tokens[index]
        self._columns += token.tag == "th"
        aligned = _ALIGNED.match(str(token.attrs.get("style", "")))
        return f'<{token.tag} class="{aligned[1]}">' if aligned else f"<{token.tag}>"

    def _code(self, tokens: Tokens, index: int) -> str:
        token = tokens[index]
        self.wording.words.append(token.content + "\n")
        info = unescapeAll(token.info).strip() if token.type == "fence" else ""
        braced = _BRACED.match(info)  # Pandoc and R Markdown: ```{.python}
        language = [braced[1]] if braced else info.split(maxsplit=1)[:1]
        named = f' class="language-{escapeHtml(language[0])}"' if language else ""
        return f"<pre{self.wording.of_code}><code{named}>{escapeHtml(token.content)}</code></pre>\n"

    def _html_block(self, tokens: Tokens, index: int) -> str:
        token = tokens[index]
        self.wording.move(token.map)
        begun = len(self.wording.words)
        html = self.wording.set_html(token.content)
        if _PARAGRAPH.match(token.content):
            self._note_first(min(1, token.level), begun)
        self.wording.words.append("\n")
        return html

    def _footnote_open(self, tokens: Tokens, index: int) -> str:
        self._in_notes = True
        number = tokens[index].meta["id"]
        self.wording.move_to_note(number)
        return f'<li id="fn:{number + 1}">'

    def _footnote_anchor(self, tokens: Tokens, index: int) -> str:
        name = note_name(tokens[index])
        return f' <a class="footnote-backref" href="#fnref:{name}" role="doc-backlink">\u21a9\ufe0e</a>'


def _end_of_block(tokens: Tokens, index: int) -> int:
    """Return the index of the token that ends the block that begins at ``index``."""
    level = tokens[index].level
    return next(
        at for at in range(index + 1, len(tokens)) if tokens[at].type == "block_close" and tokens[at].level == level
    )


def _cells(line: str) -> int:
    """Return the number of cells in a table row, as markdown-it counts them."""
    cells = escapedSplit(line.lstrip(" \t>").rstrip())
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


_BLOCKS: Mapping[str, Callable[[BlockRenderer, Tokens, int], str]] = {
    "paragraph_open": BlockRenderer._paragraph_open,
    "paragraph_close": BlockRenderer._paragraph_close,
    "inline": BlockRenderer._inline,
    "heading_open": BlockRenderer._heading_open,
    "heading_close": BlockRenderer._heading_close,
    "list_item_open": BlockRenderer._list_item_open,
    "ordered_list_open": BlockRenderer._ordered_list_open,
    "table_open": BlockRenderer._table_open,
    "tr_open": BlockRenderer._tr_open,
    "tr_close": BlockRenderer._tr_close,
    "th_open": BlockRenderer._cell_open,
    "td_open": BlockRenderer._cell_open,
    "code_block": BlockRenderer._code,
    "fence": BlockRenderer._code,
    "html_block": BlockRenderer._html_block,
    "footnote_open": BlockRenderer._footnote_open,
    "footnote_anchor": BlockRenderer._footnote_anchor,
}
