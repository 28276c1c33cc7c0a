"""Each story as ninjs 3.1, for other newsrooms' systems, next to its page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at, place_of
from generator.reading.inputs import SETTINGS
from generator.site.cards import related
from generator.site.index import PUBLIC
from generator.site.places import AT, places
from generator.theme.blocks import story_elsewhere
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/2024/12/02/talks/ninjs.json`` for each story, unless the settings turn it off."""
    if not ask(SETTINGS).ninjs:
        return
    known = places(ask)
    for path in ask(PUBLIC).stories:
        yield file_at(f"{known[path]}ninjs.json", path, yields="owner")


def output(ask: Ask, path: str) -> Rendered:
    """Return the ninjs item of one story."""
    story = ask(AT, place_of(path).removesuffix("ninjs.json"))
    return page(ask, "ninjs.json", story=story_elsewhere(ask, story), related=related(ask, story))
