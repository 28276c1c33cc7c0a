"""Turns wire copy into the text of a story, with a record by which a later import recognises the story.

The record is the field ``wire`` of the front matter. It says which wire copy the story was made from, and has a digest
of the rest of the story, which shows whether an editor has changed it since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec
import yaml

from generator.editorial.importers._copy import TAGS, Copy
from generator.editorial.importers._markdown import markdown
from generator.editorial.importers._text import plain
from generator.editorial.importers._versions import differences
from generator.editorial.importers._yaml import scalar
from generator.model.fingerprint import of_bytes

_FRONT = re.compile(r"---\n(?P<fields>.*?)^---\n", re.DOTALL | re.MULTILINE)
_RECORD = re.compile(r"^wire:.*\n(?:[ \t].*\n)*", re.MULTILINE)


class Record(msgspec.Struct, frozen=True):
    """What a story records about the wire copy it was made from.

    ``file`` is the wire copy's file, ``item`` and ``copy`` are its digests (``Copy.item``, ``Copy.digest``) and
    ``version`` is its instant (``Copy.version``); ``story`` is the digest of the story's text without this record.
    """

    file: str
    item: str
    published: datetime
    version: datetime
    copy: str
    story: str

    def is_of(self, copy: Copy, file: str) -> bool:
        """Return whether ``copy`` is a version of the wire copy that the story was made from.

        It is one if agency, headline and time of publication are the same, or if file and time of publication are the
        same, because agencies change headlines.
        """
        return self.item == copy.item or (self.file == file and self.published == copy.published)


def story(copy: Copy, file: str, slug: str) -> str:
    """Return the whole text of the story. It states ``slug``, so that a new headline does not change its address."""
    fields, body = "".join(_fields(copy, slug)), markdown(copy.paragraphs)
    record = {
        "file": file,
        "item": copy.item,
        "published": copy.published.isoformat(),
        **_version(copy),
        "story": of_bytes(_whole(fields, body).encode()),
    }
    return _whole(fields + "".join(_mapping("wire", record.items())), body)


def record_lines(copy: Copy) -> str:
    """Return the lines of a record that say that a story has this version of its wire copy."""
    return " and ".join(f"`{key}: {scalar(value)}`" for key, value in _version(copy).items())


def record(text: str) -> Record | None:
    """Return the record in a story's text; ``None`` if it has none that an import wrote."""
    front = _FRONT.match(plain(text))
    found = _RECORD.search(front["fields"]) if front else None
    values = _loaded(found.group()).get("wire") if found else None
    if not isinstance(values, dict) or values.keys() != set(Record.__struct_fields__):
        return None
    try:
        published, version = (datetime.fromisoformat(values.pop(name)) for name in ("published", "version"))
    except (TypeError, ValueError):
        return None
    digests = {name: str(value) for name, value in values.items()}
    return Record(published=published, version=version, **digests)


def edited(text: str, known: Record) -> bool:
    """Return whether somebody changed the story after the import. Line endings make no difference."""
    return of_bytes(_RECORD.sub("", plain(text), count=1).encode()) != known.story


def slug_of(text: str) -> str:
    """Return the slug that the text of a story states."""
    return str(_parted(text)[0].get("slug", ""))


def changes(old: str, new: str) -> tuple[str, ...]:
    """Return the differences between the old and the new text of a story, in words."""
    (was, before), (now, after) = _parted(old), _parted(new)
    return (*_changed_fields(was, now), *_changed_paragraphs(before, after))


def _version(copy: Copy) -> dict[str, str]:
    return {"version": copy.version.isoformat(), "copy": copy.digest}


def _whole(fields: str, body: str) -> str:
    return f"---\n{fields}---\n{body}"


def _fields(copy: Copy, slug: str) -> Iterator[str]:
    other = dict(copy.other)
    tags = [tag.strip() for tag in re.split("[,;]", other.pop(TAGS, ""))]
    yield from _one("title", copy.headline)
    yield from _one("standfirst", copy.standfirst)
    yield from _one("section", copy.section)
    yield from _one("source", copy.agency)
    yield from _one("dateline", copy.dateline)
    yield f"published: {copy.published.isoformat()}\n"
    if copy.modified:
        yield f"modified: {copy.modified.isoformat()}\n"
    if copy.embargo:
        yield f"embargo: {copy.embargo.isoformat()}\n"
    yield from _several("bylines", copy.bylines)
    yield from _several("tags", filter(None, tags))
    yield from _several("related", copy.related)
    yield from _one("slug", slug)
    yield from _mapping("details", other.items())


def _one(name: str, text: str) -> Iterator[str]:
    if text:
        yield f"{name}: {scalar(text)}\n"


def _several(name: str, texts: Iterable[str]) -> Iterator[str]:
    items = [f"  - {scalar(text)}\n" for text in texts]
    if items:
        yield from (f"{name}:\n", *items)


def _mapping(name: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    items = [f"  {scalar(key)}: {scalar(value)}\n" for key, value in pairs]
    if items:
        yield from (f"{name}:\n", *items)


def _parted(text: str) -> tuple[Mapping[str, object], list[str]]:
    """Return front matter and paragraphs of a story that an import wrote."""
    text = plain(text)
    front = _FRONT.match(text)
    if not front:
        return {}, text.split("\n\n")
    return _loaded(front["fields"]), text[front.end() :].strip("\n").split("\n\n")


def _loaded(fields: str) -> dict[str, object]:
    try:
        loaded = yaml.safe_load(fields)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


_NAMES = {"title": "headline", "source": "agency", "related": "related headlines", "details": "further details"}
_SHORT = frozenset({"section", "source", "dateline"})


def _changed_fields(was: Mapping[str, object], now: Mapping[str, object]) -> Iterator[str]:
    for key in dict.fromkeys((*now, *was)):
        old, new = was.get(key), now.get(key)
        if key == "wire" or old == new:
            continue
        name = _NAMES.get(key, key)
        if isinstance(old, datetime) or isinstance(new, datetime):
            yield _changed_time(f"{name} time", old, new)
        elif old is None or new is None:
            yield f"{name} {'added' if old is None else 'removed'}"
        else:
            yield f"{name} {old} -> {new}" if key in _SHORT else name


def _changed_time(name: str, old: object, new: object) -> str:
    """Return the change of a time; without the date if the day is the same."""
    if not isinstance(old, datetime) or not isinstance(new, datetime):
        return f"{name} {new:%H:%M} added" if isinstance(new, datetime) else f"{name} removed"
    shape = "%H:%M" if old.date() == new.date() else "%Y-%m-%d %H:%M"
    if old.second or new.second:
        shape += ":%S"
    return f"{name} {old.strftime(shape)} -> {new.strftime(shape)}"


def _changed_paragraphs(before: list[str], after: list[str]) -> Iterator[str]:
    """Yield the changes: changed and added paragraphs by their new number, removed ones by their old number."""
    for start, end, new_start, new_end in differences(before, after):
        both = min(end - start, new_end - new_start)
        yield from _span(new_start, new_start + both, "changed")
        yield from _span(new_start + both, new_end, "added")
        yield from _span(start + both, end, "removed")


def _span(start: int, end: int, what: str) -> Iterator[str]:
    if end - start == 1:
        yield f"paragraph {end} {what}"
    elif end > start:
        yield f"paragraphs {start + 1} to {end} {what}"
