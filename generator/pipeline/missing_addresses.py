"""The published addresses that no longer exist, for the newsroom to retire."""

from __future__ import annotations

from msgspec.structs import replace

from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.urls import output_path
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import settled
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.site.former_places import VANISHED


def claimant(request: BuildRequest, place: str, runtime: Runtime = SERIAL) -> str:
    """The source of the file that the site has at an address; empty if it has none.

    :raises Problems: with everything that is wrong with the site.
    """
    sources = gather(request.site, runtime.notify, request.content)

    def do(store: Store) -> str:
        site = settled(replace(request, strict=False), runtime, sources, store)
        return site.claimants.get(output_path(place), "")

    return with_store(request.site, sources.program, do, runtime.notify)


def vanished(request: BuildRequest, runtime: Runtime = SERIAL) -> tuple[str, ...]:
    """The addresses in published.txt that no longer exist on the site.

    :raises Problems: with everything that is wrong with the site.
    """
    sources = gather(request.site, runtime.notify, request.content)

    def do(store: Store) -> tuple[str, ...]:
        graph = settled(replace(request, strict=False), runtime, sources, store).graph
        found: tuple[str, ...] = graph(VANISHED)
        return found

    return with_store(request.site, sources.program, do, runtime.notify)
