"""The markers in a body that may open a comment, and how each is treated."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

import msgspec

from generator.reading.comments.kinds import COMMENT, CommentKind


class Opener(msgspec.Struct, frozen=True):
    """An opening marker: its kind, its text, its offset in the source, and whether it is escaped."""

    kind: CommentKind
    written: str
    start: int
    escaped: bool


@dataclass
class Openers:
    """All markers in ``source`` that may open a comment, by number.

    ``live`` has the numbers of those that do, ``unclosed`` of those among them that are never closed, ``coded`` of
    those in indented code, and ``halved`` of those in indented code that ends before the comment would. ``refused`` is
    the first one that was not processed, if there are too many.
    """

    source: str
    openers: list[Opener] = field(default_factory=list)
    live: set[int] = field(default_factory=set)
    unclosed: set[int] = field(default_factory=set)
    halved: set[int] = field(default_factory=set)
    coded: set[int] = field(default_factory=set)
    refused: int | None = None

    def spans(self) -> list[tuple[int, int, int]]:
        """Return for each removed comment the number of its opener, and its start and end in the source."""
        found, last = [], 0
        for number in sorted(self.live):
            opener = self.openers[number]
            if opener.start >= last:
                _, end, closed = opener.kind.search(self.source, opener.start + len(opener.written), len(self.source))
                last = end if closed and number not in self.unclosed else len(self.source)
                found.append((number, opener.start, last))
        return found

    def nested(self) -> Iterator[int]:
        """Yield each ``<!--`` inside a comment. Its ``-->`` ends both, so the rest of the outer one is visible.

        ``<!--[if !IE]><!-->`` and similar constructs are intentional and not included.
        """
        for number, start, end in self.spans():
            for inner in range(number + 1, len(self.openers)):
                opener = self.openers[inner]
                if opener.start >= end:
                    break
                if opener.kind.name == self.openers[number].kind.name == COMMENT and start < opener.start:
                    yield inner

    def place(self, number: int) -> tuple[int, int]:
        """Return the line and column, from 0, of an opening marker in the source."""
        return self.position(self.openers[number].start)

    def position(self, at: int) -> tuple[int, int]:
        """Return the line and column, from 0, of an offset in the source."""
        line = bisect_right(self.line_starts, at) - 1
        return line, at - self.line_starts[line]

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset of the start of each line in the source."""
        return [0, *accumulate(len(line) + 1 for line in self.source.split("\n"))]

    def blanked(self) -> str:
        """Return the source with comments replaced by spaces, and with the same lines."""
        parts, at = [], 0
        for _, start, end in self.spans():
            parts += [self.source[at:start], re.sub(r"[^\n]", " ", self.source[start:end])]
            at = end
        return "".join(parts) + self.source[at:]
