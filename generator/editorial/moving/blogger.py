"""Blogger: a backup (.xml), or the archive or folder that Google Takeout makes, with ``feed.atom`` in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from lxml import etree

from generator.editorial.importers import _feed_entry as entry_of
from generator.editorial.importers._xml import attribute, children, text_at
from generator.editorial.moving._blogger_body import body_of, full_size
from generator.editorial.moving._feed_moved import EntryText, moved_of
from generator.editorial.moving._feed_stream import HEAD, Entry, entries
from generator.editorial.moving._moved import (
    Item,
    LostPart,
    MediaFile,
    Moved,
    Redirect,
    Request,
    SiteSettings,
    SourcePlace,
    Withheld,
)
from generator.editorial.moving._tree import head, is_zip, tree
from generator.model.problems import Problem, refuse

_FEED = "feed.atom"
_SIGNS = (b"http://schemas.google.com/blogger/2018", b"http://schemas.google.com/blogger/2008", b">Blogger</generator>")
_KIND = "http://schemas.google.com/blogger/2008/kind#"
_STATES = {"draft": "draft", "scheduled": "scheduled", "soft_trashed": "in the trash"}
_OPEN = ("", "public", "anyone", "everyone")
_LONGEST_TABLE = 1_000_000  # bytes of settings.csv


def recognises(source: Path) -> bool:
    """Return whether this is a backup of Blogger, or contains one."""
    if source.is_file() and not is_zip(source):
        return _is_backup(head(source, HEAD))
    return (source.is_dir() or is_zip(source)) and bool(_feeds_in(source))


def _is_backup(start: bytes) -> bool:
    return b"<feed" in start and any(sign in start for sign in _SIGNS)


def _feeds_in(source: Path) -> list[str]:
    files = tree(source)
    return [each for each in files.ending(_FEED) if _is_backup(files.head(each, HEAD))]


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of a backup.

    :raises Problems: if it is damaged, or has several blogs.
    """
    name = _feed_in(source)
    path = f"{source}/{name}" if name else str(source)
    settings = _settings(source, name, path)
    yield _site(settings)
    is_private = settings.get("read_access_mode", "public").casefold() not in _OPEN
    labels, count, comments = dict[str, None](), 0, 0
    with _opened(source, name) as file:
        for each in entries(file, path):
            kind = _kind(each.element)
            count, comments = count + (kind in ("post", "page")), comments + (kind == "comment")
            for item in _items(each, SourcePlace(path, each.line), request, is_private):
                labels |= dict.fromkeys(item.tags if isinstance(item, Moved) else ())
                yield item
    if not count:
        refuse(Problem(path, 0, 0, "this backup has no posts", "make it again in Blogger (Settings, Back up content)"))
    if comments:
        yield LostPart(
            SourcePlace(path), f"{comments:,} comments from readers" if comments > 1 else "a reader's comment"
        )
    yield from (Redirect(SourcePlace(path), f"/search/label/{each}", "tag", each) for each in labels)


def _feed_in(source: Path) -> str:
    """Return the name of the feed in an archive or folder; empty if the source is the feed itself."""
    if source.is_file() and not is_zip(source):
        return ""
    names = _feeds_in(source)
    if len(names) > 1:
        blogs = ", ".join(each.removesuffix(_FEED).strip("/").rpartition("/")[2] for each in names)
        refuse(Problem(str(source), 0, 0, f"this has several blogs: {blogs}", f"name the {_FEED} of one of them"))
    return names[0]


def _opened(source: Path, name: str) -> IO[bytes]:
    return tree(source).open(name) if name else source.open("rb")


def _settings(source: Path, name: str, path: str) -> dict[str, str]:
    """Return the settings: entries of the feed in a backup, a table next to the feed in Takeout."""
    found = dict[str, str]()
    with _opened(source, name) as file:
        for each in entries(file, path):
            if _kind(each.element) == "settings":
                key = text_at(each.element, "id").rpartition(".settings.")[2]
                found[_setting(key)] = text_at(each.element, "content")
            if "title" not in found:
                found |= {"title": next(filter(None, (text_at(one, "title") for one in each.above)), "")}
                found |= {"address": next(filter(None, map(entry_of.link, each.above)), "")}
    return found | _table(source, name)


