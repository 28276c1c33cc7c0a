"""The parts of an NITF document that other formats contain, too: its newslines and its body."""

from __future__ import annotations

import msgspec
from lxml import etree

from generator.editorial.importers._copy import WirePicture
from generator.editorial.importers._markup import Body
from generator.editorial.importers._xml import children, find, find_all, local, text_at, text_in, words


class NitfBody(msgspec.Struct, frozen=True):
    """The contents of the ``body`` of an NITF document."""

    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    dateline: str = ""
    distributor: str = ""
    text: str = ""
    pictures: tuple[WirePicture, ...] = ()
    notes: tuple[str, ...] = ()


def nitf_body(nitf: etree._Element) -> NitfBody:
    """Return the parts of the ``body`` of an ``nitf`` element."""
    body, collected = find(nitf, "body"), Body()
    head = find(body, "body.head")
    if body is None:
        return NitfBody()
    parts = [*children(body, "body.content"), *(each for each in find_all(body, "body.end/tagline") if _is_text(each))]
    text = "\n\n".join(filter(None, map(collected.markdown, parts)))
    notes = [words(each) for each in find_all(head, "note")] + collected.notes
    return NitfBody(
        headline=text_at(head, "hedline/hl1") or text_at(head, "headline/hl1"),
        standfirst=text_at(head, "abstract") or text_at(head, "hedline/hl2"),
        byline=_byline(head),
        dateline=text_at(head, "dateline/location") or text_at(head, "dateline"),
        distributor=text_at(head, "distributor"),
        text=text,
        pictures=tuple(collected.pictures),
        notes=tuple(notes),
    )


def _is_text(tagline: etree._Element) -> bool:
    """Return whether a tagline is a sentence for readers, not only the agency's name."""
    return len(words(tagline).split()) > 3


def _byline(head: etree._Element | None) -> str:
    """Return the names of a byline, without the writers' titles."""
    byline = find(head, "byline")
    if byline is None:
        return ""
    people = [words(each) for each in find_all(byline, "person")]
    if people:
        return " and ".join(people)
    kept = [byline.text or ""]
    for child in byline:
        kept += ["" if local(child) == "byttl" else text_in(child), child.tail or ""]
    return " ".join("".join(kept).split()).strip(" ,;") or text_at(byline, "byttl")
