"""The report of a move: counts first, then what became of each file, and what could not be kept, by path and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from generator.editorial.moving._moved import Place
from generator.model.problems import Problem

Outcome = Literal["new", "updated", "unchanged", "edited", "removed", "in the way", "refused"]
"""What becomes of one file of the new site.

``edited`` and ``removed`` by an editor since it was moved, and ``in the way`` of a file that is there, mean that
nothing is written; a ``refused`` story could not be built.
"""

MEANING: dict[str, str] = {
    "new": "new",
    "updated": "updated, because the source has changed",
    "unchanged": "unchanged",
    "edited": "not touched: edited since the last move",
    "removed": "not written again: moved or deleted since the last move",
    "in the way": "not written: another file has the name",
    "refused": "not written: the site could not be built with it",
}


_FIRST = ("refused", "in the way", "edited", "removed", "updated", "new", "unchanged")
"""The order in which files are listed: first those that somebody has to look at."""


class MovedFile(msgspec.Struct, frozen=True):
    """What became of a file: ``path`` is in the site's folder, ``place`` in the source."""

    outcome: Outcome
    kind: str
    path: str
    place: Place
    old: str = ""


class Line(msgspec.Struct, frozen=True, order=True):
    """One line of the report about what is not as it was: where in the source, and what."""

    place: Place
    text: str


class Report(msgspec.Struct, frozen=True):
    """Everything that a move did, or would do. ``written`` says whether it did.

    ``withheld`` is what readers of the old site did not see, ``unkept`` what could not be kept, ``lost`` words that are
    missing after the conversion, ``missing`` files that were not found, ``dead`` links that lead nowhere, ``queries``
    old addresses with a query and the new ones, which no static host redirects by itself, and ``orphans`` old addresses
    that cannot be aliases, such as those of lists. ``settings`` are lines for site.toml; ``problems`` say why stories
    were refused.
    """

    source: str
    written: bool = False
    files: list[MovedFile] = []
    withheld: list[tuple[str, Line]] = []
    unkept: list[Line] = []
    lost: list[Line] = []
    missing: list[Line] = []
    dead: list[Line] = []
    queries: list[tuple[str, str]] = []
    orphans: list[tuple[str, str]] = []
    settings: list[str] = []
    problems: list[Problem] = []
    words: list[int] = msgspec.field(default_factory=lambda: [0, 0])

    def counts(self) -> Iterator[tuple[int, str]]:
        """Yield how many there are of what, in words; nothing of which there is none."""
        files = Counter((each.kind, each.outcome) for each in self.files)
        for (kind, outcome), number in sorted(files.items()):
            yield number, f"{kind if number == 1 else _MANY[kind]}: {MEANING[outcome]}"
        for why, number in sorted(Counter(why for why, _ in self.withheld).items()):
            yield number, f"withheld: {why}"
        yield from self._faults()

    def _faults(self) -> Iterator[tuple[int, str]]:
        lost, whole = self.words
        several = (
            (lost, f"word of {whole:,} lost in the conversion", f"words of {whole:,} lost in the conversion"),
            (len(self.unkept), "thing that could not be kept", "things that could not be kept"),
            (len(self.missing), "file that was not found", "files that were not found"),
            (len(self.dead), "broken link: only its words are left", _DEAD),
            (len(self.queries), "old address with a query, which no static host redirects", _QUERIES),
            (len(self.orphans), "old address without a redirect", "old addresses without a redirect"),
        )
        yield from ((number, one if number == 1 else many) for number, one, many in several if number)

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what each part of the report is called, and its lines."""
        yield "Withheld", [f"{each.place}: {why}: {each.text}" for why, each in self.withheld]
        for title, lines in (("Not kept", self.unkept), ("Words lost", self.lost), ("Files not found", self.missing)):
            yield title, [f"{each.place}: {each.text}" for each in lines]
        yield "Broken links", [f"{each.place}: {each.text}" for each in self.dead]
        yield "Old addresses with a query", [f"{old} -> {new}" for old, new in self.queries]
        yield "Old addresses without a redirect", [f"{old} -> {new}" for old, new in self.orphans]
        files = sorted(self.files, key=lambda each: _FIRST.index(each.outcome))
        yield "Files", [f"{each.outcome:>10}  {each.path}  from {each.place}" for each in files]


_DEAD = "broken links: only their words are left"
_QUERIES = "old addresses with a query (`/?p=41`), which no static host redirects"
_MANY = {
    "settings": "settings",
    "redirect": "redirects of old lists",
    "story": "stories",
    "page": "pages",
    "person": "people",
    "picture or file": "pictures and files",
}
