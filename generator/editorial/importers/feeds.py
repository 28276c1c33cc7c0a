"""Agencies' feeds in RSS 2.0, RSS 1.0 and Atom: each entry is a story.

A story's text is the whole text if the feed has it (``content:encoded``, ``content``), and otherwise the summary.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.editorial.importers._copy import Copy, Received, WirePicture
from generator.editorial.importers._item import Item, copy_of
from generator.editorial.importers._lines import Report
from generator.editorial.importers._markup import Body, of_html
from generator.editorial.importers._subjects import Subject
from generator.editorial.importers._xml import (
    Source,
    attribute,
    children,
    find,
    parse,
    root_name,
    text_at,
    words,
)
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings

_MEDIA = "http://search.yahoo.com/mrss/"
_ATOM = "http://www.w3.org/2005/Atom"


def recognises(data: bytes) -> bool:
    """Return whether the first element is that of a feed."""
    return root_name(data) in ("rss", "RDF", "feed")


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the stories in the feed.

    :raises Problems: with everything by which they cannot be imported.
    """
    root, source = parse(data, path), Source(data)
    channel = find(root, "channel")
    channel = channel if channel is not None else root
    copies, problems = list[Copy](), list[Problem]()
    for entry in (each for parent in {channel, root} for each in children(parent, "item", "entry")):
        try:
            copies.append(copy_of(_item_of(entry, channel, source), path, settings))
        except Problems as found:
            problems += found.problems
    if not (copies or problems):
        fix = "ask the agency for its address: a feed has an entry for each story"
        Report(path, problems).say("this feed has no entries", fix, source.line(root))
    if problems:
        raise Problems(problems)
    return Received(tuple(sorted(copies, key=lambda copy: copy.published)))


def _item_of(entry: etree._Element, channel: etree._Element, source: Source) -> Item:
    body = Body()
    summary = _markup(entry, "description") or _markup(entry, "summary")
    full = _markup(entry, "encoded") or _content(entry)
    text = of_html(full or summary, body)
    lead = _plain(summary) if full and summary else ""
    return Item(
        line=source.line(entry),
        headline=_plain(_markup(entry, "title")),
        agencies=tuple(_agencies(entry, channel)),
        published=text_at(entry, "pubDate") or text_at(entry, "published") or _any_time(entry),
        modified=text_at(entry, "updated") or text_at(entry, "modified"),
        standfirst="" if not lead or lead.rstrip("….") in " ".join(text.replace("\\", "").split()) else lead,
        text=text,
        subjects=tuple(_subjects(entry)),
        byline=_byline(entry),
        other=(("Link", _link(entry)), ("Copyright", text_at(entry, "rights") or text_at(channel, "copyright"))),
        language=attribute(entry, "lang") or text_at(channel, "language") or attribute(channel, "lang"),
        guid=text_at(entry, "guid") or text_at(entry, "id") or _link(entry),
        pictures=(*_pictures(entry), *body.pictures),
        notes=("the feed has only a summary of this story",) if not full else (),
    )


def _any_time(entry: etree._Element) -> str:
    return text_at(entry, "date") or text_at(entry, "updated")


def _markup(entry: etree._Element, name: str) -> str:
    """Return the HTML in an element: as character data, or as elements within it. Media RSS has its own names."""
    for each in children(entry, name):
        if etree.QName(each).namespace != _MEDIA:
            return _html(each)
    return ""


def _html(element: etree._Element) -> str:
    if len(element):
        inside = [element.text or "", *(etree.tostring(each, encoding="unicode") for each in element)]
        return "".join(inside)
    text = element.text or ""
    is_plain = etree.QName(element).namespace == _ATOM and attribute(element, "type") in ("", "text")
    return text.replace("&", "&amp;").replace("<", "&lt;") if is_plain else text


def _content(entry: etree._Element) -> str:
    return next((_html(each) for each in children(entry, "content") if etree.QName(each).namespace != _MEDIA), "")


def _plain(html: str) -> str:
    """Return the words of HTML."""
    root = etree.fromstring(f"<div>{html}</div>".encode(errors="replace"), etree.HTMLParser(encoding="utf-8"))
    return words(root) if root is not None else ""


def _agencies(entry: etree._Element, channel: etree._Element) -> Iterator[str]:
    for each in (entry, channel):
        yield from (text_at(each, "source"), text_at(each, "creditline"))
    yield from (
        text_at(channel, "title"),
        text_at(channel, "publisher"),
        _link(channel),
        text_at(channel, "author/name"),
    )
    yield from (text_at(entry, "creator"), _link(entry))


def _byline(entry: etree._Element) -> str:
    """Return the names of the writers; RSS's ``author`` is an e-mail address, perhaps with a name after it."""
    names = [words(each) for each in children(entry, "creator")] or [
        text_at(each, "name") for each in children(entry, "author")
    ]
    author = text_at(entry, "author")
    if not any(names) and "@" in author:
        return author.partition("(")[2].partition(")")[0]
    return " and ".join(filter(None, names)) or ("" if "@" in author else author)


def _subjects(entry: etree._Element) -> Iterator[Subject]:
    for each in children(entry, "category", "subject"):
        name = words(each) or attribute(each, "label") or attribute(each, "term")
        codes = (attribute(each, "domain") + words(each) if attribute(each, "domain") else "", attribute(each, "term"))
        yield Subject(tuple(filter(None, codes)), name)


def _link(entry: etree._Element) -> str:
    for each in children(entry, "link"):
        if attribute(each, "rel") in ("", "alternate") and (address := words(each) or attribute(each, "href")):
            return address
    return ""


def _pictures(entry: etree._Element) -> Iterator[WirePicture]:
    """Yield the pictures of Media RSS, then the enclosures."""
    groups = [entry, *children(entry, "group")]
    for media in (
        each for group in groups for each in children(group, "content") if etree.QName(each).namespace == _MEDIA
    ):
        if attribute(media, "medium") == "image" or attribute(media, "type").startswith("image/"):
            about = [media, *groups]
            caption, credit = (
                next(filter(None, (text_at(each, name) for each in about)), "") for name in ("text", "credit")
            )
            yield WirePicture(
                (attribute(media, "url"),), text_at(media, "title"), text_at(media, "description") or caption, credit
            )
    for each in children(entry, "enclosure"):
        if attribute(each, "type").startswith("image/"):
            yield WirePicture((attribute(each, "url"),))
    for each in children(entry, "link"):
        if attribute(each, "rel") == "enclosure" and attribute(each, "type").startswith("image/"):
            yield WirePicture((attribute(each, "href"),))
