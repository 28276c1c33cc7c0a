"""Medium: an export (.zip, or the folder it unpacks to), with a file of HTML for each story in ``posts/``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from generator.editorial.importers._instants import instant
from generator.editorial.importers._xml import words
from generator.editorial.moving._markup_tree import document_of, of_class
from generator.editorial.moving._medium_body import Body, body_of, is_response
from generator.editorial.moving._moved import (
    Item,
    LostPart,
    MediaFile,
    Moved,
    Request,
    SiteSettings,
    SourcePlace,
    Withheld,
)
from generator.editorial.moving._tree import Tree, is_zip, tree

_STORY = re.compile(r"(?:[^/]+/)?posts/[^/]+\.html")
_SIGNS = (b'class="p-name"', b'data-field="')
_NUMBER = re.compile(r"(?:\A|[/_-])([0-9a-f]{8,16})(?:\.html)?\Z")
_NAMED = re.compile(r"(?P<state>draft|\d{4}-\d{2}-\d{2})[^_]{0,20}_(?P<slug>.*?)-{1,3}(?P<number>[0-9a-f]{8,16})\.html")
_LONGEST = 20_000_000  # bytes of a story
_MEMBERS = (
    "which stories were only for members of Medium, or unlisted: the export does not say, so look for them "
    "before you publish"
)
_FILES = "pictures: Medium does not export them; name their folder with `--media`"


def recognises(source: Path) -> bool:
    """Return whether this is an export from Medium."""
    if not (source.is_dir() or is_zip(source)):
        return False
    files = tree(source)
    starts = (files.head(each, 20_000) for each in _stories(files)[:3])
    return any(all(sign in start for sign in _SIGNS) for start in starts)


def _stories(files: Tree) -> list[str]:
    return [each for each in files.names if _STORY.fullmatch(each)]


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of an export."""
    files, place = tree(source), SourcePlace(str(source))
    yield SiteSettings(notes=(LostPart(place, _MEMBERS), LostPart(place, _FILES)))
    names = _stories(files)
    addresses = {number: path for each in names for number, path in _address(files, each)}
    for each in names:
        yield from _items(files, each, addresses, request)


def _address(files: Tree, name: str) -> Iterator[tuple[str, str]]:
    """Yield the number of a story and its path on Medium, by which its other stories link to it."""
    text = _text(files, name)
    at = text.rfind("p-canonical")
    found = re.search(r'href="([^"<>]{1,500})"', text[text.rfind("<a", 0, max(0, at)) : at + 600]) if at >= 0 else None
    path = urlsplit(found[1]).path if found else ""
    if number := _NUMBER.search(path):
        yield number[1], path


def _text(files: Tree, name: str) -> str:
    return files.read(name, _LONGEST).decode("utf-8-sig", "replace")


def _items(files: Tree, name: str, addresses: Mapping[str, str], request: Request) -> Iterator[Item]:
    place, root = SourcePlace(files.place(name)), document_of(_text(files, name))
    contents = of_class(root, "e-content") if root is not None else []
    if root is None or not contents:
        yield LostPart(place, "this file: there is no story in it, or its elements are nested too deeply")
        return
    headline, standfirst = (_first(root, each) for each in ("p-name", "p-summary"))
    body = body_of(contents[0], headline, standfirst, lambda written: _own(written, addresses))
    moved = _moved(root, name, headline, standfirst, body, place)
    why = _reason(name, moved, body, request)
    if why:
        yield Withheld(place, moved.headline, why, moved)
    elif not words(contents[0]) and not body.html.strip():
        yield LostPart(place, "a story without a text")
    else:
        yield moved


def _first(root: etree._Element, name: str) -> str:
    return next((text for each in of_class(root, name) if (text := words(each))), "")


def _own(written: str, addresses: Mapping[str, str]) -> str:
    """Return the path of a story of this export for any form of its address; other addresses unchanged."""
    number = _NUMBER.search(written.split("?")[0].split("#")[0])
    return addresses.get(number[1], written) if number and "medium" in written else written


def _reason(name: str, moved: Moved, body: Body, request: Request) -> str:
    """Return why a story is not moved as a public one; empty if it is."""
    if name.rpartition("/")[2].startswith("draft") or not moved.address:
        return "draft"
    if moved.published is None:
        return "without a time of publication"
    if moved.published > request.now:
        return "scheduled"
    return "probably a response to somebody's story" if is_response(body, moved.headline) else ""


def _moved(root: etree._Element, name: str, headline: str, standfirst: str, body: Body, place: SourcePlace) -> Moved:
    named = _NAMED.fullmatch(name.rpartition("/")[2])
    time = next((str(each.get("datetime") or "") for each in of_class(root, "dt-published")), "")
    canonical = next((str(each.get("href") or "") for each in of_class(root, "p-canonical")), "")
    path = urlsplit(canonical).path
    number = _NUMBER.search(path)
    slug = path.rpartition("/")[2].removesuffix(number[1]).strip("-") if number else named["slug"] if named else ""
    return Moved(
        place=place,
        key=f"medium:{number[1] if number else named['number'] if named else name}",
        headline=headline or "Untitled",
        standfirst=standfirst,
        tags=tuple(text for tags in of_class(root, "p-tags") for each in tags.iter("a") if (text := words(each))),
        bylines=tuple(filter(None, [_first(root, "p-author")])),
        published=instant(time, ZoneInfo("UTC")),
        slug=slug,
        address=path,
        picture=body.picture,
        body=body.html,
    )


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Find a picture by its name, anywhere in the export."""
    name = unquote(urlsplit(address).path).rpartition("/")[2]
    files = tree(request.source)
    return next((files.media(each, name) for each in files.ending(name)), None) if name else None
