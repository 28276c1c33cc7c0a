"""Substack: an export (.zip, or the folder it unpacks to): ``posts.csv``, and a file of HTML for each post."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.editorial.importers._instants import instant
from generator.editorial.moving._markup_writer import element, words_of
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
from generator.editorial.moving._substack_body import body_of, name_of_file
from generator.editorial.moving._tree import Tree, is_zip, tree
from generator.model.problems import Problem, refuse

_TABLE = "posts.csv"
_NEEDED = frozenset(("post_id", "is_published", "audience", "title"))
_LONGEST = 60_000_000  # bytes of a file
_LONGEST_FIELD = 1_000_000  # characters
_POST = re.compile(r"(?P<number>\d{1,20})(?:\.(?P<slug>.*))?")
_OWN_LINK = re.compile(r"https?://([A-Za-z0-9.-]{4,100})/p/([^/\s\"'<>?#]{1,200})")
_READERS = {
    "only_paid": "only for paying subscribers",
    "only_free": "only for subscribers",
    "founding": "only for founding members",
}
_MAILS = ("adhoc_email", "email", "welcome_email")
_THREADS = ("chat", "note", "restack")
_NO_BYLINES = "the writers of the posts: Substack does not export their names, so stories have no bylines"
_NO_FILES = "pictures and recordings: Substack does not export them; name their folder with `--media`"


def recognises(source: Path) -> bool:
    """Return whether this is an export from Substack."""
    return (source.is_dir() or is_zip(source)) and bool(_table_in(tree(source)))


def _table_in(files: Tree) -> str:
    """Return the table of posts, at the top or in the only folder there."""
    names = (each for each in files.ending(_TABLE) if each.count("/") < 2)
    return next((each for each in names if b"post_id" in files.head(each, 2_000).partition(b"\n")[0]), "")


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of an export.

    :raises Problems: if it is damaged.
    """
    files = tree(source)
    table = _table_in(files)
    folder, place = table.removesuffix(_TABLE), SourcePlace(files.place(table))
    yield SiteSettings(
        base_url=_base(files, table, folder), notes=(LostPart(place, _NO_BYLINES), LostPart(place, _NO_FILES))
    )
    for line, row in _rows(files, table):
        yield from _items(files, folder, SourcePlace(files.place(table), line), row, request)
    yield from _strays(files, table, folder)


def _base(files: Tree, table: str, folder: str) -> str:
    """Return the address of the site, which the export does not state: the one in most links to its own posts."""
    hosts = Counter[str]()
    posts = {
        number["slug"]: row["post_id"] for _, row in _rows(files, table) if (number := _POST.fullmatch(row["post_id"]))
    }
    for name in (f"{folder}posts/{each}.html" for each in posts.values()):
        found = _OWN_LINK.finditer(_text(files, name)) if name in files.names else ()
        hosts += Counter(each[1] for each in found if each[2] in posts)
    return next((f"https://{host}/" for host, _ in hosts.most_common(1)), "")


def _rows(files: Tree, table: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows with the line on which each ends."""
    path, data = files.place(table), files.read(table, _LONGEST)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(Problem(path, data[: error.start].count(b"\n") + 1, 0, "this is not UTF-8", "export it again"))
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if missing := sorted(_NEEDED - {str(each) for each in rows.fieldnames or ()}):
        refuse(
            Problem(path, 1, 0, f"this table has no column `{missing[0]}`", "export it again; do not edit the table")
        )
    try:
        for row in rows:
            yield rows.line_num, {str(name): str(value or "").strip() for name, value in row.items() if name}
    except csv.Error:
        refuse(Problem(path, rows.reader.line_num, 0, "this row of the table is damaged", "export it again"))


def _items(files: Tree, folder: str, place: SourcePlace, row: Mapping[str, str], request: Request) -> Iterator[Item]:
    number = _POST.fullmatch(row["post_id"])
    name = f"{folder}posts/{row['post_id']}.html"
    if number is None:
        yield LostPart(place, f"a post without a number: {row['post_id'] or row['title']}")
        return
    found = name in files.names
    where = SourcePlace(files.place(name)) if found else place
    moved = _moved(where, row, number["number"], number["slug"] or "")
    why = _reason(row, moved, request)
    html = _text(files, name) if found else ""
    body = body_of(html, members=bool(why))
    moved = _with_body(moved, body.html, row.get("podcast_url", ""))
    if not found and why:
        yield Withheld(where, moved.headline, why)
        return
    if not found:
        yield LostPart(place, f"the text of this post: there is no {name} in the export")
        return
    if why:
        yield Withheld(where, moved.headline, why, moved)
        return
    if not moved.body.strip():
        yield LostPart(where, "a post without a text")
        return
    yield moved
    if body.below:
        yield Withheld(where, f"{body.below} words below its break for subscribers", "only for paying subscribers")
    yield from (LostPart(where, what) for what in body.unkept)


def _text(files: Tree, name: str) -> str:
    return files.read(name, _LONGEST).decode("utf-8-sig", "replace")


def _reason(row: Mapping[str, str], moved: Moved, request: Request) -> str:
    """Return why some readers cannot read a post on the site; empty if all can."""
    audience, kind = row["audience"].casefold(), row.get("type", "").casefold()
    if row["is_published"].casefold() != "true":
        return "draft"
    if kind in _MAILS:
        return "only sent by email"
    if kind in _THREADS:
        return "a note or chat"
    if audience != "everyone":
        return _READERS.get(audience, f"its audience is `{audience}`" if audience else "its audience is not known")
    if moved.published is None:
        return "without a time of publication"
    return "scheduled" if moved.published > request.now else ""


def _moved(place: SourcePlace, row: Mapping[str, str], number: str, slug: str) -> Moved:
    return Moved(
        place=place,
        key=f"substack:{number}",
        kind="page" if row.get("type", "").casefold() == "page" else "story",
        headline=words_of(row["title"]) or slug or number,
        standfirst=words_of(row.get("subtitle", "")),
        published=instant(row.get("post_date", ""), ZoneInfo("UTC")),
        slug=slug,
        address=f"/p/{slug}" if slug else "",
    )


def _with_body(moved: Moved, html: str, recording: str) -> Moved:
    """Put the recording of an episode above its text."""
    player = element("audio", "", src=recording, title=moved.headline) if recording.startswith("http") else ""
    return replace(moved, body=player + html)


def _strays(files: Tree, table: str, folder: str) -> Iterator[Item]:
    """Yield the texts that no row of the table lists, so it is not known who may read them."""
    known = {row["post_id"] for _, row in _rows(files, table)}
    for name in files.names:
        stem = name.removeprefix(f"{folder}posts/")
        if stem.endswith(".html") and "/" not in stem and stem.removesuffix(".html") not in known:
            yield Withheld(SourcePlace(files.place(name)), stem, f"not in {_TABLE}, so it is not known who may read it")


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Find a file by its name, anywhere in the export."""
    name = name_of_file(address)
    files = tree(request.source)
    return next((files.media(each, name) for each in files.ending(name)), None) if name else None
