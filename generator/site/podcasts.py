"""The podcasts of the site: the stories that are their episodes, and problems with their settings and episodes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from generator.engine.definitions import Ask, MissingError, Query
from generator.model.output import Copied
from generator.model.podcast import LARGEST, PODCASTS, SMALLEST, Podcast, guid_from
from generator.model.problems import Problem
from generator.model.recording import Recording
from generator.model.urls import STATIC
from generator.reading.inputs import SETTINGS
from generator.site.groups import GROUPS, Group, of_same_kind
from generator.site.index import PUBLIC
from generator.site.names import family, taxonomy_of, term
from generator.site.places import AUTHORITY
from generator.site.recordings import recordings
from generator.site.used_files import file_at

_PLAYED = frozenset(("audio/mpeg", "audio/x-m4a", "video/mp4", "video/x-m4v", "video/quicktime"))
"""The media types that Apple Podcasts plays ("Podcast RSS feed requirements")."""


def feed_place(name: str) -> str:
    """The place of a podcast's feed. It has the name in site.toml, so it stays the same if a series is renamed."""
    return f"{PODCASTS}{name}.xml"


def subject(podcast: Podcast) -> tuple[str, str]:
    """The kind and the name of the term whose stories are the episodes."""
    kinds = (("series", podcast.series), ("tag", podcast.tag), ("section", podcast.section))
    return next((kind, name) for kind, name in kinds if name)


def listing_of(ask: Ask, podcast: Podcast) -> tuple[str, Group] | None:
    """The place of the listing of a podcast's stories, and the group of these stories; None if there are no stories."""
    kind, name = subject(podcast)
    try:
        place = f"{taxonomy_of(ask, kind).folder}{term(ask, kind, name).slug}/"
        return place, ask(GROUPS[family(kind)], place)
    except MissingError:
        return None


def episode(ask: Ask, path: str) -> Recording | None:
    """The first recording in a public story, which is its episode; None if the story has no recording."""
    return next(iter(recordings(ask, path)), None)


def _episodes(ask: Ask, name: str) -> tuple[str, ...]:
    found = listing_of(ask, ask(SETTINGS).podcast[name])
    return tuple(path for path in found[1].paths if episode(ask, path)) if found else ()


def guid_of(ask: Ask, name: str) -> str:
    """The permanent identifier of a podcast, made from the first address of its feed (Podcasting 2.0, "guid")."""
    given = ask(SETTINGS).podcast[name].guid
    return given.lower() or guid_from(f"{ask(AUTHORITY)}{feed_place(name)}")


def podcasts_at(ask: Ask, place: str) -> tuple[str, ...]:
    """The podcasts whose episodes are in the listing at a place."""
    names = ask(SETTINGS).podcast
    return tuple(name for name, each in names.items() if (found := listing_of(ask, each)) and found[0] == place)


def _checks(ask: Ask, _: str) -> None:
    for name, podcast in ask(SETTINGS).podcast.items():
        file = file_at(ask, f"{STATIC.rstrip('/')}{podcast.artwork}")
        ask.report(*_faults_of_artwork(podcast, file))
        if ask(PUBLIC).stories:
            ask.report(*_faults_of_episodes(ask, name, podcast))


def _faults_of_artwork(podcast: Podcast, file: Copied | None) -> Iterator[Problem]:
    message, fix = "", f"draw it as a square JPEG or PNG with {SMALLEST} to {LARGEST} pixels on a side"
    if not file:
        message, fix = f"there is no picture content/static{podcast.artwork}", "put it there, or correct `artwork`"
    elif file.kind not in ("JPEG", "PNG"):
        message = f"content/static{podcast.artwork} is not a JPEG or PNG, which podcast programs need"
    elif file.width != file.height or not SMALLEST <= file.width <= LARGEST:
        message = f"content/static{podcast.artwork} has {file.width} × {file.height} pixels, which Apple refuses"
    if message:
        yield Problem("site.toml", 0, 0, message, fix)


def _faults_of_episodes(ask: Ask, name: str, podcast: Podcast) -> Iterator[Problem]:
    kind, wanted = subject(podcast)
    if not listing_of(ask, podcast):
        names = [group.term.name for _, group in of_same_kind(ask, kind) if group.term]
        near = difflib.get_close_matches(wanted, names, 1)
        fix = f"did you mean `{near[0]}`?" if near else f"write a story for it, or correct `{kind}`"
        message = f"no story has the {kind} `{wanted}`, so the podcast `{name}` has no episodes"
        yield Problem("site.toml", 0, 0, message, fix, level="warning")
    elif not ask(EPISODES, name):
        message = f"no story of the {kind} `{wanted}` has a recording, so the podcast `{name}` has no feed yet"
        fix = 'show one in a story: `::: audio talk.mp3 title="…" :::`'
        yield Problem("site.toml", 0, 0, message, fix, level="warning")
    for path in ask(EPISODES, name):
        found = episode(ask, path)
        if found and found.media_type not in _PLAYED:
            message = f"this story is an episode of the podcast `{name}`, but Apple does not play {found.media_type}"
            yield Problem(path, 0, 0, message, "save the recording as MP3 or M4A", level="warning")


EPISODES = Query[tuple[str, ...]]("episodes", tuple[str, ...], _episodes)
"""The paths of the public stories that are the episodes of a podcast, newest first, by the podcast's name."""

PODCAST_CHECKS = Query[None]("podcast-checks", None, _checks)
"""Reports problems with podcasts."""

QUERIES = (EPISODES, PODCAST_CHECKS)
