"""Broadsheet: an export in ninjs or JSON Feed that ``broadsheet export`` has written, with the stories' own files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from generator.editorial.exporting import _marks
from generator.editorial.exporting.json_feed import EXTENSION
from generator.editorial.moving._moved import Item, LostPart, Moved, Request, SiteSettings, SourcePlace, Withheld
from generator.editorial.moving._own_files import file_in
from generator.model import safe_paths
from generator.model.descriptions import described
from generator.model.problems import Problem, refuse
from generator.model.urls import STATIC
from generator.system import nofollow

_LARGEST = 1_000_000_000
_HEAD = 4_096
_FIX = "export the site again: broadsheet export"


def recognises(source: Path) -> bool:
    """Return whether the source is an export: its folder, the folder of its ninjs files, or its JSON Feed."""
    if source.is_dir():
        return bool(_folder(source) and _is_export(next(_files(_folder(source) or source), None)))
    if source.suffix.lower() != ".json":
        return False
    return f'"{EXTENSION}"' in source.read_text("utf-8", "replace") if _is_feed(source) else _is_export(source)


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of an export."""
    if source.is_dir():
        for file in _files(_folder(source) or source):
            yield from _of_ninjs(file, request)
    elif _is_feed(source):
        yield from _of_feed(source, request)
    else:
        yield from _of_ninjs(source, request)


def _folder(source: Path) -> Path | None:
    """Return the folder of the ninjs files; None if there is none."""
    inner = source / "ninjs"
    return inner if inner.is_dir() else source if next(_files(source), None) else None


def _files(folder: Path) -> Iterator[Path]:
    return (each for each in sorted(folder.rglob("*.json")) if each.is_file() and not nofollow.link_at(each))


def _is_feed(file: Path) -> bool:
    with file.open("rb") as stream:
        return b"https://jsonfeed.org/version/" in stream.read(_HEAD)


def _is_export(file: Path | None) -> bool:
    return file is not None and f'"{_marks.FINGERPRINT}"' in file.read_text("utf-8", "replace")


def _json(file: Path) -> Mapping[str, Any]:
    try:
        found = msgspec.json.decode(nofollow.read(file, _LARGEST))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        refuse(Problem(str(file), 0, 0, f"this is not JSON that can be read: {error}", _FIX))
    if not isinstance(found, dict):
        refuse(Problem(str(file), 0, 0, "this is not a JSON object", _FIX))
    return found


def _of_feed(file: Path, request: Request) -> Iterator[Item]:
    feed = _json(file)
    home, language = _text(feed, "home_page_url"), _text(feed, "language")
    description = _text(feed, "description")
    yield SiteSettings(title=_text(feed, "title"), description=description, base_url=home, language=language)
    yield from _of_site(feed.get(EXTENSION), SourcePlace(str(file)), request)
    for number, each in enumerate(_maps(feed.get("items"))):
        own = each.get(EXTENSION)
        if isinstance(own, dict):
            headline, html = _text(each, "title"), _text(each, "content_html")
            given = {name: _text(own, name) for name in ("path", "source", "fingerprint", "kind", "section")}
            place = SourcePlace(f"{file}: item {number + 1}")
            moved = Moved(
                place=place,
                key=f"broadsheet:{given['path']}",
                headline=headline,
                kind="page" if given["kind"] == "page" else "story",
                section=given["section"],
                standfirst=_text(each, "summary"),
                body=html,
                published=_time(_text(each, "date_published")),
                modified=_time(_text(each, "date_modified")),
                bylines=tuple(_text(one, "name") for one in _maps(each.get("authors"))),
                tags=tuple(map(str, each.get("tags", ()) if isinstance(each.get("tags"), list) else ())),
                address=_text(each, "url"),
                uri=_text(each, "id") if given["kind"] != "page" else "",
            )
            state = _text(own, "state")
            yield from _kept(_own(moved, given["source"], given["path"], given["fingerprint"]), state, request)


