"""The pipeline: scan, read, edition, plan, render, publish. Each step takes values and gives values.

Everything that is wrong anywhere is gathered and said at once, before anything in the output folder changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator import cache, published_txt, site_toml
from generator.digest import digest
from generator.orders import Built, Clock, Map, Order, Watch, silently, untimed
from generator.problems import Problem, refuse
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
from generator.settings import Settings
from generator.sources import Sources, gather

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.output import Output
    from generator.preparing import Prepared

__all__ = ["Built", "Order", "build", "settings_of", "silently", "untimed"]


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
    """Build the site into ``output``; ``full`` makes every file again, from nothing but what the site is made of.

    ``map`` says where the work is done, ``watch`` shows how far it has come, ``clock`` times its stages.
    ``atomic``: ``output`` is a link to a whole tree, and so many trees are kept; 0: files are replaced where they are.
    ``tell`` is told at once what cannot wait for the end.

    :raises Problems: with everything that is wrong; ``output`` is as it was, then.
    """
    with opened(order.site, output, atomic, tell, content=order.content) as standing:
        return _build(order, standing, full, map, watch, clock, tell)


def _build(order: Order, standing: Standing, full: bool, map: Map, watch: Watch, clock: Clock, tell: Tell) -> Built:
    output = standing.output
    if full:  # nothing that is remembered is to be read: neither of the site nor of the output folder
        cache.empty(order.site)
        standing.marks.clear()
    with clock("scan"):
        sources = gather(order.site, tell, content=order.content)
        last = cache.last(order.site, tell)
        if last and not (sources.settled and not full and last.serves(_frame(order, sources), order.as_of, output)):
            last = None
        if last and last.copy == sources.copy and intact(standing, last.source):
            return Built(Published((), (), last.files), last.stories, last.warnings, standing.recovered)
    with cache.forgetting(order.site, tell):
        if last and (built := _correct(order, standing, sources, last, map, watch, clock, tell)):
            return built
    return _make(order, standing, sources, full, map, watch, clock, tell)


def _make(
    order: Order,
    standing: Standing,
    sources: Sources,
    full: bool,
    map: Map,
    watch: Watch,
    clock: Clock,
    tell: Tell,
) -> Built:
    """Make a whole edition, and publish what is new of it."""
    from generator.plan import keyed  # here, since a build in which nothing changed needs none of it
    from generator.preparing import prepare
    from generator.press import Forme, render

    ready = prepare(order, map, watch, clock, sources, tell)
    ready, indexes = _with_index(order, ready, clock)
    with clock("compare"):
        planned = keyed(ready.plan, ready.theme.closure, ready.sources.program)
        kept = frozenset() if full else unchanged(standing, planned)
    with clock("render"):
        new = [each for path, each in planned.items() if path not in kept]
        made = list(
            render(
                order.site,
                Forme.of(ready.sources.layouts, order.settings.language),
                new,
                stage_of(standing),
                map,
                watch,
            )
        )
    with clock("publish"):
        published = publish(order.site, standing, planned, made, kept, order.as_of)
        unrecorded = published_txt.record(order.site, ready.edition.places, order.settings.host) if order.record else ()
        if not unrecorded:  # else the next build is to try again
            _remember(order, standing.output, ready, source_of(planned), indexes, tell)
    warnings = (*standing.warnings, *ready.warnings, *unrecorded)
    return Built(published, len(ready.edition.stories), warnings, standing.recovered)


def _with_index(order: Order, ready: Prepared, clock: Clock) -> tuple[Prepared, dict[int, str]]:
    """The same with the files of the search index, and the keys of its shards, where the site has its own search."""
    if not order.settings.searchable:
        return ready, {}
    from generator.search_index import shards
    from generator.searching import indexed

    with clock("index"):
        years = shards(ready.edition)
        files = {each.path: each for each in indexed(order.site, years)}
    outputs = dict(sorted({**ready.plan.outputs, **files}.items()))
    return replace(ready, plan=replace(ready.plan, outputs=outputs)), {each.year: each.key for each in years}


def _correct(
    order: Order,
    standing: Standing,
    sources: Sources,
    last: cache.Last,
    map: Map,
    watch: Watch,
    clock: Clock,
    tell: Tell,
) -> Built | None:
    """Correct the words of stories in the site that stands; nothing if more than that has changed."""
    from generator.correcting import correction  # here, as above
    from generator.memory import Forgotten
    from generator.plan import Plan, keyed, plan
    from generator.press import Forme, render

    if standing.warnings or standing.manifest.source != last.source or not standing.in_form:
        return None
    found = None
    with clock("correct"), suppress(Forgotten):
        found = correction(order, sources, last, map, tell)
    if not found:
        return None
    changed = keyed(plan(found.edition, bodies=True), last.closures.__getitem__, sources.program)
    searched = _with_corrected_index(order, found.edition, last, standing.manifest.files, clock)
    if not searched:
        return None
    stood, in_index, indexes = searched
    planned: dict[str, Keyed] = {**stood, **changed}
    if len(planned) != len(stood):  # a file more, or less: that is more than words
        return None
    changed |= keyed(Plan(in_index, ()), last.closures.__getitem__, sources.program)
    planned |= changed
    with clock("compare"):
        kept = unchanged(standing, planned)
    if not planned.keys() - kept <= changed.keys():
        return None
    with clock("render"):
        new = [each for path, each in changed.items() if path not in kept]
        made = list(
            render(order.site, Forme.of(sources.layouts, order.settings.language), new, stage_of(standing), map, watch)
        )
    with clock("publish"):
        published = publish(order.site, standing, planned, made, kept, order.as_of)
        key = digest([last.frame, sources.copy])
        now = msgspec.structs.replace(
            last, key=key, copy=sources.copy, source=source_of(planned), files=len(planned), indexes=indexes
        )
        found.keep(order.site, last, now)
    return Built(published, last.stories, last.warnings, standing.recovered)


def _with_corrected_index(
    order: Order, excerpt: Edition, last: cache.Last, files: Mapping[str, Keyed], clock: Clock
) -> tuple[Mapping[str, Keyed], dict[str, Output], Mapping[int, str]] | None:
    """The files that stay, those of the search indexes with other words in them, and the keys of all indexes; nothing
    if the whole must be indexed anew.
    """
    if not order.settings.searchable:
        return files, {}, {}
    from generator.search_index import shards
    from generator.searching import reindexed

    with clock("index"):
        some = shards(excerpt)
        found = reindexed(order.site, last.indexes, some)
    if not found:
        return None
    outputs, keys = found
    replaced = tuple(f"search/{shard.year}/" for shard in some)
    stay = {path: each for path, each in files.items() if not path.startswith(replaced)}
    return stay, {each.path: each for each in outputs}, keys


def _remember(order: Order, output: Path, ready: Prepared, source: str, indexes: Mapping[int, str], tell: Tell) -> None:
    """Keep what the next build needs to know that there is nothing to do."""
    from generator import shelf
    from generator.proofs import keep_proofs
    from generator.public import next_change

    ledger, _ = published_txt.load(order.site)
    sources = replace(ready.sources, ledger=ledger)
    frame = _frame(order, sources)
    last = cache.Last(
        key=digest([frame, sources.copy]),
        frame=frame,
        copy=sources.copy,
        nav=ready.edition.nav,
        closures=ready.theme.closures(),
        output=str(output.resolve()),
        since=order.as_of,
        until=next_change(ready.manuscripts, order.as_of, order.drafts),
        stories=len(ready.edition.stories),
        files=len(ready.plan.outputs),
        source=source,
        warnings=ready.warnings,
        indexes=indexes,
    )
    cache.keep_last(order.site, last)
    shelf.tidy(order.site, (each.made for each in ready.plan.outputs.values()))
    keep_proofs(order.site, last.key, sources.program, ready.edition, tell)


def _frame(order: Order, sources: Sources) -> str:
    """What stands for all that a build depends on, but for the copy, its instant and where it goes."""
    return digest([sources.frame, order.settings, order.drafts, order.record, order.strict])


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
    return site_toml.read(text, base_url=base_url)
