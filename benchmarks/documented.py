"""The table in docs/explanation/speed.md: defines what is measured for it, and writes it there.   [disk]"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.contenders import other_pythons
from benchmarks.report import Row, Shown, programs, ratio, seconds
from benchmarks.scenarios import SCENARIOS

PAGE = Path(__file__).parent.parent / "docs/explanation/speed.md"
_BEGINNING, _END = "% written by make bench", "% end of what make bench writes"


class Part(msgspec.Struct, frozen=True):
    """Builds that are measured together: the number of stories, the generators that take turns, scenarios, and runs."""

    stories: int
    rivals: tuple[str, ...]
    scenarios: tuple[str, ...]
    runs: int = 3


EDITS = ("unchanged", "body", "checkout", "headline", "tag", "story", "month", "day", "layout")


def parts() -> tuple[Part, ...]:
    """Return everything that ``speed.py`` measures, in this order; what takes minutes is measured only once."""
    return (
        Part(100, ("broadsheet", "hugo"), ("cold",)),
        Part(1000, ("broadsheet", "hugo", *other_pythons()), ("cold",)),
        Part(10_000, ("broadsheet", "hugo"), ("bare", "cold", *EDITS)),
        Part(10_000, ("search",), ("cold", "story"), 1),
        Part(10_000, ("init",), ("cold",), 1),
    )


class Line(msgspec.Struct, frozen=True):
    """A line of the table: its label, the number of stories, the scenario, and which Broadsheet does it."""

    words: str
    stories: int
    scenario: str
    by: str = "broadsheet"


LINES = (
    Line("from scratch", 100, "cold"),
    Line("from scratch", 1000, "cold"),
    Line("from scratch", 10_000, "cold"),
    Line("from scratch, without related stories", 10_000, "bare"),
    Line("from scratch, with search", 10_000, "cold", "broadsheet, search"),
    Line("from scratch, with everything that `broadsheet init` turns on", 10_000, "cold", "broadsheet, init"),
    Line("nothing changed", 10_000, "unchanged"),
    Line("the words of one story changed", 10_000, "body"),
    Line("the same in a fresh checkout, with the store restored", 10_000, "checkout"),
    Line("a headline changed", 10_000, "headline"),
    Line("a tag changed", 10_000, "tag"),
    Line("one story added", 10_000, "story"),
    Line("one story added, with search", 10_000, "story", "broadsheet, search"),
    Line("the first story of a month added", 10_000, "month"),
    Line("a day passes", 10_000, "day"),
    Line("the base layout changed: every page written", 10_000, "layout"),
)
SHOWN = {
    "body": "the preview shows a story's changed words",
    "headline": "the preview shows a changed headline",
    "layout": "the preview shows a changed base layout",
}
"""The changes that ``preview.py`` measures, with their labels."""

MEMORY = "peak memory, from scratch"
PYTHON = "from scratch, "
_HEAD = ("| | stories | Broadsheet | Hugo | ratio |", "|---|---:|---:|---:|---:|")

Known = Mapping[tuple[int, str, str], Row]


def write(text: str) -> None:
    """Write the results into the page, between the two comments there."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(f"{_BEGINNING}\n")
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGINNING}\n\n{text}\n\n{_END}{after}", encoding="utf-8")


def heading(versions: list[str]) -> str:
    """Return the line above the table."""
    return f"{programs(versions)}; whole processes, in seconds of wall-clock time:"


def table(rows: Sequence[Row], shown: Sequence[Shown]) -> str:
    """Return the table of the page, without what was not measured."""
    known = {(row.stories, row.build, row.by): row for row in rows}
    pythons = [
        Line(PYTHON + by.removeprefix("broadsheet, "), stories, "cold", by)
        for stories, build, by in known
        if build == SCENARIOS["cold"].words and by.startswith("broadsheet, Python")
    ]
    found = [each for line in (*LINES, *pythons) if (each := _line(line, known))]
    return "\n".join((*_HEAD, *found, *_memory(known), *_shown(shown)))


def _line(line: Line, known: Known) -> str | None:
    build = SCENARIOS[line.scenario].words
    ours = known.get((line.stories, build, line.by))
    same = known.get((line.stories, build, "hugo"))
    theirs = same or known.get((line.stories, SCENARIOS["cold"].words, "hugo"))
    if not ours:
        return None
    cell = seconds(same.middle.wall) if same else "as from scratch" if theirs else ""
    beside = ratio(ours.middle.wall, theirs.middle.wall if theirs else None)
    return f"| {line.words} | {line.stories:,} | {seconds(ours.middle.wall)} | {cell} | {beside} |"


def _memory(known: Known) -> Iterator[str]:
    ours, theirs = (known.get((10_000, SCENARIOS["cold"].words, by)) for by in ("broadsheet", "hugo"))
    if ours and theirs:
        one, other = ours.middle.memory, theirs.middle.memory
        yield f"| {MEMORY} | 10,000 | {one:,.0f} MiB | {other:,.0f} MiB | {ratio(one, other)} |"


def _shown(shown: Sequence[Shown]) -> Iterator[str]:
    took = {(row.change, row.by): median(row.took) for row in shown}
    for change, words in SHOWN.items():
        if (change, "broadsheet") in took and (change, "hugo") in took:
            ours, theirs = took[change, "broadsheet"], took[change, "hugo"]
            yield f"| {words} | 10,000 | {seconds(ours)} | {seconds(theirs)} | {ratio(ours, theirs)} |"
