"""The places of public stories and pages on the site, and the stories that names in front matter refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.slug import slug as slug_of
from generator.model.tag_uri import story_uri
from generator.model.terms import as_named, folded
from generator.model.urls import address, story_place
from generator.reading.inputs import SETTINGS, URL_HISTORY
from generator.reading.queries import HEAD
from generator.site import url_history
from generator.site.adopted_places import told_apart
from generator.site.index import BUCKETS, INDEX, PUBLIC, by_path, stories, stories_and_pages
from generator.site.names import term


def place_of(ask: Ask, published: datetime, section: str, slug: str, language: str) -> str:
    """The place of a story; if it was withdrawn, the place where it was."""
    settings = ask(SETTINGS)
    if section and "{section}" in settings.permalink:
        try:
            section = term(ask, "section", section).slug
        except MissingError:  # no public story names it
            section = slug_of(section, settings.language)
    return story_place(settings, published, section, slug, language or settings.language)


def _places(ask: Ask, _: str) -> tuple[tuple[str, str], ...]:
    count = len(ask(PUBLIC).stories)
    fields = ("published", "section", "slug", "language")
    found = [(path, place_of(ask, *facts)) for path, *facts in stories(ask, *fields)]
    found += [(path, f"/{slug}/") for path, slug in [*stories_and_pages(ask, "slug")][count:]]
    settings = ask(SETTINGS)
    return told_apart(tuple(found), by_path(ask), settings, ask.report) if settings.adopt else tuple(found)


def _at(ask: Ask) -> Mapping[str, str]:
    return {place: path for path, place in reversed(places(ask).items())}


def _hidden_at(ask: Ask) -> Mapping[str, str]:
    if not ask(SETTINGS).adopt:
        return {}
    public, found = places(ask), dict[str, str]()
    for each in ask(INDEX):
        if each.kind == "story" and each.published and not each.killed and each.path not in public:
            own = place_of(ask, each.published, each.section, each.slug, each.language)
            found |= dict.fromkeys((as_linked(place) for place in (own, *each.former)), each.path)
    return found


def as_linked(place: str) -> str:
    """A place without the endings that links may omit: ``/2026/01/01/a`` for ``/2026/01/01/a/index.html``."""
    return place.removesuffix("index.html").rstrip("/")


def _titles(ask: Ask, bucket: str) -> Mapping[str, tuple[str, str]]:
    heads = ((path, ask(HEAD, path)) for path in ask(BUCKETS, bucket))
    return {path: (folded(head.slug), as_named(head.headline)) for path, head in heads if head}


def _named(ask: Ask, paths: Sequence[str], names: Iterable[str]) -> Mapping[str, str]:
    """The story that each folded name refers to. Slugs take precedence over headlines, later stories over earlier ones.

    :param paths: the stories, latest first.
    """
    if not paths:
        return {}
    slugs, headlines, known = dict[str, str](), dict[str, str](), titles(ask)
    for path in paths:
        short, headline = known[path]
        slugs.setdefault(short, path)
        headlines.setdefault(headline, path)
    found = headlines | slugs
    return {name: found[name] for name in names if name in found}


def _all_stories(ask: Ask, _: str) -> tuple[str, ...]:
    found = [each for each in ask(INDEX) if each.kind == "story"]
    found.sort(key=lambda each: (each.published.timestamp() if each.published else 0.0, each.path), reverse=True)
    return tuple(each.path for each in found)


def _wanted_names(ask: Ask, _: str) -> tuple[str, ...]:
    written = {name for each in ask(INDEX) for name in (*each.related, each.translation_of) if name}
    return tuple(sorted({*map(as_named, written)}))


def _known_names(ask: Ask) -> Mapping[str, str]:
    wanted: tuple[str, ...] = ask(WANTED_NAMES)
    paths: tuple[str, ...] = ask(ALL_STORIES) if wanted else ()
    return _named(ask, paths, wanted)


def _uris(ask: Ask) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for each in ask(INDEX):
        if each.uri:
            found.setdefault(each.uri, each.path)
    return found


def _authority(ask: Ask, _: str) -> str:
    return history(ask).authority or ask(SETTINGS).authority


PLACES = Query[tuple[tuple[str, str], ...]]("places", tuple[tuple[str, str], ...], _places)
"""The path of each public story's or page's file, and its place on the site; newest stories first."""

PLACE = Table[str]("place", str, lambda ask: places(ask))
"""The place of a public story or page, by the path of its file."""

AT = Table[str]("at", str, _at)
"""The path of the public story or page at a place."""

HIDDEN_AT = Table[str]("hidden-at", str, _hidden_at)
"""The path of the adopted story that would be at a place (see ``as_linked``), or was, if it were public."""

TITLES = Query[Mapping[str, tuple[str, str]]]("titles", Mapping[str, tuple[str, str]], _titles)
"""The folded slug and headline of each manuscript in one bucket (see ``BUCKETS``), by path."""

ALL_STORIES = Query[tuple[str, ...]]("all-stories", tuple[str, ...], _all_stories)
"""The paths of all stories that can be read, public or not, latest first."""

WANTED_NAMES = Query[tuple[str, ...]]("wanted-names", tuple[str, ...], _wanted_names)
"""The folded names with which stories refer to other stories in their front matter, sorted."""

ANY_NAMED = Query[bool]("any-named", bool, lambda ask, _: bool(ask(WANTED_NAMES)))
"""Whether any story refers to another one by name."""

KNOWN_NAMES = Table[str]("known-names", str, _known_names)
"""The path of the story, public or not, that a name in front matter refers to, by folded name."""

URIS = Table[str]("uris", str, _uris)
"""The path of the first story that has an explicit URI, by URI."""

AUTHORITY = Query[str]("authority", str, _authority)
"""The host, and the base path if any, in the tag URIs of stories and feeds (RFC 4151)."""

QUERIES = (PLACES, PLACE, AT, HIDDEN_AT, TITLES, ALL_STORIES, WANTED_NAMES, ANY_NAMED, KNOWN_NAMES, URIS, AUTHORITY)


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
        return ask(KNOWN_NAMES, as_named(name))
    except MissingError:
        return None


def url(ask: Ask, path: str) -> str:
    """The root-relative address of a public story or page."""
    return address(ask(SETTINGS), ask(PLACE, path))


def uri(ask: Ask, path: str) -> str:
    """The tag URI of a story. In adopted copy, a URI that several stories give belongs to the first one."""
    head = ask(HEAD, path)
    explicit = head.uri if head else ""
    if explicit and ask(SETTINGS).adopt and ask(URIS, explicit) != path:
        explicit = ""
    return explicit or story_uri(ask(AUTHORITY), path)
