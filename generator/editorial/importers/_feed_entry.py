"""Reads an entry of a feed: RSS 2.0 and 1.0 with their modules (Dublin Core, content, Media RSS), and Atom."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from html import escape

from lxml import etree

from generator.editorial.importers._copy import WirePicture
from generator.editorial.importers._xml import attribute, children, local, text_at, words

_MEDIA = "http://search.yahoo.com/mrss/"
_ATOM = "http://www.w3.org/2005/Atom"


def published(entry: etree._Element) -> str:
    """Return the time of publication as it is written."""
    return (
        text_at(entry, "pubDate") or text_at(entry, "published") or text_at(entry, "date") or text_at(entry, "updated")
    )


def modified(entry: etree._Element) -> str:
    """Return the time of the last change as it is written."""
    return text_at(entry, "updated") or text_at(entry, "modified")


def summary(entry: etree._Element) -> str:
    """Return the HTML of the summary."""
    return markup(entry, "description") or markup(entry, "summary")


def content(entry: etree._Element) -> str:
    """Return the HTML of the full text; empty if the feed does not have it."""
    return markup(entry, "encoded") or markup(entry, "content")


def markup(entry: etree._Element, name: str) -> str:
    """Return the HTML that an element has as character data or as child elements. Elements of Media RSS are skipped."""
    for each in children(entry, name):
        if etree.QName(each).namespace != _MEDIA:
            return _html(each)
    return ""


def _html(element: etree._Element) -> str:
    if len(element):
        inside = deepcopy(element)
        for each in inside.iter(etree.Element):
            each.tag = local(each)
        return escape(element.text or "", quote=False) + "".join(map(_serialised, inside))
    text = element.text or ""
    is_plain = etree.QName(element).namespace == _ATOM and attribute(element, "type") in ("", "text")
    return escape(text, quote=False) if is_plain else text


def _serialised(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", method="html")


def plain(html: str) -> str:
    """Return the text of HTML without markup."""
    root = etree.fromstring(f"<div>{html}</div>".encode(errors="replace"), etree.HTMLParser(encoding="utf-8"))
    return words(root) if root is not None else ""


def writers(entry: etree._Element) -> list[str]:
    """Return the lines that name the writers; RSS's ``author`` is an email address, perhaps with a name after it."""
    named = [words(each) for each in children(entry, "creator")] or [
        text_at(each, "name") for each in children(entry, "author")
    ]
    author = text_at(entry, "author")
    if not any(named) and "@" in author:
        named = [author.partition("(")[2].partition(")")[0]]
    return [*filter(None, named)] or ([] if "@" in author else [*filter(None, [author])])


def link(entry: etree._Element) -> str:
    """Return the address of the page that an entry, or a feed, is about."""
    for each in children(entry, "link"):
        if attribute(each, "rel") in ("", "alternate") and (address := words(each) or attribute(each, "href")):
            return address
    return ""


def enclosures(entry: etree._Element, kind: str) -> Iterator[str]:
    """Yield the addresses of enclosed files of one kind of media, such as ``image``."""
    for each in children(entry, "enclosure"):
        if attribute(each, "type").startswith(f"{kind}/"):
            yield attribute(each, "url")
    for each in children(entry, "link"):
        if attribute(each, "rel") == "enclosure" and attribute(each, "type").startswith(f"{kind}/"):
            yield attribute(each, "href")


def pictures(entry: etree._Element) -> Iterator[WirePicture]:
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
    yield from (WirePicture((address,)) for address in enclosures(entry, "image"))
