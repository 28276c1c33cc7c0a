"""The URL history: every address that a story or page has ever had, so that no address disappears unnoticed.

It is kept in the text file ``published.txt`` in the site's folder and belongs in the newsroom's version control. Each
line has one address and the file of its story. If the story has moved, the old address redirects automatically. If the
story no longer exists, every build reports it until an editor gives the address to another story (``aliases``) or
retires it.

    # tag authority: courier.example/elections
    /2024/12/02/talks/    content/world/talks.md
    /2024/11/30/dues/     retired
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from generator.model.problems import Level, Problem
from generator.model.url_argument import parts_of
from generator.reading.formats.source_text import SourceText, unmerged

FILE = "published.txt"
RETIRED = "retired"
_CONFLICT = re.compile(r"<{7}|={7}|>{7}")
_UNMERGED = "keep the addresses of both, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
_AUTHORITY = "# tag authority:"


class UrlHistory(msgspec.Struct, frozen=True):
    """The file that each place belongs to, or ``retired``. ``lines`` has the line number of each place in the history.

    ``notes`` holds the lines that start with ``#``; they are kept at the top of the file.
    """

    files: Mapping[str, str] = {}
    lines: Mapping[str, int] = {}
    notes: tuple[str, ...] = ()

    @property
    def authority(self) -> str:
        """The host, and the base path if any, that the site had when it was first published (see ``model/tag_uri.py``);
        empty before that.
        """
        hosts = (note.removeprefix(_AUTHORITY).strip() for note in self.notes if note.startswith(_AUTHORITY))
        return next(hosts, "")

    def __str__(self) -> str:
        """The text of the file: sorted by address, with the files aligned in a column."""
        width = max(map(len, self.files), default=0)
        entries = (f"{place:{width}}  {file}" for place, file in sorted(self.files.items()))
        return "".join(f"{line}\n" for line in (*self.notes, *entries))


EMPTY = UrlHistory()


def read(text: str) -> tuple[UrlHistory, tuple[Problem, ...]]:
    """Parse the text of a URL history, and report the lines that are not valid."""
    files: dict[str, str] = {}
    lines: dict[str, int] = {}
    notes: list[str] = []
    problems = [replace(each, fix=_UNMERGED) for each in unmerged(SourceText(FILE, text), "list")]
    for number, line in enumerate(text.splitlines(), 1):
        place, _, file = line.strip().partition(" ")
        if not line.strip() or (problems and _CONFLICT.match(line)):
            continue
        if line.startswith("#"):
            notes.append(line)
            continue
        if not place.startswith("/") or not file.strip():
            fix = "write an address, two spaces, and the story's file or `retired`"
            problems.append(Problem(FILE, number, 1, "this line does not give an address and its file", fix, line))
            continue
        files[place], lines[place] = file.strip(), number
    return UrlHistory(files, lines, tuple(notes)), tuple(problems)


def place_of(url: str, base_path: str = "/") -> str:
    """The place for an address, which may be a full URL or a path, with or without the site's base path.

    :raises Problems: if it is not an address.
    """
    path = unquote(parts_of(url).path)
    place = "/" + path.removeprefix(base_path).lstrip("/")
    return place if place.endswith("/") or "." in place.rpartition("/")[2] else f"{place}/"


def moved(history: UrlHistory, places: Mapping[str, str], aliases: Collection[str]) -> Iterator[tuple[str, str]]:
    """Former places that are unused, each with the path of its story, which is now at another place.

    ``places`` has the places of the edition's stories and pages, by path.
    """
    taken = {*places.values(), *aliases}
    for place, file in sorted(history.files.items()):
        if place not in taken and file in places:
            yield place, file


def vanished(
    history: UrlHistory, places: Mapping[str, str], aliases: Collection[str], waiting: Collection[str]
) -> Iterator[str]:
    """Published places that would stop working.

    ``waiting`` holds the files of stories that are not public now but are accounted for: scheduled, or expired as the
    editor intended.
    """
    taken = {*places.values(), *aliases}
    for place, file in sorted(history.files.items()):
        if place in taken or file in places or file in waiting or file == RETIRED:
            continue
        yield place


def lost(history: UrlHistory, place: str, why: str, level: Level) -> Problem:
    """The problem that a published place would stop working. ``why`` says why its story is not public ("is a draft").

    It is empty if the story no longer exists.
    """
    message = f"{place} was published, but no longer exists: {history.files[place]} {why or 'is gone'}"
    fix = f"add `aliases: [{place}]` to the story that replaces it, or run: broadsheet retire {place}"
    if why:
        fix = f"to withdraw the story, write `killed` and the time instead, so that readers are told; {fix}"
    return Problem(FILE, history.lines.get(place, 0), 1, message, fix, level=level)


def renamed(
    history: UrlHistory, places: Mapping[str, str], aliases: Mapping[str, str], paths: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Stories whose files were renamed after publication: the current path of each, and the former one.

    A story is recognized by its place, or, if its file is not in the history, by an alias in the same folder. An alias
    in another folder, such as that of another day, may belong to a different story that this one replaces. ``aliases``
    has the paths of stories by alias. ``paths`` holds all files in content/.
    """
    known = {*history.files.values()}
    at = {
        place: path
        for place, path in aliases.items()
        if path not in known
        and posixpath.dirname(place.rstrip("/")) == posixpath.dirname(places.get(path, "").rstrip("/"))
    }
    at |= {place: path for path, place in places.items()}
    for place, file in sorted(history.files.items()):
        if (path := at.get(place, file)) != file and file != RETIRED and file not in paths:
            yield path, file


def recorded(history: UrlHistory, places: Mapping[str, str], authority: str) -> UrlHistory:
    """The history with every place of an edition added, and the authority if there is none; nothing is removed."""
    notes = history.notes if history.authority else (*history.notes, f"{_AUTHORITY} {authority}")
    return UrlHistory({**history.files, **{place: path for path, place in places.items()}}, notes=notes)


def retired(history: UrlHistory, places: Iterable[str]) -> UrlHistory:
    """The history with ``places`` marked as retired, so that they are no longer reported."""
    return UrlHistory({**history.files, **dict.fromkeys(places, RETIRED)}, notes=history.notes)
