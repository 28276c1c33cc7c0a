"""Preparing a build: all that is known of the new site before anything is rendered.

Everything that is wrong anywhere is gathered and said at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.model.problems import Problem, Problems, settle
from generator.model.settings import Settings
from generator.model.story import Manuscript
from generator.pipeline.cache import BROKEN, empty, forgetting
from generator.pipeline.memory import Forgotten, Memory, memory
from generator.pipeline.plan import Plan, plan
from generator.pipeline.remembering import readings_of, relatives_of
from generator.pipeline.render import Forme, theme_of
from generator.pipeline.request import Clock, Map, Order, Watch, silently, untimed
from generator.pipeline.sources import Sources, gather
from generator.publish.lock import Tell, silence
from generator.reading import adopting, scan
from generator.reading.story import Reading
from generator.site import url_history
from generator.site.assets import hashed
from generator.site.edition import Edition, Holdings, edition
from generator.site.related.lists import Match
from generator.site.visibility import embargoes, public_stories, state
from generator.text.messages import problems_of, words_of
from generator.theme.layouts import Theme

Done = TypeVar("Done")

Relate = Callable[[Sequence[Manuscript]], Mapping[str, Sequence[Match]]]
"""The related stories of each of these, by path."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known of the new site before anything is rendered."""

    sources: Sources
    manuscripts: tuple[Manuscript, ...]
    lists: Mapping[str, Sequence[Match]]
    edition: Edition
    theme: Theme
    plan: Plan
    warnings: tuple[Problem, ...]


def prepare(
    order: Order,
    map: Map = map,
    watch: Watch = silently,
    clock: Clock = untimed,
    sources: Sources | None = None,
    tell: Tell = silence,
) -> Prepared:
    """Everything up to the plan; ``sources`` where they have been gathered already.

    :raises Problems: with everything that is wrong in copy, layouts and plan.
    """
    found = sources or gather(order.site, content=order.content)

    def attempt() -> Prepared:
        with memory(order.site, found.program, order.settings, tell) as remembered:
            return _prepared(order, map, watch, clock, found, remembered)

    return _with_memory(order.site, attempt, tell)


def _with_memory(site: Path, attempt: Callable[[], Done], tell: Tell) -> Done:
    """Do something with what is remembered; if that turns out to be of no use, forget it, and do it without."""
    with forgetting(site, tell):
        try:
            return attempt()
        except Forgotten:
            tell(BROKEN.format("memory.db"))
            empty(site, ("memory.db",))
    return attempt()


def _prepared(order: Order, map: Map, watch: Watch, clock: Clock, sources: Sources, remembered: Memory) -> Prepared:
    with clock("read"):
        readings, sources = readings_of(order.site, order.settings, sources, remembered, map, watch)
        readings = _adopted(order, sources, readings)
    relate = partial(relatives_of, order.site, order.settings, sources, remembered, map)
    return composed(order, sources, readings, relate, clock)


def composed(
    order: Order, sources: Sources, readings: Sequence[Reading], relate: Relate, clock: Clock = untimed
) -> Prepared:
    """The edition and its plan, once all copy has been read; ``relate`` finds the related stories of the public ones.

    :raises Problems: with everything that is wrong in copy, layouts and plan.
    """
    contents, layouts = sources.contents, sources.layouts
    theme, in_layouts = theme_of(Forme.of(layouts, order.settings.language))
    manuscripts = tuple(reading.manuscript for reading in readings if reading.manuscript)
    unread = frozenset(each.path for each in contents.copy) - {each.path for each in manuscripts}
    holdings = Holdings(manuscripts, contents.files, hashed(layouts.assets), unread, sources.ledger)
    with clock("relate"):
        public = public_stories(manuscripts, order.as_of, order.drafts)
        lists = relate(public)
    with clock("edition"):
        words = words_of(layouts.catalogues, order.settings.language)
        made = edition(holdings, order.settings, order.as_of, order.drafts, lists, words)
    with clock("plan"):
        planned = plan(made)
    in_copy = (problem for reading in readings for problem in reading.problems)
    lost = _vanished(order, sources.ledger, made, manuscripts, unread)
    in_words = problems_of(layouts.catalogues)
    readable = () if order.settings.private else embargoes(manuscripts, order.as_of)
    found = [*sources.problems, *in_copy, *in_layouts, *in_words, *made.problems, *planned.problems, *lost, *readable]
    warnings = settle(with_lines(found, order.site, contents.copy))
    return Prepared(sources, manuscripts, lists, made, theme, planned, warnings)


def read_all(order: Order, map: Map = map, watch: Watch = silently, tell: Tell = silence) -> tuple[Reading, ...]:
    """Every file of content/, read or remembered."""
    sources = gather(order.site, tell, content=order.content)

    def attempt() -> tuple[Reading, ...]:
        with memory(order.site, sources.program, order.settings, tell) as remembered:
            readings, seen = readings_of(order.site, order.settings, sources, remembered, map, watch)
            return _adopted(order, seen, readings)

    return _with_memory(order.site, attempt, tell)


def _adopted(order: Order, sources: Sources, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings, with what files of other programs say of one another where copy is adopted."""
    if not order.settings.adopt:
        return readings
    copy, files = sources.contents.copy, sources.contents.files
    ignored = adopting.ignoring(order.site, order.content)
    unread = Reading(None, (*ignored, *adopting.data_files(order.site, copy, files)))
    return (*adopting.withheld_below(order.site, copy, readings), unread)


def errors_of(site: Path) -> tuple[Problem, ...]:
    """What is wrong in copy and layouts, for a site whose settings cannot be read: stand-ins serve in their place."""
    try:
        prepare(Order(site, Settings("The site", "https://site.invalid/"), datetime.max.replace(tzinfo=UTC)))
    except Problems as found:
        return tuple(problem for problem in found.problems if problem.level == "error")
    return ()


def _vanished(
    order: Order,
    known: url_history.Ledger,
    made: Edition,
    manuscripts: Iterable[Manuscript],
    unread: Iterable[str],
) -> Iterator[Problem]:
    """Addresses that would vanish: warnings, or errors where the order is strict."""
    waiting = [each.path for each in manuscripts if state(each, order.as_of) not in ("", "draft")]
    aliases = [*(alias.place for alias in made.aliases), *(grave.place for grave in made.graves)]
    for problem in url_history.vanished(known, made.places, aliases, [*waiting, *unread]):
        yield replace(problem, level="error") if order.strict else problem


def with_lines(problems: Iterable[Problem], site: Path, copy: Iterable[scan.Copy]) -> Iterator[Problem]:
    """Problems with the line of the file that each is about, where whoever found it did not have the text."""
    by_path = {each.path: each for each in copy}
    for problem in problems:
        if problem.source or not problem.line or problem.path not in by_path:
            yield problem
            continue
        lines = scan.bytes_of(site, by_path[problem.path]).decode("utf-8-sig", "replace").splitlines()
        yield replace(problem, source=lines[problem.line - 1]) if problem.line <= len(lines) else problem
