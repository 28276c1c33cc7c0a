"""Files that others look for at a fixed place (see ``site/well_known.py``). The newsroom's own win."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output, Rendered
from generator.model.settings import Robots
from generator.model.urls import output_path, permanent
from generator.site.edition import Edition
from generator.site.sitemaps import news, news_sitemaps
from generator.site.well_known import asked_for


def outputs(edition: Edition) -> Iterator[Output]:
    """``/robots.txt`` always, the others where the settings ask for them."""
    places = ["/sitemap.xml", *news_sitemaps(news(edition.cards, edition.as_of))]
    sitemaps = tuple(permanent(edition.settings, place) for place in places)
    robots = {"facts": edition.settings.robots or Robots(), "places": sitemaps}
    yield Output("robots.txt", Rendered("robots.txt", robots), "robots.txt", yields="owner")
    for place, facts in asked_for(edition.settings).items():
        if place == "/robots.txt":
            continue
        context = {"site": edition.site, "facts": facts, "places": (permanent(edition.settings, place),)}
        if place == "/llms.txt":
            context |= {"nav": edition.nav, "listing": edition.cards[:20]}
        yield Output(output_path(place), Rendered(place.rpartition("/")[2], context), place, yields="owner")
