"""Reads a Word document as a draft, since it does not say whether it was published."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml import etree

from generator.editorial.importers._docx_document import Document, parts_of
from generator.editorial.importers._instants import instant
from generator.editorial.importers._xml import parse, text_at, words
from generator.editorial.importers.docx import headline_in
from generator.editorial.moving._markup_tree import drop, html_in
from generator.editorial.moving._moved import Item, LostPart, MediaFile, Moved, Request, SourcePlace
from generator.editorial.moving._tree import Tree
from generator.model.problems import Problem, Problems, refuse
from generator.reading.adopted import dates
from generator.reading.fields.bylines import names

_LONGEST = 60_000_000  # bytes
_CORE = "docProps/core.xml"


def items(files: Tree, name: str, source: Path, request: Request) -> Iterator[Item]:
    """Yield the draft made from a document.

    :raises Problems: if it is the only document, and is damaged.
    """
    is_only = source.is_file() and not files.is_archive
    path = str(source) if is_only else files.place(name)
    try:
        moved = _moved(files.read(name, _LONGEST), name, SourcePlace(path), request)
    except Problems as found:
        if is_only:
            raise
        yield from (LostPart(SourcePlace(path, each.line), f"this document: {each.message}") for each in found.problems)
        return
    yield moved
    yield LostPart(moved.place, "whether it was published: Word documents do not say, so it is a draft")


def _moved(data: bytes, name: str, place: SourcePlace, request: Request) -> Moved:
    parts = parts_of(data, place.path)
    core = parse(parts[_CORE], place.path) if _CORE in parts else None
    html = Document(parts, place.path, notes=True).html()
    headline = headline_in(html)
    standfirst = _standfirst(html)
    if not headline:
        refuse(Problem(place.path, 0, 0, "there is no text in this document", "open it in Word, and check it"))
    stem = posixpath.basename(name)[: -len(".docx")]
    published = dates.in_path(name, ZoneInfo(request.timezone))
    written = instant(text_at(core, "modified") or text_at(core, "created"), ZoneInfo(request.timezone))
    writers = text_at(core, "creator")
    return Moved(
        place=place,
        key=f"documents:{name}",
        headline=headline,
        standfirst=standfirst,
        bylines=names(writers) if writers else (),
        published=published.time if published else written,
        slug=dates.without(stem) if published else "",
        body=html_in(html),
        draft=True,
    )


def _standfirst(html: etree._Element) -> str:
    """Return the subtitle, and remove it from the text."""
    found = next((each for each in html if each.get("class") == "subtitle" and words(each)), None)
    if found is None:
        return ""
    drop(found)
    return words(found)


def picture(files: Tree, name: str, address: str) -> MediaFile | None:
    """Find a picture inside a document; documents in archives are not searched."""
    if not address.startswith("word/media/") or files.is_archive:
        return None
    document = files.media(name, name).file
    return MediaFile(f"{posixpath.basename(name)[:-5]}/{posixpath.basename(address)}", document, member=address)
