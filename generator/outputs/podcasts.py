"""Feeds of podcasts: RSS 2.0 with Apple's and Podcasting 2.0's elements, one for each ``[podcast.NAME]``."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask, Query
from generator.model.frame import absolute
from generator.model.output import File, Rendered
from generator.model.podcast import parts_of
from generator.model.podcast_feed import Episode, Show, square_of
from generator.model.recording import MEDIA_TYPES
from generator.model.urls import address, permanent
from generator.outputs.page_head import file_at
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD, STORY
from generator.site.frame import SITE, words
from generator.site.podcasts import EPISODES, episode, feed_place, guid_of, listing_of
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield the feed of each podcast that has an episode."""
    for name in ask(SETTINGS).podcast:
        if ask(EPISODES, name):
            yield file_at(feed_place(name), f"[podcast.{name}] in site.toml")


def output(ask: Ask, path: str) -> Rendered:
    """Return one feed."""
    return page(ask, "podcast.xml", show=_show(ask, path.rpartition("/")[2].removesuffix(".xml")))


def _show(ask: Ask, name: str) -> Show:
    settings, site = ask(SETTINGS), ask(SITE)
    podcast, found = settings.podcast[name], tuple(ask(EPISODE, path) for path in ask(EPISODES, name))
    listing = listing_of(ask, podcast)
    assert listing is not None  # there are episodes
    place, group = listing
    broad, narrow = parts_of(podcast.category)
    times = (each.card.modified or each.card.published for each in found)
    return Show(
        guid=guid_of(ask, name),
        title=podcast.title or (group.term.name if group.term else name),
        description=podcast.description,
        url=permanent(settings, feed_place(name)),
        home=permanent(settings, place),
        language=podcast.language or settings.language,
        author=podcast.author or site.publisher,
        email=podcast.email,
        category=broad,
        narrower=narrow,
        explicit=podcast.explicit,
        order=podcast.type,
        locked=podcast.locked,
        artwork=absolute(site, address(settings, podcast.artwork)),
        updated=max(times, default=None),
        episodes=found,
    )


def _episode(ask: Ask, path: str) -> Episode:
    site, story, found = ask(SITE), ask(STORY, path), episode(ask, path)
    assert found is not None  # it is an episode
    artwork = square_of(story.picture)
    transcripts = ((absolute(site, url), kind, story.language) for url, kind in found.transcripts)
    return Episode(
        id=story.uri,
        card=ask(CARD, path),
        permalink=story.permalink,
        url=absolute(site, found.src),
        size=found.size,
        media_type=found.media_type,
        seconds=found.seconds,
        number=story.series.number if story.series else 0,
        label=words(ask).gettext("Sponsored") if story.sponsored else "",
        notes=story.summary or found.caption or story.headline,
        transcripts=tuple(each for each in transcripts if each[1] in _READ),
        chapters=absolute(site, found.chapters) if found.chapters else "",
        artwork=absolute(site, artwork) if artwork else "",
    )


_READ = (*(MEDIA_TYPES[end] for end in ("vtt", "srt", "txt")), "text/html")
"""The media types of transcripts that podcast apps show."""

EPISODE = Query[Episode]("episode", Episode, _episode, stored=False)
"""A public story as an episode, by its path."""

QUERIES = (EPISODE,)
