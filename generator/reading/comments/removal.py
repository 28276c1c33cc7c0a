r"""Finds and removes the comments in a body, which readers must never see.

A comment extends from its opening marker to its closing one, across paragraphs and blocks, unless the opening marker
is in code or escaped (``\<!--``). Only the Markdown parser knows what is code, so each opening marker is *marked*
with a number. The parser's rules for comments (``rules``) skip those that close within the same block;
any that remain are *cut* from the source, which is then parsed again.

Marks use NUL, which never occurs in a source (``markdown.render`` replaces it): ``<\0`` number ``\0!--`` is a marked
opening marker; ``<\0:`` lines ``>`` replaces a comment that was cut, with the number of its line ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

import msgspec
from markdown_it.token import Token
from msgspec.structs import replace

from generator.reading.comments.kinds import DEFINITION, KINDS, OPENING, SLIP, Closers, CommentKind
from generator.reading.comments.openers import Opener, Openers
from generator.reading.markdown.limits import signs_in

_MARK = re.compile(r"\0(\d+)\0")
_CUT = re.compile(r"<?\0:(\d+)>?")
_CUT_WITH_SPACE = re.compile(rf"(?<![ \t])[ \t]*{_CUT.pattern}(?=[ \t]|\Z)|{_CUT.pattern}")
_MARK_OR_CUT = re.compile(r"[^\0\n]\0(?:(?P<number>\d+)\0|:(?P<lines>\d+)>)")
_RAW = re.compile(rf"<(?P<raw>script|style)\b|{_MARK_OR_CUT.pattern}", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(script|style)\s*>", re.IGNORECASE)
_TABLE = re.compile(r"^[ \t>]*+(?:\|[ \t]*+)?:?-+:?[ \t]*\|", re.MULTILINE)
_BEFORE = re.compile(r"(?:[ \t>*+-]|\d{1,9}[.)])*+")  # what may precede a definition on its line
_DEFINED = re.compile(r"\[([^\]\[\n]*)\]:")
_BRACKETED = re.compile(r"\[([^\]\[\n]*)\](?!:)")
_OPENS = re.compile("[`~<]")  # the start of fences and raw HTML
_LITERAL = frozenset({"text", "code_inline", "code_block", "fence"})
_MOST_PARSED = 60_000  # in all rounds together: Markdown's special characters, plus a twentieth of all characters


class Span(msgspec.Struct, frozen=True):
    """The place of a comment in a text that is being parsed. ``closed`` is false if the text ends before it does."""

    start: int
    end: int
    closed: bool = True


@dataclass
class Comments(Openers):
    """The markers in ``source`` that may open a comment, and ``text``, the marked source for the parser.

    ``block_end`` is the line at which the current quote or list ends; ``no_blocks`` is for ``rules``.
    """

    text: str = ""
    block_end: int = 0
    no_blocks: dict[tuple[int, int, int], int] = field(default_factory=dict)
    _rounds: int = 0
    _lines: list[tuple[int, int]] = field(default_factory=list)
    _closers: Closers = field(default_factory=Closers)

    def __post_init__(self) -> None:
        self.text = OPENING.sub(self._marked, self.source)
        self._lines = [(number, number) for number in range(self.source.count("\n") + 1)]

    def _marked(self, found: re.Match[str]) -> str:
        opener = Opener(
            KINDS[found.lastgroup or ""], found.group(), found.start(), _escaped(self.source, found.start())
        )
        kind = self._kind(opener)
        if not kind:
            return opener.written
        self.openers.append(replace(opener, kind=kind))
        written = opener.written
        return f"{written[0]}\0{len(self.openers) - 1}\0{written[1:]}"

    def _kind(self, opener: Opener) -> CommentKind | None:
        """Return the kind of comment that a marker opens; ``None`` if it is text, or defines a link."""
        kind = opener.kind
        if kind.name in (DEFINITION, SLIP):
            return self._kind_of_definition(opener)
        after = opener.start + len(opener.written)
        if kind.unclosed == "rest" or self._end(opener, self.source, after, len(self.source)) != -1:
            return kind
        return None if kind.unclosed == "text" else kind.without_closer()

    def _kind_of_definition(self, opener: Opener) -> CommentKind | None:
        """Return the kind of a definition: a comment if it begins its line, ``None`` if a link uses it.
        Anywhere else on a line, readers would see it, so it is a slip.
        """
        if opener.start not in self._first_places:
            return KINDS[SLIP]
        label = _DEFINED.match(opener.written)
        return None if label and label[1].casefold() in self._linked else opener.kind

    @cached_property
    def _first_places(self) -> set[int]:
        """The offset of the text that follows the markers of quotes and lists in each line."""
        return {_BEFORE.match(self.source, start).end() for start in self.line_starts}  # type: ignore[union-attr]

    @cached_property
    def _linked(self) -> set[str]:
        """Everything in square brackets that does not define a link."""
        return {label.casefold() for label in _BRACKETED.findall(self.source)}

    def span(self, text: str, start: int, limit: int) -> Span | None:
        """Return the comment at ``start`` of a marked text, up to ``limit``; ``None`` if no comment begins there."""
        marker = _MARK_OR_CUT.match(text, start, limit)
        if not marker:
            return None
        if marker["lines"]:
            return Span(start, marker.end())
        opener = self.openers[int(marker["number"])]
        end = self._end(opener, text, marker.end() + len(opener.written) - 1, limit)
        return Span(start, limit, closed=False) if end == -1 else Span(start, end)

    def _end(self, opener: Opener, text: str, after: int, limit: int) -> int:
        """Return the end of a comment; -1 if it is not closed."""
        return self._closers.end(opener.kind, text, after, limit)

    def settle(self, tokens: Sequence[Token], found: Mapping[str, Any]) -> bool:
        """Process the parser's result for the comments in ``text``. Return False if one was cut: parse again."""
        self.live -= _marks([self.text])
        self.halved, self.coded = set(), set()
        settled, loose = self._seen(tokens, found)
        left = _marks([self.text]) - (settled - loose)
        if not left:
            return True
        self._rounds += 1
        if self._rounds * (signs_in(self.text) + len(self.text) // 20) > _MOST_PARSED:
            self.refused = min(left)
            return True
        for number, start, end in reversed(list(self._certain(sorted(left), tokens))):
            self._cut(number, start, end)
        self._closers = Closers()
        self.no_blocks.clear()
        return False

    def _certain(self, left: Sequence[int], tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """Yield the first comment to cut, and those below it whose meaning no cut above can change.

        Between each of these and the previous cut, a new block begins after an empty line and without indentation,
        and nothing opens a block that could contain empty lines.
        """
        starts, last = self._block_starts(tokens), 0
        marks = {int(mark[1]): mark.span() for mark in _MARK.finditer(self.text)}
        for number in left:
            start, after_mark = marks[number][0] - 1, marks[number][1]
            if last:
                if start < last:
                    continue
                after = bisect_right(starts, last)
                if after == len(starts) or starts[after] > start or _OPENS.search(self.text, last, starts[after]):
                    return
            opener = self.openers[number]
            end = self._end(opener, self.text, after_mark + len(opener.written) - 1, len(self.text))
            if end == -1:
                self.unclosed.add(number)
            last = len(self.text) if end == -1 else end
            yield number, start, last

    def _block_starts(self, tokens: Sequence[Token]) -> list[int]:
        """Return the offsets in ``text`` at which a block begins below an empty line, outside lists and quotes."""
        lines = self.text.split("\n")
        offsets = [0, *accumulate(len(line) + 1 for line in lines)]
        firsts = {token.map[0] for token in tokens if token.map and not token.level}
        below = (line for line in sorted(firsts) if line and not lines[line - 1].strip())
        return [offsets[line] for line in below if not lines[line][:1].isspace()]

    def _cut(self, number: int, start: int, end: int) -> None:
        inside = self.text[start:end]
        first, lines = self.text.count("\n", 0, start), inside.count("\n")
        self._lines[first : first + lines + 1] = [(self._lines[first][0], self._lines[first + lines][1])]
        lines += sum(map(int, _CUT.findall(inside)))
        self.text = f"{self.text[:start]}<\0:{lines}>{self.text[end:]}"
        self.live.add(number)

    def _seen(self, tokens: Sequence[Token], found: Mapping[str, Any]) -> tuple[set[int], set[int]]:
        """Return the marks that are in code, escaped, or in comments that the parser skipped; and those elsewhere."""
        settled, loose, table = _marks(_definitions(found)), set[int](), bool(_TABLE.search(self.text))
        for token in _all(tokens):
            if token.attrs and (inside := _marks(map(str, token.attrs.values()))):
                settled |= inside
                loose |= {each for each in inside if not self.openers[each].escaped}
            if token.type == "comment":
                (settled if self._skipped(token, table) else loose).update(_marks([token.content]))
            elif token.type == "html_block":
                settled |= self._in_html(token.content)
            elif token.type in _LITERAL:
                settled |= _marks([token.content])
                if token.type == "code_block":
                    self.halved |= self._halved(token.content)
                    self.coded |= _marks([token.content])
        return settled, loose

    def _halved(self, code: str) -> set[int]:
        """Return the last marker in indented code, if a comment that begins there would end below the code."""
        markers = [marker for marker in _MARK_OR_CUT.finditer(code) if marker["number"]]
        if not markers or self.span(code, markers[-1].start(), len(code)).closed:  # type: ignore[union-attr]
            return set()
        number = int(markers[-1]["number"])
        opener = self.openers[number]
        return set() if self._end(opener, self.source, opener.start, len(self.source)) == -1 else {number}

    def _skipped(self, token: Token, table: bool) -> bool:
        """Whether a comment may stay. In a text with a ``table``, a bar in it could make its line a table row."""
        if not token.meta["closed"] or (table and token.meta["inline"] and "|" in token.content):
            return False
        self._in_html(token.content)
        return True

    def _in_html(self, content: str) -> set[int]:
        """Return the marks in raw HTML that need no cut, since ``finish`` removes its comments."""
        settled: set[int] = set()
        for text, span in self._pieces(content):
            if span and not span.closed:
                break
            settled |= _marks([text])
            if span and (marker := _MARK.match(text, 1)):
                self.live.add(int(marker[1]))
        return settled

    def _pieces(self, content: str) -> Iterator[tuple[str, Span | None]]:
        """Split raw HTML into text with tags, and comments with spans. Scripts and styles contain none."""
        start, at = 0, 0
        closing = _closing_tags(content)
        while marker := _RAW.search(content, at):
            at = marker.end()
            if marker["raw"]:
                remaining, after = closing[marker["raw"].lower()], content.find(">", at)
                while remaining and remaining[-1].start() <= after:
                    remaining.pop()
                at = remaining[-1].end() if remaining else at
            elif span := self.span(content, marker.start(), len(content)):
                yield content[start : marker.start()], None
                yield content[marker.start() : span.end], span
                start = at = span.end
        yield content[start:], None

    def finish(self, tokens: list[Token], found: Mapping[str, Any]) -> list[Token]:
        """Return the tokens without comments and marks, and with line numbers of the source."""
        for token in _all(tokens):
            if token.type == "html_block":
                token.content = self._without(token.content)
            token.content, token.info = "" if token.type == "comment" else unmarked(token.content), unmarked(token.info)
            token.attrs = {
                name: unmarked(each) if isinstance(each, str) else each for name, each in token.attrs.items()
            }
            if token.map:
                token.map = self._in_source(token.map)
        for definition in (*found["references"].values(), *found.get("duplicate_refs", ())):
            definition["map"] = self._in_source(definition["map"])
        for lines in found.get("tangled", ()):
            lines[:] = self._in_source(lines)
        return [token for token in tokens if token.type != "comment"]

    def _in_source(self, lines: Sequence[int]) -> list[int]:
        last = len(self._lines) - 1
        first, end = min(lines[0], last), min(max(lines[0], lines[1] - 1), last)
        return [self._lines[first][0], self._lines[end][1] + (lines[1] > lines[0])]

    def _without(self, content: str) -> str:
        return "".join("\n" * lines_in(text) if span else text for text, span in self._pieces(content))


def _closing_tags(content: str) -> dict[str, list[re.Match[str]]]:
    """Return the closing tags of scripts and styles in raw HTML, by name, the last first."""
    found: dict[str, list[re.Match[str]]] = {"script": [], "style": []}
    for each in reversed([*_CLOSING_TAG.finditer(content)]):
        found[each[1].lower()].append(each)
    return found


def lines_in(comment: str) -> int:
    """Return the number of line ends in a comment, including those of comments inside it that were cut before."""
    return comment.count("\n") + sum(map(int, _CUT.findall(comment)))


def unmarked(text: str) -> str:
    """Return the text as written, without marks and comments."""
    return _CUT_WITH_SPACE.sub("", _MARK.sub("", text)) if "\0" in text else text


def _escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes precedes the marker at ``at``."""
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _marks(texts: Iterator[str] | Sequence[str]) -> set[int]:
    return {int(number) for text in texts if "\0" in text for number in _MARK.findall(text)}


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _all(token.children)


def _definitions(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the text in link definitions, which readers see only if a link uses it."""
    for label, each in found["references"].items():
        yield from (label, str(each.get("href", "")), str(each.get("title", "")))
    for each in found.get("duplicate_refs", ()):
        yield from (str(each.get("label", "")), str(each.get("href", "")), str(each.get("title", "")))
