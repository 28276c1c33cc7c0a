"""Turns the HTML of a body into Markdown: paragraphs, lists, quotations, emphasis and links.

markdownify walks through the tree and writes blocks; what is on their lines is escaped for our Markdown, which has
more signs than CommonMark. Pictures, frames, recordings and tables are in ``_html_parts.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from warnings import catch_warnings, simplefilter

import msgspec
import nh3
from bs4 import BeautifulSoup, CData, Comment, Declaration, Doctype, ProcessingInstruction
from bs4.element import NavigableString, PageElement, Tag
from markdownify import MarkdownConverter

from generator.editorial.importers._markdown import inline
from generator.editorial.importers._markdown_blocks import marked
from generator.editorial.moving._elements import elements_in, links_within
from generator.editorial.moving._footnotes import mark as mark_footnotes
from generator.editorial.moving._hidden import drop_hidden
from generator.editorial.moving._html_parts import DROPPED, PARTS, Parts
from generator.editorial.moving._lines import started
from generator.editorial.moving._markup_writer import with_ends
from generator.editorial.moving._references import References
from generator.editorial.moving._words import words_in

_DEEPEST = 100
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MARKED = re.compile(r"<(a|audio|embed|figure|form|iframe|img|input|object|script|video)\b(?=[^<>]*>)", re.IGNORECASE)
_MORE = re.compile(r"<!--more(?:\s[^<>]{0,200})?-->")
_FENCE = re.compile(r"[ >]*(`{3,})")
_PICTURES = re.compile(r"!\[(?:[^\]\\]|\\.)*+\]\(<[^<>]*+>(?: \"(?:[^\"\\]|\\.)*+\")?\)")
"""A picture at the beginning of a paragraph, beside which the text flowed."""

_HEADING_END = re.compile(r"[#}]\Z")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul", "[document]"),
    )
)


class Converted(msgspec.Struct, frozen=True):
    """A body in Markdown, and how often each word was in its HTML."""

    markdown: str
    words: Counter[str]


def markdown_of(html: str, references: References) -> Converted:
    """The Markdown of HTML, however broken it is; of HTML that is nested absurdly deep, only the words."""
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
    return Converted(_with_single_gaps(made), words)


def _with_single_gaps(markdown: str) -> str:
    """Markdown with one blank line between blocks; code keeps its own."""
    lines, fence = list[str](), ""
    for line in markdown.strip("\n").split("\n"):
        if found := _FENCE.match(line):
            fence = found[1] if not fence else "" if found[1] == fence else fence
        if fence or line.strip() or lines[-1:] != [""]:
            lines.append(line if fence or line.strip() else "")
    return "\n".join(lines).strip() + "\n"


def parsed(html: str) -> BeautifulSoup:
    """The tree of HTML. Elements that may be reported have their line, as ``data-line``."""
    lines = html.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    numbered = "\n".join(_MARKED.sub(rf'<\1 data-line="{number}"', line) for number, line in enumerate(lines, 1))
    with catch_warnings():  # it warns of bodies that look like XML, or like the name of a file
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


class _Converter(Parts, _Library):  # type: ignore[misc]  # its types say little of what it has
    """One body's converter. ``linked`` are the ids that links on the same page lead to."""

    def __init__(self, references: References, linked: frozenset[str]) -> None:
        super().__init__(**_OPTIONS)
        self.references, self.linked = references, linked

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        """The Markdown of an element; of some, as a whole."""
        tags = parent_tags or set()
        if node.name in DROPPED:
            return self.dropped(node)
        if (part := PARTS.get(node.name)) and (made := part(self, node, tags)) is not None:
            return made
        return str(super().process_tag(node, parent_tags=tags))

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """The Markdown of text between tags."""
        tags = parent_tags or set()
        if isinstance(el, CData | Comment | Declaration | Doctype | ProcessingInstruction):
            return ""
        if "pre" in tags:
            return str(el)
        text = _SPACE.sub(" ", str(el))
        if "_noformat" in tags:
            return text
        starts, ends = _begins_line(el), _ends_line(el)
        text = text.lstrip(" ") if starts else text
        text = inline(text.rstrip(" ") if ends else text, notes=False)
        return started(text) if starts else text

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph; one of spaces is none."""
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

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The line that opens details."""
        return self.convert_p(el, f"**{text.strip()}**" if text.strip() and "*" not in text else text, parent_tags)

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A line break; two of them end a paragraph, and one at the end of a block is none."""
        if "_inline" in parent_tags:
            return " "
        if _ends_line(el):
            return ""
        previous = _content_before(el)
        block = el.parent is not None and el.parent.name in _BLOCKS
        if isinstance(previous, Tag) and previous.name == "br":
            return "\n\n" if block else ""
        following = _content_after(el)
        if block and isinstance(following, Tag) and following.name == "br":
            return ""
        return "" if _begins_line(el) else "\\\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        """A heading; the headline alone is one of the first level."""
        line = _SPACE.sub(" ", text).strip()
        if "_inline" in parent_tags or not line:
            return line
        line = line[:-1] + "\\" + line[-1] if _HEADING_END.search(line) and not line.endswith("\\#") else line
        anchor = str(el.get("id") or "")
        mark = f" {{#{anchor}}}" if anchor in self.linked and re.fullmatch(r"[A-Za-z][\w-]*", anchor) else ""
        return f"\n\n{'#' * max(2, min(6, n))} {line}{mark}\n\n"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A rule, or the mark below which a summary ends."""
        return "\n\n<!--more-->\n\n" if "more" in (el.get("class") or ()) else "\n\n***\n\n"

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Words in bold."""
        return _emphasised(el, text, "**", "strong", parent_tags)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Emphasised words."""
        return _emphasised(el, text, "*", "em", parent_tags)

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Words that were struck out."""
        return _emphasised(el, text, "~~", "del", parent_tags)

    convert_strong, convert_i = convert_b, convert_em
    convert_s = convert_strike = convert_del

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code within a line."""
        return str(super().convert_code(el, _SPACE.sub(" ", text), parent_tags)) if "pre" not in parent_tags else text

    convert_kbd = convert_samp = convert_tt = convert_code

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link, or its words if it leads nowhere."""
        bare = text.strip()
        if "_noformat" in parent_tags or not bare or not el.get("href"):
            return text
        line, written = self.line(el), str(el["href"]).strip()
        if written.startswith("#"):
            address = written if self._has_heading(el, written[1:]) else ""
        else:
            address = self.references.link(written, line)
        if not address or "\n\n" in bare:
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
    bare = text.strip(" \n")
    if "_noformat" in tags or not bare or "\n\n" in bare or _is_within(el, tag):
        return text
    if mark[0] in bare:
        left, _, right = text.partition(bare)
        return f"{left}<{tag}>{bare}</{tag}>{right}"
    return marked(text, mark, *_around(el))


_SAME = {"strong": ("b", "strong"), "em": ("i", "em"), "del": ("del", "s", "strike")}


def _is_within(el: Tag, tag: str) -> bool:
    return any(each.name in _SAME[tag] for each in el.parents)


def _around(el: Tag) -> tuple[str, str]:
    """The characters before and after an element: a space at the ends of its parent, empty next to markup."""
    previous, following = el.previous_sibling, el.next_sibling
    left = " " if previous is None else previous[-1:] if isinstance(previous, NavigableString) else ""
    right = " " if following is None else following[:1] if isinstance(following, NavigableString) else ""
    edge = el.parent is not None and el.parent.name in _BLOCKS
    return (left if left.strip() or edge or left else ""), right


def _blank(each: PageElement) -> bool:
    return isinstance(each, Comment) or (isinstance(each, NavigableString) and not each.strip(" \t\r\n\f"))


def _content_before(el: PageElement) -> PageElement | None:
    return next((each for each in el.previous_siblings if not _blank(each)), None)


def _content_after(el: PageElement) -> PageElement | None:
    return next((each for each in el.next_siblings if not _blank(each)), None)


def _outwards(el: PageElement) -> Iterator[tuple[PageElement, Any]]:
    """Yield an element and the inline elements around it, each with its parent, up to a block."""
    parent = el.parent
    while parent is not None:
        yield el, parent
        if parent.name in _BLOCKS:
            return
        el, parent = parent, parent.parent


def _is_edge(each: PageElement | None) -> bool:
    return isinstance(each, Tag) and (each.name == "br" or each.name in _BLOCKS)


def _begins_line(el: PageElement) -> bool:
    """Whether nothing is before something on its line."""
    for each, _ in _outwards(el):
        if (before := _content_before(each)) is not None:
            return _is_edge(before)
    return True


def _ends_line(el: PageElement) -> bool:
    """Whether nothing is after something in its block."""
    for each, _ in _outwards(el):
        if (after := _content_after(each)) is not None:
            return isinstance(after, Tag) and after.name in _BLOCKS
    return True
