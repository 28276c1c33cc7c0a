"""The goals for speed and memory, and whether a run meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median

import msgspec

from benchmarks.report import Row
from benchmarks.scenarios import SCENARIOS

Rows = Mapping[tuple[int, str, str], Row]
Figure = Callable[[Rows], float | None]


class Goal(msgspec.Struct, frozen=True):
    """An upper limit for one figure of a build; ``figure`` returns None if it was not measured.

    ``real`` says that the goal is for real posts: rows do not record which stories they are about.
    """

    words: str
    figure: Figure
    most: float
    instead: Goal | None = None
    """An alternative goal that is enough."""
    real: bool = False

    def line(self, rows: Rows) -> str | None:
        """Return a line with the goal, the figure and whether the goal is met; None if it was not measured."""
        found = self.figure(rows)
        if found is None:
            return None
        other = self.instead.figure(rows) if self.instead else None
        met = found <= self.most or (self.instead and other is not None and other <= self.instead.most)
        text = f"{self.words}: {found:.3g} (goal {self.most:.3g})"
        if self.instead and other is not None:
            text += f", or {self.instead.words}: {other:.3g} (goal {self.instead.most:.3g})"
        return f"{'met' if met else 'NOT MET':<8}{text}"


def goals(rows: Sequence[Row], *, real: bool = False) -> Iterator[str]:
    """Yield a line for each goal that these rows measure, for real posts or for made-up stories."""
    known = {(row.stories, row.build, row.by): row for row in rows}
    yield from (line for goal in GOALS if goal.real == real and (line := goal.line(known)))


def _row(rows: Rows, stories: int, build: str, by: str) -> Row | None:
    return rows.get((stories, SCENARIOS[build].words if build in SCENARIOS else build, by))


def _wall(stories: int, build: str, by: str = "broadsheet") -> Figure:
    return lambda rows: found.middle.wall if (found := _row(rows, stories, build, by)) else None


def _memory(stories: int, by: str = "broadsheet") -> Figure:
    return lambda rows: found.middle.memory if (found := _row(rows, stories, "cold", by)) else None


def _files(stories: int, build: str) -> Figure:
    return lambda rows: median(found.files) if (found := _row(rows, stories, build, "broadsheet")) else None


def _ratio(ours: Figure, theirs: Figure) -> Figure:
    def figure(rows: Rows) -> float | None:
        one, other = ours(rows), theirs(rows)
        return one / other if one is not None and other else None

    return figure


def _version(rows: Rows) -> float | None:
    walls = [row.middle.wall for (_, build, by), row in rows.items() if (build, by) == ("its version", "broadsheet")]
    return min(walls, default=None)


def _more(ours: Figure, without: Figure) -> Figure:
    def figure(rows: Rows) -> float | None:
        one, other = ours(rows), without(rows)
        return one - other if one is not None and other is not None else None

    return figure


def _of_hugo(stories: int, build: str, by: str = "broadsheet") -> Figure:
    """Return Broadsheet's time as a share of Hugo's for the same build, or of Hugo's cold build if that is missing."""
    same, cold = _wall(stories, build, "hugo"), _wall(stories, "cold", "hugo")
    return lambda rows: _ratio(_wall(stories, build, by), cold if same(rows) is None else same)(rows)


def _search(build: str) -> Figure:
    return _more(_wall(10_000, build, "broadsheet, search"), _wall(10_000, build))


GOALS = (
    Goal("10,000 from cold, of Hugo's time", _of_hugo(10_000, "cold"), 0.3),
    Goal("10,000 from cold, of Hugo's memory", _ratio(_memory(10_000), _memory(10_000, "hugo")), 0.4),
    Goal("10,000 without related, of Hugo's time", _of_hugo(10_000, "bare"), 0.8),
    Goal("10,000 from cold with init's settings, of Hugo's time", _of_hugo(10_000, "cold", "broadsheet, init"), 1),
    Goal("1,000 from cold, of Hugo's time", _of_hugo(1000, "cold"), 0.6),
    Goal("100 from cold, seconds", _wall(100, "cold"), 0.7),
    Goal("2,000 real posts from cold, of Hugo's time", _of_hugo(2000, "cold"), 0.8, real=True),
    Goal("10,000 from cold, seconds more with search", _search("cold"), 6),
    Goal("10,000, one story added, seconds more with search", _search("story"), 1),
    Goal(
        "10,000, nothing changed, seconds",
        _wall(10000, "unchanged"),
        0.35,
        Goal("of Hugo's from cold", _of_hugo(10_000, "unchanged"), 1 / 80),
    ),
    Goal(
        "10,000, one body edited, seconds",
        _wall(10000, "body"),
        0.5,
        Goal("of Hugo's", _of_hugo(10_000, "body"), 1 / 80),
    ),
    Goal("10,000, one body edited, files", _files(10000, "body"), 12),
    Goal("10,000, one body edited in a fresh checkout, seconds", _wall(10000, "checkout"), 1.0),
    Goal(
        "10,000, one body edited, with a warning, of without",
        _ratio(_wall(10000, "misspelt"), _wall(10000, "body")),
        1.1,
    ),
    Goal(
        "10,000, a headline, seconds",
        _wall(10000, "headline"),
        0.8,
        Goal("of Hugo's from cold", _of_hugo(10_000, "headline"), 1 / 50),
    ),
    Goal("10,000, a tag, seconds", _wall(10000, "tag"), 0.9),
    Goal("10,000, the first story of a month, seconds", _wall(10000, "month"), 1.5),
    Goal("10,000, a day passes, seconds", _wall(10000, "day"), 0.4),
    Goal("10,000, one story added, seconds", _wall(10000, "story"), 0.8),
    Goal("10,000, one story added, files", _files(10000, "story"), 60),
    Goal("10,000, base layout edited, of Hugo's from cold", _of_hugo(10_000, "layout"), 0.15),
    Goal("100,000 from cold, seconds", _wall(100000, "cold"), 130),
    Goal("100,000, one body edited, seconds", _wall(100000, "body"), 3),
    Goal("100,000, a headline, seconds", _wall(100000, "headline"), 5),
    Goal("100,000, one story added, seconds", _wall(100000, "story"), 5),
    Goal("100,000 from cold, MiB", _memory(100000), 2048),
    Goal("its version, seconds", _version, 0.1),
)
