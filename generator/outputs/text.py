"""The text edition: each story as a plain page of text, for slow connections, old phones and printers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at, head, place_of
from generator.reading.inputs import SETTINGS
from generator.site.cards import related, series_around
from generator.site.index import PUBLIC
from generator.site.places import AT, places
from generator.theme.blocks import story_elsewhere
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/2024/12/02/talks/text/`` for each story, unless the settings turn it off."""
    if not ask(SETTINGS).text:
        return
    known = places(ask)
    for path in ask(PUBLIC).stories:
        yield file_at(f"{known[path]}text/", path, yields="owner")


def output(ask: Ask, path: str) -> Rendered:
    """Return the text page of one story."""
    place = place_of(path).removesuffix("text/")
    source = ask(AT, place)
    story = story_elsewhere(ask, source)
    story = replace(story, body=story.body.beside(story.url))
    about = head(
        ask,
        "text",
        place,
        story.headline,
        story.summary,
        indexed=False,
        language=story.language,
        direction=story.direction,
        withheld=story.withheld,
        canonical=story.canonical,
    )
    series = series_around(ask, source, story.series)
    return page(ask, "text.html", head=about, story=story, related=related(ask, source), series=series)
