"""Files that programs look for at a fixed address, such as robots.txt. The newsroom's own files take precedence."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.model.settings import Robots
from generator.model.urls import permanent
from generator.outputs.page_head import file_at
from generator.reading.inputs import SETTINGS
from generator.site.cards import cards
from generator.site.index import PUBLIC
from generator.site.indexing import listed
from generator.site.news import places_with_news
from generator.site.well_known import asked_for
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/robots.txt``, and the other files if the settings ask for them."""
    yield File("robots.txt", "robots.txt", yields="owner")
    for place in asked_for(ask(SETTINGS)):
        if place != "/robots.txt":
            yield file_at(place, place, yields="owner")


def output(ask: Ask, path: str) -> Rendered:
    """Return one well-known file."""
    settings, place = ask(SETTINGS), f"/{path}"
    if path == "robots.txt":
        places = ["/sitemap.xml", *places_with_news(ask)]
        sitemaps = tuple(permanent(settings, each) for each in places)
        return page(ask, "robots.txt", facts=settings.robots or Robots(), places=sitemaps)
    newest = cards(ask, listed(ask, ask(PUBLIC).stories)[:20]) if path == "llms.txt" else ()
    return page(
        ask,
        path.rpartition("/")[2],
        facts=asked_for(settings)[place],
        places=(permanent(settings, place),),
        listing=newest,
    )
