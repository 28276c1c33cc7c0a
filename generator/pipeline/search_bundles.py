"""Checks that the search index's bundles on disk still match the graph, and requests those that do not.   [disk]

A quick check before every build finds missing bundles. Every byte is checked only if a file is about to be copied from
the bundle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from generator.engine.graph import Graph
from generator.model.settings import Settings
from generator.search.index import BUNDLE, LOST_BUNDLES, Bundle, language_of, place_of
from generator.search.pagefind import is_intact, is_there


def all_bundles(graph: Graph) -> Collection[Bundle]:
    """All bundles."""
    return graph.known(BUNDLE).values()


def replace_missing(graph: Graph, site: Path) -> None:
    """Request that bundles be rebuilt if they, or parts of them, are missing."""
    _request_rebuild(graph, [place for place, bundle in graph.known(BUNDLE).items() if not is_there(site, bundle)])


def replace_damaged(
    graph: Graph, site: Path, settings: Settings, paths: Iterable[str], changed: Collection[tuple[str, str]]
) -> bool:
    """Request that damaged bundles be rebuilt if files with these paths would be copied from them.

    Bundles in ``changed`` have just been made and are not checked. Return whether any bundle is damaged.
    """
    places = {place for path in paths if (BUNDLE.name, place := place_of(path)) not in changed}
    language = language_of(settings)
    kept = [(place, bundle) for place, bundle in graph.known(BUNDLE).items() if place in places]
    damaged = [place for place, bundle in kept if not is_intact(site, bundle, language)]
    _request_rebuild(graph, damaged)
    return bool(damaged)


def _request_rebuild(graph: Graph, places: Iterable[str]) -> None:
    for place in places:
        graph.set(LOST_BUNDLES, place, graph.known(LOST_BUNDLES).get(place, 0) + 1)
