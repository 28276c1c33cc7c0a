"""The search index's bundles that are kept on the disk: whether they still are what the graph knows.   [disk]

Those that are not are made again. A look at each before every build is enough to see that one is gone; whether every
byte is right matters only where something is copied from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from generator.engine.graph import Graph
from generator.model.settings import Settings
from generator.search.index import BUNDLE, LOST_BUNDLES, Bundle, language_of, place_of
from generator.search.pagefind import is_intact, is_there


def known(graph: Graph) -> Collection[Bundle]:
    """All bundles."""
    return graph.known(BUNDLE).values()


def replace_missing(graph: Graph, site: Path) -> None:
    """Have the bundles made again that are gone, whole or in part."""
    _lose(graph, [place for place, bundle in graph.known(BUNDLE).items() if not is_there(site, bundle)])


def replace_damaged(
    graph: Graph, site: Path, settings: Settings, paths: Iterable[str], changed: Collection[tuple[str, str]]
) -> bool:
    """Have the bundles made again that files with these paths would be copied from, and that are not what they were.

    One that has just been made is among ``changed`` and not looked at. Whether there are any.
    """
    places = {place for path in paths if (BUNDLE.name, place := place_of(path)) not in changed}
    language = language_of(settings)
    kept = [(place, bundle) for place, bundle in graph.known(BUNDLE).items() if place in places]
    damaged = [place for place, bundle in kept if not is_intact(site, bundle, language)]
    _lose(graph, damaged)
    return bool(damaged)


def _lose(graph: Graph, places: Iterable[str]) -> None:
    for place in places:
        graph.set(LOST_BUNDLES, place, graph.known(LOST_BUNDLES).get(place, 0) + 1)
