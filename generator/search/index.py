"""What readers can search: for each year the pages that Pagefind is to index, and its index made the same every time.

Pagefind (https://pagefind.app) reads HTML, and marks in it (``data-pagefind-…``) say what is what. A year is a shard: a
bundle of its own, which the browser merges with the others, so that a new story has one year indexed anew and no more.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from generator.media.deflate import gzip_stored
from generator.model.fingerprint import digest
from generator.model.story import Story
from generator.site.edition import Edition
from generator.theme.filters import iso, short_day

_PICTURE = re.compile(r"<(img|source)\b[^>]*>|</?picture[^>]*>")


@dataclass(frozen=True, slots=True)
class Shard:
    """The stories of one year as Pagefind reads them: HTML by the name of its file.

    A name begins with what stands for the story, and goes on with what stands for its words.
    """

    year: int
    language: str
    pages: Mapping[str, str]

    @property
    def key(self) -> str:
        """What stands for all of it."""
        return digest([self.language, sorted(self.pages)])


STORY = 12
"""How many letters of a page's name stand for its story."""


def shards(edition: Edition) -> tuple[Shard, ...]:
    """The stories of an edition by the year of their publication, the newest year first."""
    years: dict[int, dict[str, str]] = defaultdict(dict)
    for story in edition.stories:
        page = _page(story, edition.settings.language)
        years[story.published.year][f"{digest(story.path)[:STORY]}-{digest(page)}.html"] = page
    language = edition.settings.language.partition("-")[0]
    return tuple(Shard(year, language, years[year]) for year in sorted(years, reverse=True))


def _page(story: Story, language: str) -> str:
    """One story: its words, what a result shows of it in ``language``, what results can be narrowed down by."""
    time = story.published
    filters = [
        *(("section", section.name) for section in [story.section] if section),
        *(("tag", tag.name) for tag in story.tags),
        ("date", f"{time:%Y}"),
        ("date", f"{time:%Y-%m}"),
    ]
    section = story.section.name if story.section else ""
    meta = {"url": story.url, "date": iso(time), "day": short_day(time, language), "section": section}
    marks = [Markup('<i data-pagefind-filter="{}">{}</i>').format(*each) for each in filters]
    marks += [Markup('<i data-pagefind-meta="{}">{}</i>').format(*each) for each in meta.items() if each[1]]
    marks.append(Markup('<i data-pagefind-sort="date">{}</i>').format(int(time.timestamp())))
    text = Markup('<h1 data-pagefind-meta="title">{}</h1><p>{}</p>').format(story.headline, story.standfirst)
    head = f'<!doctype html><html lang="{story.language}"><body data-pagefind-body><p data-pagefind-ignore>'
    return f"{head}{''.join(marks)}</p>{text}{_PICTURE.sub('', str(story.body))}</body></html>"


_SIGN = b"pagefind_dcd"


def settled(bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """A bundle whose bytes depend on its pages alone: Pagefind (1.5) writes the values of filters in any order.

    The filters are put in order and named anew, and so is what names them: ``pagefind.….pf_meta`` lists them, and
    ``pagefind-entry.json`` has the hash of that. Programs that we do not use are left out.
    """
    from cbor2 import dumps, loads  # here, as they come with the extra [search]

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


PROGRAMS = ("pagefind.js", "pagefind-worker.js")
"""What a browser needs once, however many shards there are."""

_NEEDED = (".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta", ".pagefind", "pagefind-entry.json", *PROGRAMS)


def _opened(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(_SIGN)


def _closed(data: bytes) -> bytes:
    return gzip_stored(_SIGN + data)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
