"""The report of a move: counts, then the outcome for each file, and what could not be kept, by path and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from generator.editorial.moving._moved import SourcePlace
from generator.model.problems import Problem

Outcome = Literal["new", "updated", "unchanged", "edited", "removed", "in the way", "refused"]
"""The outcome for one file of the new site.

If an editor has ``edited`` or ``removed`` it since it was moved, or if another file is ``in the way``, nothing is
written. A ``refused`` story could not be built.
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
"""The order in which files are listed: those that need attention come first."""


class MovedFile(msgspec.Struct, frozen=True):
    """The outcome for a file: ``path`` is in the site's folder, ``place`` in the source."""

    outcome: Outcome
    kind: str
    path: str
    place: SourcePlace
    old: str = ""


class ReportLine(msgspec.Struct, frozen=True, order=True):
    """One line of the report about something that changed: the place in the source, and a description."""

    place: SourcePlace
    text: str


class Report(msgspec.Struct, frozen=True):
    """Everything that a move did, or would do. ``written`` says whether it did it.

    ``withheld`` are items that readers of the old site did not see, ``unkept`` describes what could not be kept,
    ``lost`` are words that are missing after the conversion, ``missing`` files that were not found, ``dead`` links that
    lead nowhere, ``unmoved`` links to pages of the old site that are not moved, ``queries`` old addresses with a query
    and the new ones, and ``orphans`` old addresses that cannot be aliases, such as those of lists. ``settings`` are
    lines for site.toml; ``problems`` say why stories were refused.
    """

    source: str
    written: bool = False
    files: list[MovedFile] = []
    withheld: list[tuple[str, ReportLine]] = []
    unkept: list[ReportLine] = []
    lost: list[ReportLine] = []
    missing: list[ReportLine] = []
    dead: list[ReportLine] = []
    unmoved: list[ReportLine] = []
    queries: list[tuple[str, str]] = []
    orphans: list[tuple[str, str]] = []
    settings: list[str] = []
    problems: list[Problem] = []
    words: list[int] = msgspec.field(default_factory=lambda: [0, 0])

    def add(self, other: Report) -> None:
        """Add the lines of a report about one story, except those that repeat one of the last lines."""
        for name in ("unkept", "lost", "missing", "dead", "unmoved"):
            lines: list[ReportLine] = getattr(self, name)
            for each in getattr(other, name):
                if each not in lines[-3:]:
                    lines.append(each)
        self.words[:] = (mine + more for mine, more in zip(self.words, other.words, strict=True))

    def counts(self) -> Iterator[tuple[int, str]]:
        """Yield each count that is not zero, with a description of what is counted."""
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
            (
                len(self.unmoved),
                f"link to {_UNMOVED}: it stays as it is",
                f"links to {_UNMOVED}: they stay as they are",
            ),
            (
                len(self.queries),
                f"old address with a query will not work: {_QUERIES}",
                f"old addresses with a query will not work: {_QUERIES}",
            ),
            (len(self.orphans), "old address without a redirect", "old addresses without a redirect"),
        )
        yield from ((number, one if number == 1 else many) for number, one, many in several if number)

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the title of each part of the report, and its lines."""
        yield "Withheld", [f"{each.place}: {why}: {each.text}" for why, each in self.withheld]
        for title, lines in (("Not kept", self.unkept), ("Words lost", self.lost), ("Files not found", self.missing)):
            yield title, [f"{each.place}: {each.text}" for each in lines]
        yield "Broken links", [f"{each.place}: {each.text}" for each in self.dead]
        yield f"Links to {_UNMOVED}", [f"{each.place}: {each.text}" for each in self.unmoved]
        yield "Old addresses with a query", [f"{old} -> {new}" for old, new in self.queries]
        yield "Old addresses without a redirect", [f"{old} -> {new}" for old, new in self.orphans]
        files = sorted(self.files, key=lambda each: _FIRST.index(each.outcome))
        yield "Files", [f"{each.outcome:>10}  {each.path}  from {each.place}" for each in files]


_UNMOVED = "pages of the old site that are not moved"
_DEAD = "broken links: only their words are left"
_QUERIES = 'no file can be at `/?p=41`; with `hosting = "netlify"` in site.toml, they become aliases'
_MANY = {
    "settings": "settings",
    "redirect": "redirects of old lists",
    "story": "stories",
    "page": "pages",
    "person": "people",
    "description": "descriptions",
    "picture or file": "pictures and files",
}
