"""The story budget: planned and unpublished stories by day and desk.   [disk]

It is only for the newsroom, and is not published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Literal

import msgspec

from generator.engine.definitions import Ask
from generator.engine.graph import Graph
from generator.engine.runtime import SERIAL, Runtime
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.model.terms import folded
from generator.pipeline.index_only import with_index
from generator.pipeline.request import BuildRequest
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD, text_of
from generator.site.index import INDEX
from generator.site.visibility import state

BudgetState = Literal["planned", "draft", "scheduled", "embargoed"]
"""A planned story has no text yet; a draft has text; the others become public at their time."""


_STATES: Mapping[str, BudgetState] = {"draft": "draft", "scheduled": "scheduled", "embargoed": "embargoed"}


class BudgetLine(msgspec.Struct, frozen=True):
    """A story in the budget. ``day`` is the day for which it is planned or dated, and ``time`` the planned time, if its
    file gives one; ``at`` is the time at which it becomes public automatically. ``late`` says that the day has passed.
    ``desk`` is its section; ``words`` is the length of its text in words.
    """

    day: date | None
    desk: str
    state: BudgetState
    headline: str
    file: str
    words: int
    bylines: tuple[str, ...] = ()
    at: datetime | None = None
    late: bool = False
    time: datetime | None = None

    @property
    def shown_state(self) -> str:
        """The state with its time: ``scheduled 09:30``, ``planned 14:00, late``."""
        time = self.at or self.time
        when = f"{self.state} {time:%H:%M}" if time else self.state
        return f"{when}, late" if self.late else when


class Budget(msgspec.Struct, frozen=True):
    """The budget in order (see ``in_order``), and the errors in files that cannot be read, and so are not in it."""

    lines: tuple[BudgetLine, ...]
    unread: tuple[Problem, ...] = ()


def budget(request: BuildRequest, runtime: Runtime = SERIAL) -> Budget:
    """Return the budget as of the instant of ``request``."""

    def do(graph: Graph, unread: tuple[Problem, ...]) -> Budget:
        return Budget(in_order(budget_lines(graph, request.as_of)), unread)

    return with_index(request, do, runtime)


def budget_lines(ask: Ask, as_of: datetime) -> Iterator[BudgetLine]:
    """Yield a line for each story that is planned, a draft, scheduled or under embargo."""
    zone, desks = ask(SETTINGS).zone, _desks(ask)
    for entry in ask(INDEX):
        head = ask(HEAD, entry.path) if entry.kind == "story" and state(entry, as_of) in _STATES else None
        if head:
            text = text_of(ask, entry.path)
            desk = desks.get(folded(head.section), head.section)
            yield _line(head, desk, text.words if text else 0, as_of.astimezone(zone))


def _desks(ask: Ask) -> Mapping[str, str]:
    """Return the name of each desk by its normalised form: as in site.toml, or otherwise as in most stories."""
    written = Counter(entry.section for entry in ask(INDEX) if entry.section)
    usual = {folded(name): name for name, _ in reversed(written.most_common())}
    return usual | {folded(name): name for name in ask(SETTINGS).sections}


def _line(story: Manuscript, desk: str, words: int, now: datetime) -> BudgetLine:
    found = _STATES[state(story, now)]
    at = story.published.astimezone(now.tzinfo) if story.published and found != "draft" else None
    planned = story.planned.astimezone(now.tzinfo) if story.planned else None
    of_day = at or planned or story.published
    day = of_day.astimezone(now.tzinfo).date() if of_day else None
    has_time = planned is not None and not at and (planned.hour, planned.minute) != (0, 0)
    return BudgetLine(
        day,
        desk,
        "planned" if found == "draft" and not words and not story.unfinished else found,
        story.headline,
        story.path,
        words,
        story.bylines,
        at,
        late=bool(day and day < now.date()),
        time=planned if has_time else None,
    )


def in_order(lines: Iterable[BudgetLine]) -> tuple[BudgetLine, ...]:
    """Return the lines by day, desk and state; those without a day come last."""
    return tuple(sorted(lines, key=lambda each: (each.day or date.max, each.desk.casefold(), each.state, each.file)))
