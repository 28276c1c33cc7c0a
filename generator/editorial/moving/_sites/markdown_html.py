"""Turns the blocks of HTML in Markdown into Markdown, on the same lines as far as it fits there."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

from generator.editorial.moving._html import markdown_of
from generator.editorial.moving._references import References

_BLOCK = re.compile(
    r"[ ]{0,3}<(?P<name>article|aside|audio|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|"
    r"form|h[1-6]|header|hr|iframe|li|main|nav|noscript|object|ol|p|picture|pre|script|section|style|summary|table|"
    r"tbody|td|th|thead|tr|ul|video)\b"
    r"|[ ]{0,3}</(?:article|aside|center|details|div|figure|footer|header|main|nav|p|section)>",
    re.IGNORECASE,
)
_WHOLE = frozenset(
    ["table", "figure", "pre", "video", "audio", "script", "style", "iframe", "ul", "ol", "dl", "picture"]
)
_BLANK = re.compile(r"\n[ \t]*+\n")
_COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_COMMONMARK.normalizeLink = str  # type: ignore[method-assign, assignment]  # addresses stay as written
_MARKDOWN_INSIDE = re.compile(r"""\smarkdown\s*=\s*["']?(?:1|block|span|true)["']?""", re.IGNORECASE)


def without_html(text: str, first: int, say: Callable[[str, int], None], whole: bool) -> str:
    """Return a text, which has no code blocks, with its blocks of HTML as Markdown. ``first`` is its line in the body.

    ``whole`` says whether a block extends to its closing tag, and not only to the first blank line.
    """
    lines, output, at = text.split("\n"), list[str](), 0
    ends = _Ends(lines, whole)
    while at < len(lines):
        found = _BLOCK.match(lines[at])
        if not found or not _may_begin(lines, at, found):
            output.append(lines[at])
            at += 1
        elif _MARKDOWN_INSIDE.search(lines[at]):
            output.append(re.sub(r"<[^<>]*>", "", lines[at]))
            at += 1
        else:
            end = ends.after(at, (found["name"] or "").lower())
            html = _as_html("\n".join(lines[at:end]), whole)
            new = markdown_of(html, _AsWritten(first + at, say)).markdown.strip("\n").split("\n")
            output += [*new, *[""] * (end - at - len(new))]
            at = end
    return "\n".join(output)


def _as_html(block: str, whole: bool) -> str:
    """Return a block as HTML; text between blank lines in it is Markdown, unless ``whole`` is true."""
    return block if whole or not _BLANK.search(block) else str(_COMMONMARK.render(block))


def _may_begin(lines: list[str], at: int, found: re.Match[str]) -> bool:
    """Return whether a line begins a block of HTML; a closing tag in the middle of a paragraph does not."""
    before = lines[at - 1].strip() if at else ""
    return bool(found["name"]) or not before or before.startswith("<")


class _Ends:
    """Finds the ends of the blocks of HTML in ``lines``."""

    def __init__(self, lines: list[str], whole: bool) -> None:
        self._lines, self._whole = lines, whole
        self._known: dict[str, list[int]] = {}

    def after(self, start: int, name: str) -> int:
        """Return the line after a block: a blank one, or the one after the closing tag."""
        if name in _WHOLE or (self._whole and name):
            if name not in self._known:
                self._known[name] = self._closed(name)
            at = self._known[name][start]
            if at >= 0:
                after = self._lines[at].rpartition(">")[2].strip()
                return at + 1 if not after else _blank(self._lines, at)
        return _blank(self._lines, start)

    def _closed(self, name: str) -> list[int]:
        """Return, for each line, the first line by which all elements opened from there on are closed; -1 for none.

        This takes one pass: lines without a result yet are on a stack, each with the number of elements open before it.
        """
        tag = re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE)
        found, waiting, depth = [-1] * len(self._lines), list[tuple[int, int]](), 0
        for at, line in enumerate(self._lines):
            waiting.append((depth, at))
            depth += sum(-1 if each[1] else 1 for each in tag.finditer(line)) if "<" in line else 0
            while waiting and depth <= waiting[-1][0]:
                found[waiting.pop()[1]] = at
        return found


def _blank(lines: list[str], start: int) -> int:
    return next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))


class _AsWritten(References):
    """Leaves addresses unchanged: they are replaced later, with those of Markdown."""

    def __init__(self, first: int, say: Callable[[str, int], None]) -> None:
        self._first, self._say = first, say

    def picture(self, address: str, line: int, alt: str = "") -> str:
        return address

    def file(self, address: str, line: int) -> str:
        return address

    def link(self, address: str, line: int) -> str:
        return address

    def unkept(self, what: str, line: int) -> None:
        self._say(what, self._first + max(line - 1, 0))
