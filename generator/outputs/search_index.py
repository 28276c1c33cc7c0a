"""The search index: the files that Pagefind makes for each shard, at ``/search/2025/`` or ``/search/newest/``."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import Copied, File
from generator.reading.inputs import SETTINGS
from generator.search.index import BUNDLE, FOLDER, MONTHS, PROGRAMS, place_of


def files(ask: Ask) -> Iterator[File]:
    """Yield the files of each bundle. Only the newest shard has the programs; a browser needs them only once."""
    if not ask(SETTINGS).searchable:
        return
    places = ask.keys(MONTHS)
    ask.prepare(BUNDLE, places)
    for place in places:
        folder = place.strip("/").lstrip("0")
        for name in ask(BUNDLE, place).files:
            if not name.endswith(PROGRAMS) or place == places[-1]:
                yield File(f"search/{folder}/{name}", "the search index")


def output(ask: Ask, path: str) -> Copied:
    """Return a copy of one file of a bundle."""
    name = path.split("/", 2)[2]
    bundle = ask(BUNDLE, place_of(path))
    return Copied(f"{FOLDER}/{bundle.key}/{name}", *bundle.files[name])
