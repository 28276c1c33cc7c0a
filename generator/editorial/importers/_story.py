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

from generator.editorial.importers._copy import TAGS, WireCopy, WirePicture, is_older
from generator.editorial.importers._markdown import inline, markdown
from generator.editorial.importers._text import plain
from generator.editorial.importers._yaml import scalar
from generator.model.fingerprint import of_bytes

_FRONT = re.compile(r"---\n(?P<fields>.*?)^---\n", re.DOTALL | re.MULTILINE)
_RECORD = re.compile(r"^wire:.*\n(?:[ \t].*\n)*", re.MULTILINE)


HIDING = ("killed", "draft")
"""The fields with which an import hides a story from readers."""


class Record(msgspec.Struct, frozen=True):
    """What a story records about the wire copy it was made from.

    ``file`` is the wire copy's file, ``item`` and ``copy`` are its digests (``WireCopy.item``, ``WireCopy.digest``),
    ``version`` is its instant (``WireCopy.version``), ``number`` is its number, and ``key`` is ``WireCopy.key``.
    ``story`` is the digest of the story's text without this record.
    """

    file: str
    item: str
    published: datetime
    version: datetime
    copy: str
    story: str
    number: int = 0
    key: str = ""

    @property
    def names(self) -> tuple[tuple[object, ...], ...]:
        """The names under which copy finds the story that was made from it (see ``names_of``)."""
        key = (("key", self.key),) if self.key else ()
        return ("copy", self.copy), ("item", self.item), ("file", self.file, self.published), *key

    def is_newer(self, copy: WireCopy) -> bool:
        """Return whether the story was made from a later version than ``copy``."""
        return is_older(copy.number, copy.version, self.number, self.version)


def names_of(copy: WireCopy, file: str) -> tuple[tuple[object, ...], ...]:
    """Return the names of which a story has at least one if it was made from a version of ``copy``.

    That is the guid. Without one, it is agency, headline and time of publication, or file and time of publication,
    because agencies change headlines.
    """
    return ("item", copy.item), *(() if copy.guid else (("file", file, copy.published),))


def story(copy: WireCopy, file: str, slug: str) -> str:
    """Return the text of the story's file. It states ``slug``, so that a new headline does not change its address."""
    fields, body = "".join(_fields(copy, slug)), f"\n{copy.text}\n" if copy.text else markdown(copy.paragraphs)
    body += "".join(f"\n{_figure(picture)}\n" for picture in copy.pictures[1:])
    return _file_text(fields + _record_of(copy, file, of_bytes(_file_text(fields, body).encode())), body)


def notice(shown: WireCopy, copy: WireCopy, file: str) -> str:
    """Return the text of a file that records the withdrawal of a story that was never imported, without its content."""
    fields = "".join(_fields(shown, ""))
    return _file_text(fields + _record_of(copy, file, of_bytes(_file_text(fields, "").encode())), "")


def marked(text: str, copy: WireCopy, field: str) -> str:
    """Return the text of a story with ``field`` and the record of ``copy`` added; an editor may have changed the story.

    The field is ``killed`` or ``draft``. It is added without asking, since hiding a story from readers cannot wait.
    """
    known, end = record(text), "\r\n" if "\r\n" in text else "\n"
    assert known, "only a story that an import made is marked"
    lines = _RECORD.sub("", plain(text), count=1).split("\n")
    close = lines.index("---", 1)
    lines[1:close] = [field, *(line for line in lines[1:close] if line.partition(":")[0] not in HIDING)]
    digest = known.story if edited(text, known) else of_bytes("\n".join(lines).encode())
    close = lines.index("---", 1)
    whole = [*lines[:close], *_record_of(copy, known.file, digest, known).rstrip("\n").split("\n"), *lines[close:]]
    return ("\ufeff" if text.startswith("\ufeff") else "") + end.join(whole)


def _record_of(copy: WireCopy, file: str, digest: str, known: Record | None = None) -> str:
    """Return the lines of the record; ``digest`` is that of the story without them.

    If a notice withdraws the story that ``known`` describes, the values by which other versions of its copy find the
    story stay the same.
    """
    key = known.key if known else copy.key
    record = {
        "file": file,
        "item": known.item if known else copy.item,
        "published": (known or copy).published.isoformat(),
        **_version(copy),
        "story": digest,
        **({"key": key} if key else {}),
    }
    return "".join(_mapping("wire", record.items()))


def record_lines(copy: WireCopy) -> str:
    """Return the lines of a record that say that a story has this version of its wire copy."""
    return " and ".join(f"`{key}: {scalar(value)}`" for key, value in _version(copy).items())


