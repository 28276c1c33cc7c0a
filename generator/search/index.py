"""The search index: the pages that Pagefind indexes, in shards, and its index with reproducible bytes.

Pagefind (https://pagefind.app) reads HTML, in which attributes (``data-pagefind-…``) mark titles, filters and other
data. The newest months are one shard, and each year before them is another. Each shard has its own bundle, which the
browser merges with the others, so a new story requires indexing only the newest months again.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress

import msgspec
from markupsafe import escape

from generator.engine.definitions import Ask, Input, MissingError, Query, Table, Task
from generator.media.deflate import gzip_stored
from generator.model.body import Body, without_note_signs
from generator.model.fingerprint import digest
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.story import Card
from generator.reading.inputs import SETTINGS
from generator.search.folding import MARKER, plain_forms
from generator.site.cards import CARD
from generator.site.corrections import corrections
from generator.site.events import WITH_EVENT
from generator.site.frame import words
from generator.site.groups import GROUPS, WITHIN
from generator.site.links import body
from generator.site.listed_events import happenings
from generator.text.locales import listed
from generator.text.times import short_day
from generator.theme.blocks import elsewhere
from generator.theme.filters import iso

FOLDER = ".broadsheet/search"
"""Where bundles are kept, each in a folder named after the key of its shard."""

_NEWEST = "/newest/"  # the place of the shard of the newest months
_LEAST = 100  # stories in that shard, if the site has as many: a word's rank depends on how rare it is in its shard
_PICTURE = re.compile(r"<(img|source)\b[^<>]*>|</?picture[^<>]*>")
_STORY = 12  # characters of a page's name that identify its story


class SearchPage(msgspec.Struct, frozen=True):
    """One story as Pagefind reads it. Its name consists of a digest of the story's path and a digest of the HTML."""

    name: str
    html: str


class Shard(msgspec.Struct, frozen=True):
    """Stories that are indexed together, as Pagefind reads them: HTML by the name of its file."""

    language: str
    pages: Mapping[str, str]

    @property
    def key(self) -> str:
        """The digest of everything in the shard."""
        return digest([self.language, sorted(self.pages)])


class Bundle(msgspec.Struct, frozen=True):
    """The index of one shard: the key of the shard, and the digest and size of each file. Empty if indexing failed."""

    key: str = ""
    files: dict[str, tuple[str, int]] = {}


class Indexed(msgspec.Struct, frozen=True):
    """A bundle, or the problems that kept Pagefind from making it."""

    bundle: Bundle
    problems: tuple[Problem, ...] = ()


def language_of(settings: Settings) -> str:
    """Return the language whose rules Pagefind uses to index the site's words."""
    return settings.language.partition("-")[0]


def place_of(path: str) -> str:
    """Return the place of the shard to whose bundle a published file belongs: ``/2025/`` or ``/newest/``."""
    return f"/{path.split('/')[1]:0>4}/"


def _search_page(ask: Ask, path: str) -> SearchPage:
    card = ask(CARD, path)
    notes = tuple(each.text for each in corrections(ask, path)) if card.corrected else ()
    notes += _of_event(ask, path)
    label = words(ask).gettext("Sponsored") if card.sponsored else ""
    html = _html(card, elsewhere(ask, path, body(ask, path)), ask(SETTINGS).language, notes, label)
    return SearchPage(f"{digest(path)[:_STORY]}-{digest(html)}.html", html)


def _of_event(ask: Ask, path: str) -> tuple[str, ...]:
    """Return the name and place of a story's event."""
    with suppress(MissingError):
        ask(WITH_EVENT, path)
        return tuple(f"{each.event.name} {each.event.place}".strip() for each in happenings(ask, [path]))
    return ()


