"""Which stories have share pictures: pictures of their headlines, for social networks.

People share recent stories, and an archive has many times as many stories as a year. The last year is counted from the
newest public story, not from the clock, so a site changes only if a story appears. The year starts at the start of a
month, so a new story seldom changes older ones: once a month, stories that are over a year old lose their pictures.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from generator.engine.definitions import Ask, Query
from generator.media.social_image import share_name
from generator.model.story import Instant
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD
from generator.site.index import stories

_EVER, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def _shared_since(ask: Ask, _: str) -> Instant:
    settings = ask(SETTINGS)
    if settings.share_pictures == "last-year":
        newest = next((published for _, published in stories(ask, "published")), None)
        return _year_before(newest, settings.zone) if newest else _EVER
    return _EVER if settings.share_pictures else _NEVER


def _year_before(instant: Instant, zone: tzinfo) -> Instant:
    """The start of the same month one year earlier."""
    local = instant.astimezone(zone)
    year = max(datetime.min.year, local.year - 1)
    return datetime(year, local.month, 1, tzinfo=zone)


SHARED_SINCE = Query[Instant]("shared-since", Instant, _shared_since)
"""Stories published at this instant or later have share pictures."""

SHARE_NAME = Query[str]("share-name", str, lambda ask, path: share_name(ask(SHARED_SINCE), ask(CARD, path)))
"""The name of a story's share picture, by the story's path; empty if it has none."""

QUERIES = (SHARED_SINCE, SHARE_NAME)