def record(text: str) -> Record | None:
    """Return the record in a story's text; ``None`` if it has none that an import wrote."""
    front = _FRONT.match(plain(text))
    found = _RECORD.search(front["fields"]) if front else None
    values = _loaded(found.group()).get("wire") if found else None
    fields = set(Record.__struct_fields__)
    if not isinstance(values, dict) or not fields - {"number", "key"} <= values.keys() <= fields:
        return None
    try:
        published, version = (datetime.fromisoformat(values.pop(name)) for name in ("published", "version"))
        number = int(values.pop("number", 0))
    except (TypeError, ValueError):
        return None
    digests = {name: str(value) for name, value in values.items()}
    return Record(published=published, version=version, number=number, **digests)


def edited(text: str, known: Record) -> bool:
    """Return whether somebody changed the story after the import. Line endings make no difference."""
    return of_bytes(_RECORD.sub("", plain(text), count=1).encode()) != known.story


def slug_of(text: str) -> str:
    """Return the slug that the text of a story states."""
    return str(parted(text)[0].get("slug", ""))


def _version(copy: WireCopy) -> dict[str, str]:
    number = {"number": str(copy.number)} if copy.number else {}
    return {"version": copy.version.isoformat(), **number, "copy": copy.digest}


def _file_text(fields: str, body: str) -> str:
    return f"---\n{fields}---\n{body}"


def _fields(copy: WireCopy, slug: str) -> Iterator[str]:
    other = dict(copy.other)
    tags = [tag.strip() for tag in re.split("[,;]", other.pop(TAGS, ""))]
    if copy.draft or copy.status == "withheld":
        yield "draft: true\n"
    if copy.status == "canceled":
        yield f"killed: {copy.version.isoformat()}\n"
    yield from _text_field("title", copy.headline)
    yield from _text_field("standfirst", copy.standfirst)
    yield from _text_field("section", copy.section)
    yield from _text_field("source", copy.agency)
    yield from _text_field("dateline", copy.dateline)
    yield f"published: {copy.published.isoformat()}\n"
    if copy.modified:
        yield f"modified: {copy.modified.isoformat()}\n"
    if copy.embargo:
        yield f"embargo: {copy.embargo.isoformat()}\n"
    if copy.expires:
        yield f"expires: {copy.expires.isoformat()}\n"
    yield from _text_field("language", copy.language)
    yield from _text_field("uri", copy.uri)
    yield from _list_field("bylines", copy.bylines)
    yield from _list_field("tags", filter(None, tags))
    yield from _list_field("related", copy.related)
    for name, values in copy.fields:
        yield from _text_field(name, values[0]) if len(values) == 1 and name != "tags" else _list_field(name, values)
    yield from _picture(copy.pictures[:1])
    if copy.corrections:
        yield "corrections:\n"
    for at, kind, text in copy.corrections:
        yield f"  - at: {at.isoformat()}\n    kind: {kind}\n    text: {scalar(inline(text))}\n"
    yield from _text_field("slug", slug)
    yield from _mapping("details", other.items())


def _picture(pictures: Iterable[WirePicture]) -> Iterator[str]:
    for each in pictures:
        parts = {"src": each.placed, "alt": each.alt, "caption": inline(each.caption), "credit": inline(each.credit)}
        yield from _mapping("picture", ((name, text) for name, text in parts.items() if text))


def _figure(picture: WirePicture) -> str:
    """Return a picture in the text; its title is its caption and credit, in which Markdown and quotes are escaped."""
    credit = f" | {inline(picture.credit)}" if picture.credit else ""
    title = f"{inline(picture.caption)}{credit}".replace("\\", "\\\\").replace('"', '\\"')
    alt, titled = inline(picture.alt).replace("]", "\\]"), f' "{title}"' if title.strip() else ""
    return f"![{alt}]({picture.placed}{titled})"


def _text_field(name: str, text: str) -> Iterator[str]:
    if text:
        yield f"{name}: {scalar(text)}\n"


def _list_field(name: str, texts: Iterable[str]) -> Iterator[str]:
    items = [f"  - {scalar(text)}\n" for text in texts]
    if items:
        yield from (f"{name}:\n", *items)


def _mapping(name: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    items = [f"  {scalar(key)}: {scalar(value)}\n" for key, value in pairs]
    if items:
        yield from (f"{name}:\n", *items)


def parted(text: str) -> tuple[Mapping[str, object], list[str]]:
    """Return the front matter and the paragraphs of a story that an import wrote."""
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


def hides(text: str) -> str:
    """Return the first field that hides a story from readers, for good or for now; empty if there is none."""
    fields = parted(text)[0]
    return next((name for name in HIDING if fields.get(name)), "")
