"""NITF 3: the News Industry Text Format, one story a file (https://iptc.org/standards/nitf/)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.editorial.importers._copy import Received
from generator.editorial.importers._instants import instant
from generator.editorial.importers._item import Item, copy_of
from generator.editorial.importers._nitf_parts import nitf_body
from generator.editorial.importers._subjects import Subject
from generator.editorial.importers._xml import (
    Source,
    attribute,
    find,
    find_all,
    parse,
    root_name,
    text_at,
    value_at,
)
from generator.model.settings import Settings


def recognises(data: bytes) -> bool:
    """Return whether the first element is ``nitf``."""
    return root_name(data) == "nitf"


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the story in the file.

    :raises Problems: with every reason why it cannot be imported.
    """
    root = parse(data, path)
    return Received((copy_of(item_of(root, Source(data)), path, settings),))


def item_of(root: etree._Element, source: Source) -> Item:
    """Return the story in an ``nitf`` element."""
    body, docdata = nitf_body(root), find(root, "head/docdata")
    issue, release = value_at(docdata, "date.issue", "norm"), value_at(docdata, "date.release", "norm")
    status = attribute(docdata, "management-status") if docdata is not None else ""
    embargoed = status.casefold() == "embargoed"
    version = value_at(docdata, "du-key", "version")
    return Item(
        line=source.line(root),
        headline=body.headline or text_at(root, "head/title"),
        agencies=(body.distributor, *_agencies(root, docdata)),
        published=issue or release or value_at(root, "head/pubdata", "date.publication"),
        modified=max((attribute(each, "norm") for each in find_all(root, "head/revision-history")), default=""),
        embargo=release if embargoed or _later(release, issue) else "",
        embargoed=embargoed,
        expires=value_at(docdata, "date.expire", "norm"),
        status=status,
        standfirst=body.standfirst,
        text=body.text,
        subjects=tuple(_subjects(root, docdata)),
        dateline=body.dateline,
        byline=body.byline,
        other=(
            ("Urgency", value_at(docdata, "urgency", "ed-urg")),
            ("Slugline", value_at(docdata, "du-key", "key")),
            ("Copyright", _copyright(docdata)),
            ("Usage terms", value_at(docdata, "doc.rights", "limitations")),
        ),
        language=attribute(root, "lang"),
        guid=_guid(docdata),
        number=int(version) if version.isdecimal() and len(version) < 10 else 0,
        pictures=body.pictures,
        notes=(value_at(docdata, "ed-msg", "info"), *body.notes),
    )


def _agencies(root: etree._Element, docdata: etree._Element | None) -> Iterator[str]:
    yield value_at(root, "head/pubdata", "name")
    yield value_at(docdata, "doc-id", "regsrc")
    yield value_at(docdata, "doc.copyright", "holder")
    yield value_at(docdata, "doc.rights", "provider")
    yield text_at(root, "body/body.end/tagline")


def _later(release: str, issue: str) -> bool:
    """Return whether a release comes after its issue; by dates if a time has no zone."""
    first, second = instant(issue, None), instant(release, None)
    return second > first if first and second else release[:8] > issue[:8] if issue else False


def _guid(docdata: etree._Element | None) -> str:
    """Return the document's identifier; a ``du-key`` is used again on other days, so it needs the day."""
    register, number = value_at(docdata, "doc-id", "regsrc"), value_at(docdata, "doc-id", "id-string")
    if number:
        return f"{register}:{number}" if register else number
    key, day = value_at(docdata, "du-key", "key"), value_at(docdata, "date.issue", "norm")[:8]
    return f"du-key:{key}:{day}" if key and day else ""


def _subjects(root: etree._Element, docdata: etree._Element | None) -> Iterator[Subject]:
    for each in find_all(root, "head/tobject/tobject.subject"):
        named = [attribute(each, f"tobject.subject.{part}") for part in ("detail", "matter", "type")]
        code = attribute(each, "tobject.subject.refnum")
        yield Subject((code,) if code else (), next(filter(None, named), ""))
    for each in find_all(root, "head/pubdata"):
        if section := attribute(each, "position.section"):
            yield Subject((section,), section, is_tag=False)
    for each in find_all(docdata, "key-list/keyword"):
        yield Subject((), attribute(each, "key"))


def _copyright(docdata: etree._Element | None) -> str:
    holder, year = (value_at(docdata, "doc.copyright", name) for name in ("holder", "year"))
    return f"© {year[:4]} {holder}" if holder and year else holder
