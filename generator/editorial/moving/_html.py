"""Turns the HTML of a body into Markdown: paragraphs, lists, quotations, emphasis and links.

markdownify walks through the tree and writes blocks. Their text is escaped for Broadsheet's Markdown, which gives more
characters a meaning than CommonMark. Pictures, frames, recordings and tables are in ``_html_parts.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import Any
from warnings import catch_warnings, simplefilter

import msgspec
import nh3
from bs4 import BeautifulSoup, CData, Comment, Declaration, Doctype, ProcessingInstruction
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from generator.editorial.importers._markdown import inline
from generator.editorial.importers._markdown_blocks import marked
from generator.editorial.moving._elements import BLOCKS, DROPPED
from generator.editorial.moving._fences import in_fences
from generator.editorial.moving._footnotes import mark as mark_footnotes
from generator.editorial.moving._hidden import drop_hidden
from generator.editorial.moving._html_lines import begins_line, content_after, content_before, ends_line
from generator.editorial.moving._html_parts import PARTS, Parts
from generator.editorial.moving._lines import started
from generator.editorial.moving._markup_writer import with_ends
from generator.editorial.moving._references import References
from generator.editorial.moving._tree_walk import elements_in, links_within
from generator.editorial.moving._words import words_in

_DEEPEST = 100
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MARKED = re.compile(r"<(a|audio|embed|figure|form|iframe|img|input|object|script|video)\b(?=[^<>]*>)", re.IGNORECASE)
_MORE = re.compile(r"<!--more(?:\s[^<>]{0,200})?-->")
_PICTURES = re.compile(r"!\[(?:[^\]\\]|\\.)*+\]\(<[^<>]*+>(?: \"(?:[^\"\\]|\\.)*+\")?\)")
"""Pictures at the beginning of a paragraph, which text flowed around."""

_UNKNOWN = re.compile(r"h(?![1-6]\Z)[0-9]++|[a-z0-9-]*+[^a-z0-9\[-].*+", re.DOTALL)
"""Names of elements that markdownify misreads: it takes ``h7`` and ``h3<`` for headings."""

_HEADING_END = re.compile(r"[#}]\Z")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_LAST = re.compile(r"(?<!\\)[<{&~!]\Z")
"""A character at the end of a text that can have a meaning together with the next character."""


class ConvertedBody(msgspec.Struct, frozen=True):
    """A body in Markdown, and how often each word was in its HTML."""

    markdown: str
    words: Counter[str]


def markdown_of(html: str, references: References) -> ConvertedBody:
    """Return the Markdown of HTML, which may be malformed. If it is nested too deeply, only its words are kept."""
    clean = _UNSEEN.sub("", html)
    soup = parsed(clean)
    if _is_too_deep(soup):
        references.unkept(f"the elements are nested more than {_DEEPEST} deep, so only their words were kept", 1)
        soup = parsed(f"<p>{nh3.clean(clean, tags=set())}</p>")
    for what, line in drop_hidden(soup):
        references.unkept(what, line)
    mark_footnotes(soup)
    for again in soup.find_all(class_="wp-block-file__button") if "wp-block-file__button" in clean else ():
        again.decompose()  # a second link to the file above
    words = words_in(soup)
    made = _Converter(references, _ids_linked_to(soup)).convert_soup(soup)
    return ConvertedBody(_with_single_gaps(made), words)


def _with_single_gaps(markdown: str) -> str:
    """Return Markdown with one blank line between blocks; blank lines in code are kept."""
    lines, code = list[str](), in_fences(markdown := markdown.strip("\n"))
    for number, line in enumerate(markdown.split("\n")):
        if number in code or line.strip() or lines[-1:] != [""]:
            lines.append(line if number in code or line.strip() else "")
    return "\n".join(lines).strip() + "\n"


def parsed(html: str) -> BeautifulSoup:
    """Return the tree of HTML. Elements that may be reported have their line in ``data-line``."""
    lines = html.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbered = "\n".join(_MARKED.sub(rf'<\1 data-line="{number}"', line) for number, line in enumerate(lines, 1))
    with catch_warnings():  # Beautiful Soup warns about bodies that look like XML or like a file name
        simplefilter("ignore")
        return BeautifulSoup(_MORE.sub('<hr class="more">', with_ends(numbered)), "lxml")


def _ids_linked_to(soup: BeautifulSoup) -> frozenset[str]:
    return frozenset(str(each["href"])[1:] for each in links_within(soup))


def _is_too_deep(soup: BeautifulSoup) -> bool:
    depth = {id(soup): 0}
    for each in elements_in(soup):
        depth[id(each)] = level = depth.get(id(each.parent), 0) + 1
        if level > _DEEPEST:
            return True
    return False


_Library: Any = MarkdownConverter
_OPTIONS = {
    "bs4_options": "lxml",
    "heading_style": "atx",
    "bullets": "-",
    "newline_style": "backslash",
    "sub_symbol": "<sub>",
    "sup_symbol": "<sup>",
    "strip_document": None,
}


class _Converter(Parts, _Library):  # type: ignore[misc]  # markdownify's types are incomplete
    """Converts one body. ``linked`` are the ids that links on the same page lead to."""

    def __init__(self, references: References, linked: frozenset[str]) -> None:
        super().__init__(**_OPTIONS)
        self.references, self.linked = references, linked
        self._items = Counter[int]()

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        """Return the Markdown of an element. Some are converted as a whole, without their children's Markdown."""
        tags = parent_tags or set()
        if node.name in DROPPED:
            return self.dropped(node)
        if _UNKNOWN.fullmatch(node.name):
            node.name = "span"
        part = PARTS.get(node.name)
        made = part(self, node, tags) if part else None
        made = str(super().process_tag(node, parent_tags=tags)) if made is None else made
        if node.name in BLOCKS and not made.strip():  # the words around it must stay separated
            return " " if "_inline" in tags else "\n\n"
        return made

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Return the Markdown of text between tags."""
        tags = parent_tags or set()
        if isinstance(el, CData | Comment | Declaration | Doctype | ProcessingInstruction):
            return ""
        if "pre" in tags:
            return str(el)
        text = _SPACE.sub(" ", str(el))
        if "_noformat" in tags:
            return text
        starts, ends = begins_line(el), ends_line(el)
        text = text.lstrip(" ") if starts else text
        text = inline(text.rstrip(" ") if ends else text, notes=False)
        text = text if ends else _LAST.sub(r"\\\g<0>", text)
        if not starts and (not text.strip() or not begins_line(el, past_empty=True)):
            return text
        bare = text.lstrip()
        return text[: len(text) - len(bare)] + started(bare)

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a paragraph; empty if it has only spaces."""
        if "_inline" in parent_tags:
            return f" {text.strip()} "
        text = text.strip(" \t\r\n")
        floated = _PICTURES.match(text)
        rest = text[floated.end() :] if floated else ""
        if floated and rest.strip() and not rest.lstrip(" ").startswith("\n\n"):
            words = rest.removeprefix("\\\n").strip()
            return f"\n\n{floated[0].strip()}\n\n{started(words)}\n\n"
        return f"\n\n{text}\n\n" if text.strip() else ""

    convert_div = convert_article = convert_section = convert_p
    convert_main = convert_aside = convert_header = convert_footer = convert_center = convert_address = convert_p
    convert_details = convert_fieldset = convert_body = convert_nav = convert_figcaption = convert_p
    convert_figure = convert_legend = convert_hgroup = convert_search = convert_menu = convert_dir = convert_p
    convert_caption = convert_thead = convert_tbody = convert_tfoot = convert_tr = convert_td = convert_th = convert_p
    """Parts of a table are converted as blocks if they are outside a table."""

    def convert_ul(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a list, with a line break so that following text is not on its last line."""
        return str(super().convert_ul(el, text, parent_tags)).rstrip("\n") + "\n\n"

    convert_ol = convert_ul

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return an item of a list; text in the list before the item becomes a paragraph."""
        mark = self._mark(el)
        if not text.strip():
            return "\n"
        before = content_before(el)
        gap = "" if before is None or (isinstance(before, Tag) and before.name == "li") else "\n\n"
        lines = (f"{' ' * len(mark)}{line}" if line else "" for line in text.strip().split("\n"))
        return f"{gap}{mark}{chr(10).join(lines)[len(mark) :]}\n"

    def _mark(self, item: Tag) -> str:
        """Return the marker of a list item. Items are counted, since searching for preceding ones takes too long."""
        parent = item.parent
        if parent is None or parent.name != "ol":
            return "- "
        start = str(parent.get("start") or "")
        first = int(start) if re.fullmatch(r"[0-9]{1,8}", start) else 1
        self._items[id(parent)] += 1
        return f"{first + self._items[id(parent)] - 1}. "

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a quotation."""
        made = str(super().convert_blockquote(el, text, parent_tags))
        return made if "_inline" in parent_tags else f"\n\n{made.strip(chr(10))}\n\n"

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a definition, or a paragraph if it has no term."""
        return str(super().convert_dd(el, text, parent_tags) if _term_of(el) else self.convert_p(el, text, parent_tags))

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return the summary line of a ``details`` element."""
        bare = text.strip()
        plain = not bare or "*" in bare or _has_blocks(bare)
        return self.convert_p(el, text if plain else f"**{bare}**", parent_tags)

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a line break. Two of them end a paragraph; one at the end of a block is dropped."""
        if "_cell" in parent_tags:
            return " " if begins_line(el) or ends_line(el) else "<br>"
        if "_inline" in parent_tags:
            return " "
        if ends_line(el):
            return ""
        previous = content_before(el)
        block = el.parent is not None and el.parent.name in BLOCKS
        if isinstance(previous, Tag) and previous.name == "br":
            return "\n\n" if block else ""
        following = content_after(el)
        if block and isinstance(following, Tag) and following.name == "br":
            return ""
        return "" if begins_line(el) else "\\\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        """Return a heading, of the second level at least, since only the headline is of the first level."""
        line = _SPACE.sub(" ", text).strip()
        if "_inline" in parent_tags or not line:
            return f" {line} "
        line = line[:-1] + "\\" + line[-1] if _HEADING_END.search(line) and not line.endswith("\\#") else line
        anchor = str(el.get("id") or "")
        mark = f" {{#{anchor}}}" if anchor in self.linked and re.fullmatch(r"[A-Za-z][\w-]*", anchor) else ""
        return f"\n\n{'#' * max(2, min(6, n))} {line}{mark}\n\n"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a rule, or the mark at which a summary ends."""
        return "\n\n<!--more-->\n\n" if "more" in (el.get("class") or ()) else "\n\n***\n\n"

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return text in bold."""
        return _emphasised(el, text, "**", "strong", parent_tags)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return emphasised text."""
        return _emphasised(el, text, "*", "em", parent_tags)

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return struck-out text."""
        return _emphasised(el, text, "~~", "del", parent_tags)

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return text that Markdown can mark only with HTML, such as subscript."""
        bare = text.strip()
        if "_noformat" in parent_tags or not bare or _has_blocks(text):
            return text
        left, _, right = text.partition(bare)
        given = "".join(f' {name}="{escape(str(el[name]))}"' for name in ("title", "dir", "lang") if el.get(name))
        return f"{left}<{el.name}{given}>{bare}</{el.name}>{right}"

    convert_sup = convert_mark = convert_ins = convert_u = convert_small = convert_abbr = convert_cite = convert_sub
    convert_dfn = convert_var = convert_bdi = convert_bdo = convert_ruby = convert_rt = convert_rp = convert_sub
    convert_strong, convert_i = convert_b, convert_em
    convert_s = convert_strike = convert_del

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return code within a line."""
        return str(super().convert_code(el, _SPACE.sub(" ", text), parent_tags)) if "pre" not in parent_tags else text

    convert_kbd = convert_samp = convert_tt = convert_code

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a link, or only its text if it leads nowhere."""
        bare = text.strip()
        if "_noformat" in parent_tags or not bare or not el.get("href"):
            return text
        line, written = self.line(el), str(el["href"]).strip()
        if written.startswith("#"):
            address = written if self._has_heading(el, written[1:]) else ""
        else:
            address = self.references.link(written, line)
        if not address or _has_blocks(bare):
            if address:
                self.references.unkept(f"a link around whole paragraphs, to {address}", line)
            return text
        if "![" not in bare:
            bare = _BRACKET.sub(lambda found: f"\\{found[0]}", bare)
        left, _, right = text.partition(text.strip())
        return f"{left}[{bare}](<{address}>){right}"

    def _has_heading(self, el: Tag, anchor: str) -> bool:
        root = el.find_parent("[document]") or [*el.parents][-1]
        found = root.find(id=anchor)
        return isinstance(found, Tag) and bool(re.fullmatch(r"h[1-6]", found.name))


def _emphasised(el: Tag, text: str, mark: str, tag: str, tags: set[str]) -> str:
    bare = text.strip()
    if "_noformat" in tags or not bare or _has_blocks(bare) or _is_within(el, tag):
        return text
    if mark[0] in bare:
        left, _, right = text.partition(bare)
        return f"{left}<{tag}>{bare}</{tag}>{right}"
    return marked(text, mark, *_around(el))


def _has_blocks(markdown: str) -> bool:
    """Return whether Markdown has several lines that are not just lines of one paragraph."""
    return "\n" in markdown.replace("\\\n", "")


_SAME = {"strong": ("b", "strong"), "em": ("i", "em"), "del": ("del", "s", "strike")}


def _is_within(el: Tag, tag: str) -> bool:
    return any(each.name in _SAME[tag] for each in el.parents)


def _around(el: Tag) -> tuple[str, str]:
    """Return the characters before and after an element: a space at the ends of its parent, empty next to markup."""
    previous, following = el.previous_sibling, el.next_sibling
    left = " " if previous is None else previous[-1:] if isinstance(previous, NavigableString) else ""
    right = " " if following is None else following[:1] if isinstance(following, NavigableString) else ""
    edge = el.parent is not None and el.parent.name in BLOCKS
    return (left if left.strip() or edge or left else ""), right


def _term_of(el: Tag) -> Tag | None:
    """Return the term that a definition belongs to."""
    before = content_before(el)
    while isinstance(before, Tag) and before.name == "dd":
        before = content_before(before)
    is_term = isinstance(before, Tag) and before.name == "dt" and bool(before.get_text(strip=True))
    return before if is_term and el.parent is not None and el.parent.name == "dl" else None  # type: ignore[return-value]
