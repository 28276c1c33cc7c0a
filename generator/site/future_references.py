"""Reports now what will be wrong when something scheduled appears, since nobody may be at the desk then."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.engine.definitions import Ask, Query
from generator.model.manuscript import Mention
from generator.reading.queries import HEAD
from generator.site.index import AS_OF, INDEX, PUBLIC
from generator.site.links import links_of
from generator.site.places import place_of
from generator.site.story_pictures import picture_of
from generator.site.visibility import state
from generator.site.withheld import is_awaited


class FutureReferences(msgspec.Struct, frozen=True):
    """The root-relative references of stories that are not public yet, and those stories' places."""

    rooted: tuple[tuple[str, Mention], ...] = ()
    places: tuple[str, ...] = ()


def _later(ask: Ask, _: str) -> FutureReferences:
    rooted: list[tuple[str, Mention]] = []
    places: list[str] = []
    for path in _coming(ask):
        head = ask(HEAD, path)
        if head and head.published and head.kind != "description":
            places.append(place_of(ask, head.published, head.section, head.slug, head.language))
        picture_of(ask, path, later=True)
        rooted += ((path, each) for each in links_of(ask, path, later=True).rooted)
    for path in _corrected_later(ask):
        rooted += ((path, each) for each in links_of(ask, path, later=True, unseen=True).rooted)
    return FutureReferences(tuple(rooted), tuple(places))


def _coming(ask: Ask) -> Iterator[str]:
    """The paths of the stories that become public by themselves, and are not shown in this edition."""
    as_of, public = ask(AS_OF), ask(PUBLIC)
    shown = {*public.stories, *public.pages}
    for each in ask(INDEX):
        if state(each, as_of) in ("scheduled", "embargoed") and each.path not in shown:
            yield each.path


def _corrected_later(ask: Ask) -> Iterator[str]:
    """The paths of the public stories with a correction or live entry whose time is still to come."""
    public = ask(PUBLIC)
    yield from (each.path for each in ask(INDEX) if is_awaited(ask, each) and each.path in public.stories)


LATER = Query[FutureReferences]("later", FutureReferences, _later)
"""Reports the broken links and missing pictures of stories that are not public yet."""

QUERIES = (LATER,)
