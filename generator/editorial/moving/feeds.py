"""Feed: RSS 2.0 or 1.0, Atom or JSON Feed, saved as a file: each entry is a story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from lxml import etree

from generator.editorial.importers import _feed_entry as entry_of
from generator.editorial.importers._json_nodes import Node, objects, text_of
from generator.editorial.importers._xml import attribute, children, text_at, words
from generator.editorial.moving._feed_moved import EntryText, items_of, of_text
from generator.editorial.moving._feed_stream import HEAD, Entry, entries, names_root
from generator.editorial.moving._moved import Item, MovedPicture, Request, SiteSettings, SourcePlace
from generator.editorial.moving._tree import head
from generator.model.problems import Problem, refuse

LAST = True
"""Exports of WordPress and Blogger are feeds, too, but their own modules read more of them."""

_JSON = b"https://jsonfeed.org/version/1"
_LONGEST = 500_000_000  # bytes of a JSON Feed
_ROOTS = ("rss", "RDF", "feed")
_KINDS = "http://schemas.google.com/"


def recognises(source: Path) -> bool:
    """Return whether this is a feed."""
    if not source.is_file():
        return False
    start = head(source, HEAD)
    return names_root(start) in _ROOTS or (start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and _JSON in _plain(start))


def _plain(start: bytes) -> bytes:
    return start.replace(b"\\/", b"/")


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of a feed.

    :raises Problems: if it is damaged.
    """
    if names_root(head(source, HEAD)) in _ROOTS:
        yield from _xml(source, request)
    else:
        yield from _json(source, request)


def _xml(source: Path, request: Request) -> Iterator[Item]:
    count = 0
    with source.open("rb") as file:
        for count, each in enumerate(entries(file, str(source)), 1):
            if count == 1:
                yield settings_of(each)
            yield from items_of(said_in(each, SourcePlace(str(source), each.line)), request)
    if not count:
        _refuse_empty(source)


def _refuse_empty(source: Path) -> None:
    refuse(Problem(str(source), 0, 0, "this feed has no entries", "save it again, from its public address"))


def settings_of(entry: Entry) -> SiteSettings:
    """Return what a feed says about its site. If it does not state the address, that of its first entry is used."""
    above = entry.above

    def said(*names: str) -> str:
        return next(filter(None, (text_at(each, name) for each in above for name in names)), "")

    return SiteSettings(
        title=said("title"),
        description=said("description", "subtitle"),
        base_url=next(filter(None, map(entry_of.link, above)), "") or _address(entry.element),
        language=said("language") or next(filter(None, (attribute(each, "lang") for each in above)), ""),
    )


def said_in(entry: Entry, place: SourcePlace) -> EntryText:
    """Return the content of an entry in XML."""
    each = entry.element
    picture = next((one for one in entry_of.pictures(each) if one.files[0]), None)
    shown = MovedPicture(picture.files[0], picture.alt, picture.caption, picture.credit) if picture else None
    found = ((kind, address) for kind in ("audio", "video") for address in entry_of.enclosures(each, kind))
    return EntryText(
        place=place,
        id=text_at(each, "guid") or text_at(each, "id"),
        headline=entry_of.markup(each, "title"),
        summary=entry_of.summary(each),
        text=entry_of.content(each),
        published=entry_of.published(each),
        modified=entry_of.modified(each),
        writers=tuple(entry_of.writers(each)),
        tags=tuple(_tags(each)),
        address=_address(each),
        language=attribute(each, "lang"),
        picture=shown,
        recordings=tuple(found),
        is_draft=text_at(each, "control/draft").casefold() == "yes",
    )


def _address(entry: etree._Element) -> str:
    """Return the address of an entry's page; in RSS, the identifier may be the address."""
    guid = next((each for each in children(entry, "guid")), None)
    is_address = guid is not None and attribute(guid, "isPermaLink") != "false" and words(guid).startswith("http")
    return entry_of.link(entry) or (words(guid) if is_address else "")


def _tags(entry: etree._Element) -> Iterator[str]:
    for each in children(entry, "category", "subject"):
        if not attribute(each, "scheme").startswith(_KINDS):
            yield words(each) or attribute(each, "label") or attribute(each, "term")


def _json(source: Path, request: Request) -> Iterator[Item]:
    feed = _loaded(source)
    items = objects(feed.get("items"))
    if not items:
        _refuse_empty(source)
    yield SiteSettings(
        title=text_of(feed, "title"),
        description=text_of(feed, "description"),
        base_url=text_of(feed, "home_page_url"),
        language=text_of(feed, "language"),
    )
    for number, item in enumerate(items, 1):
        yield from items_of(_said(item, feed, SourcePlace(f"{source}#{text_of(item, 'id') or number}")), request)


def _loaded(source: Path) -> Mapping[str, object]:
    if source.stat().st_size > _LONGEST:
        refuse(Problem(str(source), 0, 0, f"this file has more than {_LONGEST:,} bytes", "save the feed in parts"))
    try:
        return msgspec.json.decode(source.read_bytes().removeprefix(b"\xef\xbb\xbf"), type=dict[str, object])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        refuse(Problem(str(source), 0, 0, "this JSON Feed is damaged, or not complete", "save it again"))


def _said(item: Node, feed: Node, place: SourcePlace) -> EntryText:
    """Return the content of an item of a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    picture, summary = text_of(item, "image", "banner_image"), of_text(text_of(item, "summary"))
    return EntryText(
        place=place,
        id=text_of(item, "id"),
        headline=of_text(text_of(item, "title")),
        summary=summary,
        text=text_of(item, "content_html") or of_text(text_of(item, "content_text")),
        published=text_of(item, "date_published"),
        modified=text_of(item, "date_modified"),
        writers=tuple(_writers(item) or _writers(feed)),
        tags=tuple(text for each in _list(item.get("tags")) if (text := text_of({"tag": each}, "tag"))),
        address=text_of(item, "url", "external_url"),
        language=text_of(item, "language"),
        picture=MovedPicture(picture) if picture else None,
        recordings=tuple(_recordings(item)),
    )


def _writers(node: Node) -> list[str]:
    one = node.get("author")
    authors = objects(node.get("authors")) or ((one,) if isinstance(one, dict) else ())
    return [name for each in authors if (name := text_of(each, "name"))]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _recordings(item: Node) -> Iterator[tuple[str, str]]:
    for each in objects(item.get("attachments")):
        kind = text_of(each, "mime_type").partition("/")[0]
        if kind in ("audio", "video") and text_of(each, "url"):
            yield kind, text_of(each, "url")
