"""Sitemaps (sitemaps.org, protocol 0.9): an index, and parts that seldom change.

Stories are in the part of the month that they were published in, so that a new story changes one part and the index.
A story's ``lastmod`` is when it was published or modified; a listing's is when its newest story was. Each story has its
picture (Google's image extension) and its translations (``xhtml:link``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from generator.model.output import Listed, Location, Output, Rendered, absolute
from generator.model.story import Card, Story
from generator.model.urls import output_path, permanent
from generator.site.edition import Edition
from generator.site.sitemaps import cut, news, news_sitemaps


def outputs(edition: Edition) -> Iterator[Output]:
    """``/sitemap.xml``, and its parts in ``/sitemaps/``."""
    parts = list(_parts(edition))
    for place, locations in parts:
        yield Output(output_path(place), Rendered("sitemap.xml", {"urls": locations}), "the sitemap")
    index = [Listed(permanent(edition.settings, place), _newest(locations)) for place, locations in parts]
    index += [Listed(permanent(edition.settings, place)) for place in news_sitemaps(news(edition.cards, edition.as_of))]
    yield Output("sitemap.xml", Rendered("sitemap-index.xml", {"sitemaps": tuple(index)}), "the sitemap")


def _parts(edition: Edition) -> Iterator[tuple[str, tuple[Location, ...]]]:
    """The places of the parts, each with what it lists."""
    yield from cut("pages", tuple(_pages(edition)))
    months = defaultdict[str, list[Story]](list)
    for story in edition.stories:
        months[f"{story.published:%Y-%m}"].append(story)
    for month in sorted(months):
        yield from cut(f"stories-{month}", tuple(_story(edition, story) for story in months[month]))


def _pages(edition: Edition) -> Iterator[Location]:
    """The front page, standalone pages, listings; older pages of these are found by way of them."""
    yield Location(edition.site.url, _changed(edition.cards))
    for page in edition.pages:
        yield Location(page.permalink)
    if edition.cards:
        yield Location(permanent(edition.settings, "/latest/"), _changed(edition.cards))
    for group in chain(edition.sections, edition.tags, edition.bylines, edition.sources):
        yield Location(edition.site.origin + group.term.url, _changed(group.cards))
    for place, changed in sorted(_periods(edition).items()):
        yield Location(permanent(edition.settings, place), changed)


def _periods(edition: Edition) -> dict[str, datetime]:
    """The places of all years, months and days that have stories, each with its last change."""
    found: dict[str, datetime] = {}
    for day, cards in edition.days.items():
        changed = max(card.modified or card.published for card in cards)
        for place in (
            f"/{day.year:04}/",
            f"/{day.year:04}/{day.month:02}/",
            f"/{day.year:04}/{day.month:02}/{day.day:02}/",
        ):
            found[place] = max(found.get(place, changed), changed)
    return found


def _story(edition: Edition, story: Story) -> Location:
    picture = absolute(edition.site, story.picture.src) if story.picture else ""
    return Location(story.permalink, story.modified or story.published, picture, story.translations)


def _changed(cards: Iterable[Card]) -> datetime | None:
    return max((card.modified or card.published for card in cards), default=None)


def _newest(locations: Iterable[Location]) -> datetime | None:
    return max((each.modified for each in locations if each.modified), default=None)