def _of_site(given: object, place: SourcePlace, request: Request) -> Iterator[Item]:
    """Yield the descriptions, and the files that belong to the site and not to a story."""
    extension = given if isinstance(given, dict) else {}
    for each in _maps(extension.get("descriptions")):
        said = _description(place, _text(each, "kind"), _text(each, "name"), _text(each, "path"))
        moved = msgspec.structs.replace(said, standfirst=_text(each, "summary"), body=_text(each, "content_html"))
        own = _own(moved, _text(each, "source"), _text(each, "path"), _text(each, "fingerprint"))
        yield from _kept(own, _text(each, "state") or "public", request)
    for each in _maps(extension.get("static")):
        yield static_file(_text(each, "path"), place, request)


def _of_ninjs(file: Path, request: Request) -> Iterator[Item]:
    item = _json(file)
    ids = {_text(each, "role"): _text(each, "value") for each in _maps(item.get("altIds"))}
    bodies = {_text(each, "role"): _text(each, "value") for each in _maps(item.get("bodies"))}
    path, place = ids.get(_marks.PATH, ""), SourcePlace(str(file))
    subjects = [(_text(each, "rel"), _text(each, "name")) for each in _maps(item.get("subjects"))]
    moved = Moved(
        place=place,
        key=f"broadsheet:{path}" if path else f"ninjs:{_text(item, 'uri')}",
        headline=next((_text(each, "value") for each in _maps(item.get("headlines"))), ""),
        kind="page" if item.get("profile") == "page" else "story",
        standfirst=next((_text(each, "value") for each in _maps(item.get("descriptions"))), ""),
        section=next((name for rel, name in subjects if rel == "section"), ""),
        tags=tuple(name for rel, name in subjects if rel == "about"),
        bylines=tuple(_text(each, "name") for each in _maps(item.get("people")) if each.get("rel") == "author"),
        published=_time(_text(item, "contentCreated")),
        modified=_time(_text(item, "versionCreated")),
        language=_text(item, "language"),
        body=bodies.get("main", ""),
        address=ids.get("permalink", ""),
        uri=_text(item, "uri") if item.get("profile") != "page" else "",
    )
    if item.get("profile") == _marks.DESCRIPTION:
        of = described(path)
        said = _description(place, of.kind if of else "", moved.headline, path)
        moved = msgspec.structs.replace(said, standfirst=moved.standfirst, body=moved.body)
    state = "public" if item.get("pubStatus", "usable") == "usable" else _text(item, "pubStatus")
    yield from _kept(_own(moved, bodies.get("source", ""), path, ids.get(_marks.FINGERPRINT, "")), state, request)


def _own(moved: Moved, source: str, path: str, mark: str) -> Moved:
    """Return the story with its original file, if nobody has changed it since it was exported."""
    if not source or mark != _marks.fingerprint(moved.headline, moved.body, source):
        return moved
    return msgspec.structs.replace(moved, verbatim=source, path=path)


def _description(place: SourcePlace, kind: str, name: str, path: str) -> Moved:
    """Return the description of a term, such as a person or a section, without its text."""
    if kind == "byline":
        return Moved(place=place, key=f"broadsheet:{path}", headline=name, kind="person")
    return Moved(place=place, key=f"broadsheet:{path}", headline=name, kind="description", describes=kind)


def static_file(path: str, place: SourcePlace, request: Request) -> Item:
    """Return a file that belongs to the exported site and not to a story, from the folders that the user names."""
    is_safe = path.startswith(STATIC) and not safe_paths.fault_in(path) and not safe_paths.hidden_in(path)
    if is_safe and (found := file_in(path, request.media)):
        return found
    return LostPart(place, f"a file of the site, {path}: name the old content/ with --media")


def _kept(moved: Moved, state: str, request: Request) -> Iterator[Item]:
    why = "" if state == "public" else state
    if not why and moved.published and moved.published > request.now:
        why = "scheduled"
    yield Withheld(moved.place, moved.headline, why, moved) if why else moved


def _maps(value: object) -> Iterator[Mapping[str, Any]]:
    yield from (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def _text(of: Mapping[str, Any], name: str) -> str:
    value = of.get(name, "")
    return value if isinstance(value, str) else ""


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if re.match(r"\d{4}-", text) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None
