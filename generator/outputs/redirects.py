"""Old addresses: each of a story's ``aliases``, and each of its addresses in the URL history, redirects to it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask, MissingError
from generator.model.output import ALIAS, File, Rendered
from generator.outputs.page_head import file_at, redirect
from generator.site.former_places import ALIASES, FORMER, MOVED, TARGET, place_at


def files(ask: Ask) -> Iterator[File]:
    """Yield one small page for each address. Those not written as aliases give way to any other file at the address."""
    for place in ask.keys(ALIASES):
        yield from (file_at(place, f"{ALIAS}{path}") for path in ask(ALIASES, place))
    for table in (MOVED, FORMER):
        for place in ask.keys(table):
            yield file_at(place, ask(table, place), yields="any")


def output(ask: Ask, path: str) -> Rendered:
    """Return one redirect page."""
    return redirect(ask, ask(TARGET, _story(ask, path)))


def _story(ask: Ask, path: str) -> str:
    try:
        return ask(ALIASES, place_at(ask, ALIASES, path))[0]
    except MissingError:
        pass
    try:
        return ask(MOVED, place_at(ask, MOVED, path))
    except MissingError:
        return ask(FORMER, place_at(ask, FORMER, path))
