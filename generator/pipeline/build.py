"""The steps of a build: scan the files, settle the graph, render what has changed, and publish all of it or nothing.

All problems are collected and reported together, before anything in the output folder changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.hosting import url_history_file
from generator.model.fingerprint import digest
from generator.model.output import Output
from generator.model.problems import Problem, Problems, refuse, settle
from generator.model.settings import Settings
from generator.pipeline import state_folder
from generator.pipeline.last_build import LAST_BUILD, LastBuild, last_build
from generator.pipeline.request import BuildRequest, BuildResult, NotShown
from generator.pipeline.sources import Sources, gather
from generator.pipeline.store import Doubtful, with_store
from generator.publish import (
    OutputState,
    PublishResult,
    StagedFile,
    discard_staged,
    is_intact,
    open_output,
    publish,
    source_of,
    stage_of,
    unchanged,
)
from generator.reading.formats.source_text import decoded, unmerged
from generator.reading.settings import site_toml
from generator.system import nofollow

if TYPE_CHECKING:
    from generator.pipeline.site_graph import SiteGraph

__all__ = ["BuildRequest", "BuildResult", "build", "settings_of"]


def build(
    request: BuildRequest, output: Path, full: bool = False, runtime: Runtime = SERIAL, atomic: int = 0
) -> BuildResult:
    """Build the site into ``output``; ``full`` ignores all stored results and makes every file from the site's sources.

    ``atomic``: the number of complete trees to keep, with ``output`` as a link to the current one; 0 replaces files in
    place.

    :raises Problems: with everything that is wrong; ``output`` is then unchanged.
    """
    if request.record:
        refuse_placeholder(request)
    with open_output(request.site, output, atomic, runtime.notify, content=request.content) as state:
        state_folder.remove_outdated(request.site, runtime.notify)
        if full:  # nothing stored may be used, either about the site or about the output folder
            state_folder.clear(request.site)
            state.file_stats.clear()
        with runtime.clock("scan"):
            sources = gather(request.site, runtime.notify, request.content)
        do = partial(_build, request, state, sources, full, runtime)
        return with_store(request.site, sources.program, do, runtime.notify)


def refuse_placeholder(request: BuildRequest) -> None:
    """Refuse to publish a site that does not have an address of its own.

    :raises Problems: if its address is a placeholder.
    """
    if request.settings.has_placeholder_address:
        from generator.pipeline.problem_lines import with_lines
        from generator.site.site_info import placeholder_address

        settle(with_lines(placeholder_address(request.settings, "error"), request.site, ()))


def _build(
    request: BuildRequest, state: OutputState, sources: Sources, full: bool, runtime: Runtime, store: Store
) -> BuildResult:
    """Settle the graph, and publish the files that differ from the published ones."""
    with runtime.clock("compare"):
        last = last_build(store, state.output)
        current = last and not full and last.is_current(_inputs(request, sources), request.as_of, request.record)
        if last and current and is_intact(state, last.source):
            return BuildResult(
                PublishResult((), (), last.files), last.stories, last.not_shown, last.warnings, state.recovered
            )
    from generator.pipeline.hidden_counts import not_shown  # imported here, since a build without changes needs neither
    from generator.pipeline.samples import with_faults
    from generator.pipeline.site_graph import all_settled
    from generator.publish.safety import refuse_earlier

    with runtime.clock("settle"):
        site = all_settled(request, runtime, sources, store)
        settle(with_faults(site))
        if request.forward:
            refuse_earlier(state.output, state.manifest.as_of, request.as_of, site.instants)
    with runtime.clock("compare"):
        site, planned, paths = _to_make(site, state, full)
    with runtime.clock("render"):
        new, made = _made(site, state, paths, runtime)
    with runtime.clock("publish"):
        published = publish(request.site, state, planned, new, made, request.as_of)
        hidden = not_shown(site.graph, site.problems)
        unrecorded = (
            url_history_file.record(request.site, site.places, request.settings.authority) if request.record else ()
        )
    with runtime.clock("save"):
        if not unrecorded:  # otherwise the next build must try again
            _save(site, hidden, state.output, planned)
    warnings = (*state.warnings, *site.problems, *unrecorded)
    return BuildResult(published, site.stories, hidden, warnings, state.recovered)


def _made(
    site: SiteGraph, state: OutputState, paths: list[str], runtime: Runtime
) -> tuple[list[Output], list[tuple[str, bytes | StagedFile]]]:
    """The outputs to make, and the results of making those that are not just copied.

    :raises Doubtful: if a layout or a picture failed with values from the store. Nothing is staged then.
    """
    from generator.pipeline.render import render

    outputs = site.outputs(paths)
    made = render(site.request.site, site.theme, outputs, stage_of(state), runtime, site.output, site.layouts)
    try:
        return [each for each in outputs if isinstance(each, Output)], list(made)
    except Problems as found:
        if not site.graph.restored:
            raise
        discard_staged(state)
        raise Doubtful(found.problems) from None


def _to_make(site: SiteGraph, state: OutputState, full: bool) -> tuple[SiteGraph, Mapping[str, str], list[str]]:
    """The graph with intact search indexes, the key of every file, and the paths of the files to make or copy."""
    from generator.pipeline.site_graph import with_intact_bundles

    planned, paths = _unpublished(site, state, full)
    repaired = with_intact_bundles(site, paths)
    if repaired is not site:
        planned, paths = _unpublished(repaired, state, full)
    return repaired, planned, paths


def _unpublished(site: SiteGraph, state: OutputState, full: bool) -> tuple[Mapping[str, str], list[str]]:
    """The key of every planned file, by path, and the paths of those whose published version is missing or differs."""
    planned = site.keys
    kept = frozenset() if full else unchanged(state, planned)
    return planned, [path for path in planned if path not in kept]


def _save(site: SiteGraph, hidden: NotShown, output: Path, planned: Mapping[str, str]) -> None:
    """Save the graph, and the record that tells the next build whether there is anything to do."""
    from generator.media import image_cache
    from generator.pipeline import layout_code, search_bundles
    from generator.search import pagefind

    request = site.request
    sources = site.sources.with_history(request.site)
    last = LastBuild(
        inputs=_inputs(request, sources),
        since=request.as_of,
        until=site.until,
        source=source_of(planned),
        stories=site.stories,
        not_shown=hidden,
        files=len(planned),
        warnings=site.problems,
        recorded=request.record,
    )
    site.graph.set(LAST_BUILD, str(output.resolve()), last)
    site.graph.save()
    layout_code.save(site.theme, sources.program)
    image_cache.tidy(request.site, site.pictures)
    pagefind.tidy(request.site, search_bundles.all_bundles(site.graph))


def _inputs(request: BuildRequest, sources: Sources) -> str:
    """The digest of everything that a build depends on, except its instant and its output folder."""
    return digest([sources.digest, request.settings, request.drafts, request.held, request.strict])


def settings_of(site: Path, base_url: str = "") -> Settings:
    """Read the settings in the site's folder; ``base_url`` overrides the file's own.

    :raises Problems: with everything that is wrong in site.toml.
    """
    file = site / "site.toml"
    if nofollow.link_at(file):
        refuse(Problem("site.toml", 0, 0, "this file is a link to another place", "put the file itself here"))
    try:
        data = nofollow.read(file, site_toml.LONGEST)
    except OSError as error:
        refuse(Problem("site.toml", 0, 0, f"this file cannot be read: {error.strerror}", nofollow.fix_of(error)))
    source = decoded(data, "site.toml")
    settle(unmerged(source, "file"))
    return site_toml.read(source.text, base_url=base_url)
