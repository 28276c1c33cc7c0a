"""The build on one page: look, settle the graph, render what has changed, publish all of it or nothing.

Everything that is wrong anywhere is gathered and reported at once, before anything in the output folder changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.hosting import url_history_file
from generator.model.fingerprint import digest
from generator.model.problems import Problem, refuse
from generator.model.settings import Settings
from generator.pipeline import state_folder
from generator.pipeline.last_build import LAST_BUILD, LastBuild, last_build
from generator.pipeline.request import Built, Order
from generator.pipeline.sources import Sources, gather
from generator.pipeline.store import with_store
from generator.publish import Published, Standing, intact, opened, publish, source_of, stage_of, unchanged
from generator.reading import site_toml

if TYPE_CHECKING:
    from generator.pipeline.site_graph import SiteGraph

__all__ = ["Built", "Order", "build", "settings_of"]


def build(order: Order, output: Path, full: bool = False, runtime: Runtime = SERIAL, atomic: int = 0) -> Built:
    """Build the site into ``output``; ``full`` makes every file again, from nothing but what the site is made of.

    ``atomic``: ``output`` is a link to a whole tree, and so many trees are kept; 0: files are replaced where they are.

    :raises Problems: with everything that is wrong; ``output`` is as it was, then.
    """
    with opened(order.site, output, atomic, runtime.notify, content=order.content) as standing:
        state_folder.remove_outdated(order.site, runtime.notify)
        if full:  # nothing that is remembered may be used, neither of the site nor of the output folder
            state_folder.empty(order.site)
            standing.marks.clear()
        with runtime.clock("scan"):
            sources = gather(order.site, runtime.notify, order.content)
        do = partial(_build, order, standing, sources, full, runtime)
        return with_store(order.site, sources.program, do, runtime.notify)


def _build(order: Order, standing: Standing, sources: Sources, full: bool, runtime: Runtime, store: Store) -> Built:
    """Settle the graph, and publish what differs from what is published."""
    with runtime.clock("compare"):
        last = last_build(store, standing.output)
        serves = last and not full and last.serves(_inputs(order, sources), order.as_of)
        if last and serves and intact(standing, last.source):
            return Built(Published((), (), last.files), last.stories, last.warnings, standing.recovered)
    from generator.pipeline.render import render  # here, since a build in which nothing changed needs none of it
    from generator.pipeline.site_graph import settled

    with runtime.clock("settle"):
        site = settled(order, runtime, sources, store)
    with runtime.clock("compare"):
        site, planned, paths = _to_make(site, standing, full)
    with runtime.clock("render"):
        new = list(site.outputs(paths))
        made = list(render(order.site, site.theme, new, stage_of(standing), runtime))
    with runtime.clock("publish"):
        published = publish(order.site, standing, planned, new, made, order.as_of)
        unrecorded = url_history_file.record(order.site, site.places, order.settings.host) if order.record else ()
    with runtime.clock("save"):
        if not unrecorded:  # else the next build is to try again
            _save(site, standing.output, planned)
    return Built(published, site.stories, (*standing.warnings, *site.problems, *unrecorded), standing.recovered)


def _to_make(site: SiteGraph, standing: Standing, full: bool) -> tuple[SiteGraph, Mapping[str, str], list[str]]:
    """The graph with its search indexes intact, the key of every file, and the paths of those to be made or copied."""
    from generator.pipeline.site_graph import with_intact_bundles

    planned, paths = _unpublished(site, standing, full)
    mended = with_intact_bundles(site, paths)
    if mended is not site:
        planned, paths = _unpublished(mended, standing, full)
    return mended, planned, paths


def _unpublished(site: SiteGraph, standing: Standing, full: bool) -> tuple[Mapping[str, str], list[str]]:
    """The key of every planned file, by path, and the paths of those that are not published as they are planned."""
    planned = site.keys
    kept = frozenset() if full else unchanged(standing, planned)
    return planned, [path for path in planned if path not in kept]


def _save(site: SiteGraph, output: Path, planned: Mapping[str, str]) -> None:
    """Keep the graph, and what the next build needs to know that there is nothing to do."""
    from generator.media import image_cache
    from generator.pipeline import search_bundles
    from generator.search import pagefind
    from generator.site.index import INSTANTS

    order = site.order
    sources = site.sources.with_history(order.site)
    last = LastBuild(
        inputs=_inputs(order, sources),
        since=order.as_of,
        until=_until(order, site.graph(INSTANTS)),
        source=source_of(planned),
        stories=site.stories,
        files=len(planned),
        warnings=site.problems,
    )
    site.graph.set(LAST_BUILD, str(output.resolve()), last)
    site.graph.save()
    image_cache.tidy(order.site, site.pictures)
    pagefind.tidy(order.site, search_bundles.known(site.graph))


def _until(order: Order, instants: tuple[float, ...]) -> datetime | None:
    """The instant at which the site changes by itself; with drafts, a day's end, since the undated have its date."""
    from generator.site.index import at

    now = order.as_of
    later = [at(each, now.tzinfo) for each in instants if each > now.timestamp()][:1]
    if order.drafts:
        later.append((now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0))
    return min(later, default=None)


def _inputs(order: Order, sources: Sources) -> str:
    """The digest of everything that a build depends on but its instant and where it goes."""
    return digest([sources.digest, order.settings, order.drafts, order.record, order.strict])


def settings_of(site: Path, base_url: str = "") -> Settings:
    """The settings in the site's folder; ``base_url`` overrides the file's own.

    :raises Problems: with everything that is wrong in site.toml.
    """
    try:
        text = (site / "site.toml").read_text(encoding="utf-8-sig")
    except OSError as error:
        refuse(Problem("site.toml", 0, 0, f"this file cannot be read: {error.strerror}", "check who may read it"))
    except UnicodeDecodeError:
        refuse(Problem("site.toml", 0, 0, "this file is not UTF-8", "save it as UTF-8"))
    return site_toml.read(text, base_url=base_url)
