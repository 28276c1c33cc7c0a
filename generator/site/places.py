"""The places of public stories and pages on the site, and the stories that names in front matter refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.settings import Settings
from generator.model.slug import slug
from generator.model.tag_uri import story_uri
from generator.model.terms import folded
from generator.model.urls import address, story_place
from generator.reading.inputs import SETTINGS, URL_HISTORY
from generator.reading.queries import HEAD
from generator.site import url_history
from generator.site.index import BUCKETS, INDEX, PUBLIC, Entry, by_path, language, stories
from generator.site.names import term
from generator.site.same_places import told_apart
from generator.site.visibility import published_at


def place_of(ask: Ask, entry: Entry, settings: Settings) -> str:
    """The place of a story or page, or its last one if it was withdrawn."""
    if entry.kind == "page":
        return f"/{entry.slug}/"
    section = ""
    if entry.section and "{section}" in settings.permalink:
        try:
            section = term(ask, "section", entry.section).slug
        except MissingError:  # no public story names it
            section = slug(entry.section, settings.language)
    return story_place(settings, published_at(entry), section, entry.slug, language(entry, settings))


def _places(ask: Ask, _: str) -> tuple[tuple[str, str], ...]:
    settings, entries = ask(SETTINGS), by_path(ask)
    pages = [entries[path] for path in ask(PUBLIC).pages]
    found = tuple((each.path, place_of(ask, each, settings)) for each in (*stories(ask), *pages))
    return told_apart(found, entries, settings, ask.report) if settings.adopt else found


def _at(ask: Ask) -> Mapping[str, str]:
    return {place: path for path, place in reversed(places(ask).items())}


def _titles(ask: Ask, bucket: str) -> Mapping[str, tuple[str, str]]:
    heads = ((path, ask(HEAD, path)) for path in ask(BUCKETS, bucket))
    return {path: (folded(head.slug), folded(head.headline)) for path, head in heads if head}


def _named(ask: Ask, paths: Iterable[str], wanted: Iterable[str]) -> Mapping[str, str]:
    """The story that each wanted name refers to. Slugs take precedence over headlines, later stories over earlier ones.

    :param paths: the stories, latest first.
    """
    names = frozenset(map(folded, wanted))
    if not names:
        return {}
    slugs, headlines, known = dict[str, str](), dict[str, str](), titles(ask)
    for path in paths:
        short, headline = known[path]
        slugs.setdefault(short, path)
        headlines.setdefault(headline, path)
    found = headlines | slugs
    return {name: found[name] for name in sorted(names & found.keys())}


def _latest_first(entries: Iterable[Entry]) -> list[Entry]:
    found = [each for each in entries if each.kind == "story"]
    return sorted(found, key=lambda each: (each.published.timestamp() if each.published else 0.0, each.path))[::-1]


def _known_names(ask: Ask) -> Mapping[str, str]:
    index = ask(INDEX)
    wanted = (name for each in index for name in (*each.related, *filter(None, [each.translation_of])))
    return _named(ask, [each.path for each in _latest_first(index)], wanted)


def _uris(ask: Ask) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in ask(INDEX):
        if each.uri:
            found.setdefault(each.uri, each.path)
    return found


def _authority(ask: Ask, _: str) -> str:
    return history(ask).authority or ask(SETTINGS).host


PLACES = Query[tuple[tuple[str, str], ...]]("places", tuple[tuple[str, str], ...], _places)
"""The path of each public story's or page's file, and its place on the site; newest stories first."""

PLACE = Table[str]("place", str, lambda ask: places(ask))
"""The place of a public story or page, by the path of its file."""

AT = Table[str]("at", str, _at)
"""The path of the public story or page at a place."""

TITLES = Query[Mapping[str, tuple[str, str]]]("titles", Mapping[str, tuple[str, str]], _titles)
"""The folded slug and headline of each manuscript in one bucket (see ``BUCKETS``), by path."""

KNOWN_NAMES = Table[str]("known-names", str, _known_names)
"""The path of the story, public or not, that a name in front matter refers to, by folded name."""

URIS = Table[str]("uris", str, _uris)
"""The path of the first story that has an explicit URI, by URI."""

AUTHORITY = Query[str]("authority", str, _authority)
"""The host in the tag URIs of stories and feeds (RFC 4151)."""

QUERIES = (PLACES, PLACE, AT, TITLES, KNOWN_NAMES, URIS, AUTHORITY)


def history(ask: Ask) -> url_history.UrlHistory:
    """The URL history."""
    return _history(ask(URL_HISTORY))


@lru_cache(maxsize=2)
def _history(text: str) -> url_history.UrlHistory:
    return url_history.read(text)[0]


def places(ask: Ask) -> dict[str, str]:
    """The place of each public story and page, by the path of its file; newest stories first."""
    found: tuple[tuple[str, str], ...] = ask(PLACES)
    return dict(found)


def titles(ask: Ask) -> Mapping[str, tuple[str, str]]:
    """The folded slug and headline of every manuscript that can be read, by path."""
    return {path: found for bucket in ask.keys(BUCKETS) for path, found in ask(TITLES, bucket).items()}


def story_named(ask: Ask, name: str) -> str | None:
    """The path of the story, public or not, that ``name`` refers to; None if there is none yet."""
    try:
        return ask(KNOWN_NAMES, folded(name))
    except MissingError:
        return None


def url(ask: Ask, path: str) -> str:
    """The root-relative address of a public story or page."""
    return address(ask(SETTINGS), ask(PLACE, path))


def uri(ask: Ask, path: str) -> str:
    """The tag URI of a story. In adopted copy, a URI that several stories have is that of the first one."""
    head = ask(HEAD, path)
    explicit = head.uri if head else ""
    if explicit and ask(SETTINGS).adopt and ask(URIS, explicit) != path:
        explicit = ""
    return explicit or story_uri(ask(AUTHORITY), path)
