"""The pipeline: scan, read, edition, plan, render, publish. Each step takes values and gives values.

Everything that is wrong anywhere is gathered and said at once, before anything in the output folder changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from generator import cache, ledger, published_txt, settings
from generator.assets import hashed
from generator.correcting import correction
from generator.digest import digest
from generator.edition import Edition, Holdings, edition, next_change, public_stories, withheld
from generator.memory import Forgotten, Memory, forget, memory, reader
from generator.plan import Plan, plan
from generator.press import render, theme_of
from generator.problems import Problem, Problems, refuse, settle
from generator.proofs import keep_proofs
from generator.publish import (
    Keyed,
    Published,
    Standing,
    Tell,
    intact,
    opened,
    publish,
    silence,
    source_of,
    stage_of,
    unchanged,
)
from generator.reading import scan
from generator.related import Match
from generator.remembering import Map, Watch, readings_of, relatives_of
from generator.settings import Settings
from generator.sources import Sources, gather
from generator.story import Manuscript
from generator.theme import Theme

Clock = Callable[[str], AbstractContextManager[None]]
"""Times a stage of a build, by its name."""


def untimed(stage: str) -> AbstractContextManager[None]:
    """Time nothing."""
    return nullcontext()


def silently(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
    """Watch nothing."""
    return iter(things)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: the site's folder and settings, the instant, and whether drafts are shown.

    ``record`` has the ledger take down what is published; ``strict`` stops where a published address would vanish.
    """

    site: Path
    settings: Settings
    as_of: datetime
    drafts: bool = False
    record: bool = False
    strict: bool = False


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


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, how many stories the edition has, the warnings, and whether it first finished an older one."""

    published: Published
    stories: int
    warnings: tuple[Problem, ...]
    recovered: bool


def build(
    order: Order,
    output: Path,
    full: bool = False,
    map: Map = map,
    watch: Watch = silently,
    clock: Clock = untimed,
    atomic: int = 0,
    tell: Tell = silence,
) -> Built:
    """Build the site into ``output``; ``full`` makes every file anew.

    ``map`` says where the work is done, ``watch`` shows how far it has come, ``clock`` times its stages.
    ``atomic``: ``output`` is a link to a whole tree, and so many trees are kept; 0: files are replaced where they are.
    ``tell`` is told at once what cannot wait for the end.

    :raises Problems: with everything that is wrong; ``output`` is as it was, then.
    """
    with opened(order.site, output, atomic, tell) as standing:
        return _build(order, standing, full, map, watch, clock, tell)


def _build(order: Order, standing: Standing, full: bool, map: Map, watch: Watch, clock: Clock, tell: Tell) -> Built:
    output = standing.output
    with clock("scan"):
        sources = gather(order.site, tell)
        last = cache.last(order.site, tell)
        if last and not (sources.settled and not full and last.serves(_frame(order, sources), order.as_of, output)):
            last = None
        if last and last.copy == sources.copy and intact(standing, last.source):
            return Built(Published((), (), last.files), last.stories, last.warnings, standing.recovered)
    if last and (built := _correct(order, standing, sources, last, map, watch, clock)):
        return built
    ready = prepare(order, map, watch, clock, sources, tell)
    planned = ready.plan.planned
    with clock("compare"):
        kept = frozenset() if full else unchanged(standing, planned)
    with clock("render"):
        new = [each for path, each in planned.items() if path not in kept]
        made = list(render(ready.sources.layouts, new, stage_of(standing), map, watch))
    with clock("publish"):
        published = publish(order.site, standing, planned, made, kept, order.as_of)
        unrecorded = published_txt.record(order.site, ready.edition.places) if order.record else ()
        if not unrecorded:  # else the next build is to try again
            _remember(order, output, ready, tell)
    warnings = (*standing.warnings, *ready.warnings, *unrecorded)
    return Built(published, len(ready.edition.stories), warnings, standing.recovered)


def _correct(
    order: Order, standing: Standing, sources: Sources, last: cache.Last, map: Map, watch: Watch, clock: Clock
) -> Built | None:
    """Correct the words of stories in the site that stands; nothing if more than that has changed."""
    if standing.warnings or standing.manifest.source != last.source or not standing.in_form:
        return None
    found = None
    with clock("correct"), suppress(Forgotten):
        found = correction(order.site, order.settings, sources, last, map)
    theme, in_layouts = theme_of(sources.layouts)
    if not found or in_layouts:
        return None
    changed = plan(found.edition, theme, sources.program, bodies=True).planned
    planned: dict[str, Keyed] = {**standing.manifest.files, **changed}
    with clock("compare"):
        kept = unchanged(standing, planned)
    if len(planned) != last.files or not planned.keys() - kept <= changed.keys():
        return None
    with clock("render"):
        new = [each for path, each in changed.items() if path not in kept]
        made = list(render(sources.layouts, new, stage_of(standing), map, watch))
    with clock("publish"):
        published = publish(order.site, standing, planned, made, kept, order.as_of)
        now = msgspec.structs.replace(last, key=_key(order, sources), copy=sources.copy, source=source_of(planned))
        found.keep(order.site, last, now)
    return Built(published, last.stories, last.warnings, standing.recovered)


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
    sources = sources or gather(order.site)
    for _ in range(2):
        with suppress(Forgotten), memory(order.site, reader(sources.program, order.settings), tell) as remembered:
            return _prepared(order, map, watch, clock, sources, remembered)
        forget(order.site, tell)
    raise AssertionError("a memory that is removed is not broken")


def _prepared(order: Order, map: Map, watch: Watch, clock: Clock, sources: Sources, remembered: Memory) -> Prepared:
    with clock("read"):
        readings, sources = readings_of(order.site, order.settings, sources, remembered, map, watch)
    contents, layouts = sources.contents, sources.layouts
    theme, in_layouts = theme_of(layouts)
    manuscripts = tuple(reading.manuscript for reading in readings if reading.manuscript)
    unread = frozenset(each.path for each in contents.copy) - {each.path for each in manuscripts}
    holdings = Holdings(manuscripts, contents.files, hashed(layouts.assets), unread, sources.ledger)
    with clock("relate"):
        public = public_stories(manuscripts, order.as_of, order.drafts)
        lists = relatives_of(order.site, order.settings, sources, remembered, map, public)
    with clock("edition"):
        made = edition(holdings, order.settings, order.as_of, order.drafts, lists)
    with clock("plan"):
        planned = plan(made, theme, sources.program)
    in_copy = (problem for reading in readings for problem in reading.problems)
    lost = _vanished(order, sources.ledger, made, manuscripts, unread)
    found = [*sources.problems, *in_copy, *in_layouts, *made.problems, *planned.problems, *lost]
    warnings = settle(_with_lines(found, order.site, contents.copy))
    return Prepared(sources, manuscripts, lists, made, theme, planned, warnings)


def _remember(order: Order, output: Path, ready: Prepared, tell: Tell) -> None:
    """Keep what the next build needs to know that there is nothing to do."""
    ledger, _ = published_txt.load(order.site)
    sources = replace(ready.sources, ledger=ledger)
    last = cache.Last(
        key=_key(order, sources),
        frame=_frame(order, sources),
        copy=sources.copy,
        nav=ready.edition.nav,
        output=str(output.resolve()),
        since=order.as_of,
        until=next_change(ready.manuscripts, order.as_of),
        stories=len(ready.edition.stories),
        files=len(ready.plan.planned),
        source=source_of(ready.plan.planned),
        warnings=ready.warnings,
    )
    cache.keep_last(order.site, last)
    keep_proofs(order.site, last.key, sources.program, ready.edition, tell)


def _frame(order: Order, sources: Sources) -> str:
    """What stands for all that a build depends on, but for the copy, its instant and where it goes."""
    return digest([sources.frame, order.settings, order.drafts, order.record, order.strict])


def _key(order: Order, sources: Sources) -> str:
    """What stands for all that a build depends on, but for its instant and where it goes."""
    return digest([_frame(order, sources), sources.copy])


def errors_of(site: Path) -> tuple[Problem, ...]:
    """What is wrong in copy and layouts, for a site whose settings cannot be read: stand-ins serve in their place."""
    try:
        prepare(Order(site, Settings("The site", "https://site.invalid/"), datetime.max.replace(tzinfo=UTC)))
    except Problems as found:
        return tuple(problem for problem in found.problems if problem.level == "error")
    return ()


def settings_of(site: Path, base_url: str = "") -> Settings:
    """The settings in the site's folder; ``base_url`` goes over the file's own.

    :raises Problems: with everything that is wrong in site.toml.
    """
    try:
        text = (site / "site.toml").read_text(encoding="utf-8-sig")
    except OSError as error:
        refuse(Problem("site.toml", 0, 0, f"this file cannot be read: {error.strerror}", "check who may read it"))
    except UnicodeDecodeError:
        refuse(Problem("site.toml", 0, 0, "this file is not UTF-8", "save it as UTF-8"))
    return settings.read(text, base_url=base_url)


def _vanished(
    order: Order,
    known: ledger.Ledger,
    made: Edition,
    manuscripts: Iterable[Manuscript],
    unread: Iterable[str],
) -> Iterator[Problem]:
    """Addresses that would vanish: warnings, or errors where the order is strict."""
    waiting = [each.path for each in manuscripts if not each.draft and withheld(each, order.as_of)]
    aliases = [alias.place for alias in made.aliases]
    for problem in ledger.vanished(known, made.places, aliases, [*waiting, *unread]):
        yield replace(problem, level="error") if order.strict else problem


def _with_lines(problems: Iterable[Problem], site: Path, copy: Iterable[scan.Copy]) -> Iterator[Problem]:
    """Problems with the line of the file that each is about, where whoever found it did not have the text."""
    by_path = {each.path: each for each in copy}
    for problem in problems:
        if problem.source or not problem.line or problem.path not in by_path:
            yield problem
            continue
        lines = scan.bytes_of(site, by_path[problem.path]).decode("utf-8-sig", "replace").splitlines()
        yield replace(problem, source=lines[problem.line - 1]) if problem.line <= len(lines) else problem