def _setting(key: str) -> str:
    return key.strip().casefold().removeprefix("blog_")


def _table(source: Path, name: str) -> dict[str, str]:
    files = tree(source) if name else None
    beside = f"{name.removesuffix(_FEED)}settings.csv"
    if files is None or beside not in files.names:
        return {}
    text = files.read(beside, _LONGEST_TABLE).decode("utf-8-sig", "replace")
    try:
        row = next(csv.DictReader(io.StringIO(text, newline="")), {})
    except csv.Error:
        return {}
    return {_setting(str(key)): str(value or "") for key, value in row.items() if key}


def _site(settings: dict[str, str]) -> SiteSettings:
    domain = settings.get("custom_domain", "") or settings.get("subdomain", "")
    host = domain if "." in domain else f"{domain}.blogspot.com" if domain else ""
    return SiteSettings(
        title=settings.get("name", "") or settings.get("title", ""),
        description=settings.get("description", ""),
        base_url=settings.get("address", "") or (f"https://{host}/" if host else ""),
        language=settings.get("locale", "").replace("_", "-"),
        timezone=settings.get("time_zone", ""),
    )


def _kind(entry: etree._Element) -> str:
    """Return the kind of an entry: ``post``, ``page``, ``comment``, ``settings`` or ``template``."""
    if stated := text_at(entry, "type"):
        return stated.casefold()
    for each in children(entry, "category"):
        if attribute(each, "term").startswith(_KIND):
            return attribute(each, "term").removeprefix(_KIND).casefold()
    return "comment" if next(children(entry, "in-reply-to"), None) is not None else "post"


def _items(entry: Entry, place: SourcePlace, request: Request, is_private: bool) -> Iterator[Item]:
    element, kind = entry.element, _kind(entry.element)
    if kind not in ("post", "page"):
        return
    body = body_of(entry_of.content(element))
    moved = moved_of(_said(element, body.html, place), request, "blogger", kind == "page")
    if (why := _reason(element)) == "in the trash":
        yield Withheld(place, moved.headline, why)
        return
    why = why or ("the blog is private" if is_private else "")
    why = why or ("without a time of publication" if moved.published is None else "")
    if why or (moved.published and moved.published > request.now):
        yield Withheld(place, moved.headline, why or "scheduled", moved)
        return
    yield moved
    yield from (LostPart(place, what) for what in body.unkept)


def _reason(entry: etree._Element) -> str:
    """Return why readers of the blog do not see an entry; empty if they do."""
    state = text_at(entry, "status").casefold()
    if text_at(entry, "trashed"):
        return _STATES["soft_trashed"]
    if text_at(entry, "control/draft").casefold() == "yes":
        return _STATES["draft"]
    return "" if state in ("", "live") else _STATES.get(state, f"its status is `{state}`")


def _said(entry: etree._Element, html: str, place: SourcePlace) -> EntryText:
    labels = (attribute(each, "term") for each in children(entry, "category") if _is_label(each))
    return EntryText(
        place=place,
        id=text_at(entry, "id"),
        headline=entry_of.markup(entry, "title"),
        summary=text_at(entry, "metaDescription"),
        text=html,
        published=text_at(entry, "published"),
        modified=text_at(entry, "updated"),
        writers=tuple(each for each in entry_of.writers(entry) if each not in ("Unknown", "noreply@blogger.com")),
        tags=tuple(label.strip() for each in labels for label in each.split("\n")),
        address=entry_of.link(entry) or text_at(entry, "filename"),
    )


def _is_label(category: etree._Element) -> bool:
    return not attribute(category, "scheme").startswith("http://schemas.google.com/")


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Find a picture by its name in the albums of Takeout, or next to the backup's folder."""
    source = request.source
    name = unquote(urlsplit(full_size(address)).path).rpartition("/")[2].replace("+", " ")
    if not name or (source.is_file() and not is_zip(source)):
        return None
    files = tree(source)
    return next((files.media(each, name) for each in files.ending(name)), None)