def _months(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    """The months of each shard, oldest first. A month joins its year's shard once newer ones have enough stories."""
    found, newer = defaultdict[str, list[str]](list), 0
    for year in reversed(ask.keys(GROUPS["year"])):
        months = ask(WITHIN["year"], year)
        for month, stories in reversed(months):
            found[_NEWEST if newer < _LEAST else year].append(month)
            newer += stories
    return {place: tuple(each) for place, each in reversed(found.items())}


def _shard(ask: Ask, place: str) -> Shard:
    paths = (path for month in ask(MONTHS, place) for path in ask(GROUPS["month"], month).paths)
    pages = (ask(SEARCH_PAGE, path) for path in paths)
    return Shard(language_of(ask(SETTINGS)), {page.name: page.html for page in pages})


def _to_index(ask: Ask, place: str) -> Shard:
    with suppress(MissingError):  # this bundle was never lost
        ask(LOST_BUNDLES, place)
    return ask(SHARD, place)


def _outcome(indexed: Indexed) -> tuple[Bundle, tuple[Problem, ...]]:
    return indexed.bundle, indexed.problems


LOST_BUNDLES = Input[int]("lost-bundles", int)
"""How many times a kept bundle was missing or damaged, by the place of its shard."""

MONTHS = Table[tuple[str, ...]]("search-months", tuple[str, ...], _months)
"""The places of the months of each shard, by the place of the shard (``/2025/``), the newest shard last."""

SEARCH_PAGE = Query[SearchPage]("search-page", SearchPage, _search_page, stored=False)
"""The page that Pagefind reads for a public story, by the path of the story."""

SHARD = Query[Shard]("shard", Shard, _shard, stored=False)
"""The stories of a shard, by its place."""

BUNDLE = Task[Shard, Bundle]("search-index", Bundle, _to_index, _outcome, heavy=True)
"""The index of a shard, by its place. ``pagefind.queries`` sets the ``load`` that makes it."""


def _html(story: Card, text: Body, language: str, notes: tuple[str, ...], label: str) -> str:
    """Return one story as HTML: its text, what a result shows in ``language``, and the filters for results.

    ``notes`` are its corrections and its event. A result shows the ``label`` before the section.
    """
    time = story.published
    filters = [
        *(("section", section.name) for section in [story.section] if section),
        *(("tag", tag.name) for tag in story.tags),
        *((name, term.name) for name, terms in story.taxonomies.items() for term in terms),
        *(("series", series.name) for series in [story.series] if series),
        ("date", f"{time:%Y}"),
        ("date", f"{time:%Y-%m}"),
    ]
    section = " · ".join(filter(None, (label, story.section.name if story.section else "")))
    authors = listed([each.name for each in story.bylines], language)
    source = story.source.name if story.source else ""
    meta = {"url": story.url, "date": iso(time), "day": short_day(time, language), "section": section}
    meta |= {"author": authors, "source": source}
    marks = [_mark(f'filter="{name}"', value) for name, value in filters]
    marks += [_mark(f'meta="{name}"', value) for name, value in meta.items() if value]
    marks.append(_mark('sort="date"', str(int(time.timestamp()))))
    words = f'<h1 data-pagefind-meta="title">{escape(story.headline)}</h1><p>{escape(story.standfirst)}</p>'
    words += f"<p>{escape(story.series.name)}</p>" if story.series else ""
    head = f'<!doctype html><html lang="{story.language}"><body data-pagefind-body><p data-pagefind-ignore>'
    body = without_note_signs(_PICTURE.sub("", str(text)))
    shown = f"{words}{body}{''.join(f'<p>{escape(each)}</p>' for each in notes)}"
    forms = plain_forms(f"{shown} {escape(authors)} {escape(source)}")
    plain = f'<p data-pagefind-weight="0.5">{MARKER} {escape(forms)}</p>' if forms else ""
    return f"{head}{''.join(marks)}</p>{shown}{plain}</body></html>"


def _mark(kind: str, value: str) -> str:
    return f"<i data-pagefind-{kind}>{escape(value)}</i>"


_SIGNATURE = b"pagefind_dcd"


def canonical(bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a bundle whose bytes depend only on its pages; Pagefind (1.5) writes filter values in a random order.

    The filters are sorted and renamed, and so are the files that refer to them: ``pagefind.….pf_meta`` lists them, and
    ``pagefind-entry.json`` has the hash of that file. Programs that Broadsheet does not use are left out.
    """
    from cbor2 import dumps, loads  # imported here, since only the extra [search] installs it

    kept = {path: data for path, data in bundle.items() if path.endswith(_NEEDED)}
    renamed: dict[str, str] = {}
    for path in sorted(path for path in kept if path.endswith(".pf_filter")):
        name, values = loads(_opened(kept.pop(path)))
        data = dumps([name, sorted(values)])
        language, was = path.removeprefix("filter/").removesuffix(".pf_filter").rsplit("_", 1)
        renamed[f"{language}_{was}"] = f"{language}_{_hash(data)[: len(was)]}"
        kept[f"filter/{renamed[f'{language}_{was}']}.pf_filter"] = _closed(data)
    entry = msgspec.json.decode(kept.pop("pagefind-entry.json"))
    for language in entry["languages"].values():
        was = language["hash"]
        meta = loads(_opened(kept.pop(f"pagefind.{was}.pf_meta")))
        meta[3] = sorted([name, renamed[file]] for name, file in meta[3])
        data = dumps(meta)
        code, hashed = was.rsplit("_", 1)
        language["hash"] = f"{code}_{_hash(data)[: len(hashed)]}"
        kept[f"pagefind.{language['hash']}.pf_meta"] = _closed(data)
    kept["pagefind-entry.json"] = msgspec.json.encode(entry)
    return dict(sorted(kept.items()))


PROGRAMS = ("pagefind.js", "pagefind-worker.js", ".pagefind")
"""The endings of the programs' file names. A browser needs the programs only once for all shards."""

_NEEDED = (".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta", "pagefind-entry.json", *PROGRAMS)


def _opened(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(_SIGNATURE)


def _closed(data: bytes) -> bytes:
    return gzip_stored(_SIGNATURE + data)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
