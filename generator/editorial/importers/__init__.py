"""Turns wire copy into stories in content/. A run imports all of its files, or none.

Each format is one module of this package with two functions: ``recognises(data) -> bool`` and
``read(data, path, settings) -> Received``. A file may have several stories. A story keeps a record of the wire copy it
was made from. With that record, a later import finds the story even if an editor has moved it within content/, and does
not overwrite it if it was edited.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar, cast

import msgspec

from generator.editorial.importers._copy import Received, WireCopy
from generator.editorial.importers._desk import Arrival, Desk, Imported
from generator.editorial.importers._files import data_of, files_in, path_in_site, write
from generator.editorial.importers._pictures import placed, with_packages, without_story
from generator.editorial.importers._text import decode
from generator.model.picture_kinds import claimed
from generator.model.problems import Problem, Problems, refuse
from generator.model.safe_paths import hidden_in
from generator.model.settings import Settings

__all__ = ["Imported", "WireCopy", "files_of", "import_copy", "import_what_can_be", "new_copy", "read"]

_UNKNOWN = "this is not wire copy in a known format"
_KNOWN = (
    "the known formats are ninjs, NewsML-G2, NewsML 1.2, NITF, RSS, Atom, IPTC 7901, ANPA 1312, mail, "
    "Word's .docx, and text: below headline and standfirst, add bullets: "
    "`- World`, `- Its Agency`, `- Published Date: ...`"
)
_LONGEST = 10_000_000  # bytes of a file: a message may have a hundred stories
Read = Callable[[Path, Path, Settings], Received]
Item = TypeVar("Item")
Result = TypeVar("Result")


class _Format(Protocol):
    """A module of this package that reads one format."""

    def recognises(self, data: bytes) -> bool: ...

    def read(self, data: bytes, path: str, settings: Settings) -> Received: ...


def new_copy(site: Path, folder: Path | None = None) -> list[Path]:
    """Return the files in ``folder`` or seeds/, sorted, except links, hidden files, backups, READMEs and pictures."""
    files = files_in(folder or site / "seeds")
    return sorted(
        file
        for file in files
        if not file.name.endswith(("~", ".bak", ".part", ".filepart", ".tmp"))
        and file.stem.upper() != "README"
        and not claimed(file.name)
    )


def import_copy(
    site: Path, files: Sequence[Path], settings: Settings, update: bool = False, now: datetime | None = None
) -> tuple[Imported, ...]:
    """Make stories from ``files``; return one ``Imported`` for each story in them, in the same order.

    Wire copy that was imported before changes nothing. Another version of it replaces the story only with ``update``,
    only if it is not older, and never if the story was edited. A version that withdraws the story takes effect at once,
    whoever has edited it, even if it is dated later than ``now``. If a run has several versions, the newest is used.

    :raises Problems: with everything that is wrong in any of the files; nothing is written then.
    """
    imported, problems = _import(site, files, settings, update, read, now)
    if problems:
        raise Problems(problems)
    write(site, imported.files)
    return imported.results


def import_what_can_be(
    site: Path, files: Sequence[Path], settings: Settings, now: datetime | None = None, reading: Read | None = None
) -> tuple[tuple[Imported, ...], tuple[Problem, ...]]:
    """Import those of ``files`` that have no problems, updates included; return the results, and the others' problems.

    ``reading`` replaces ``read``, for example to remember files that it has read before.

    :raises Problems: if the stories cannot be written.
    """
    imported, problems = _import(site, files, settings, True, reading or read, now)
    write(site, imported.files)
    return imported.results, tuple(sorted(set(problems)))


class _Results(msgspec.Struct, frozen=True):
    """The files that a run would write, by path, and the result for each story."""

    files: dict[str, bytes]
    results: tuple[Imported, ...]


def _import(
    site: Path, files: Sequence[Path], settings: Settings, update: bool, reading: Read, now: datetime | None
) -> tuple[_Results, list[Problem]]:
    problems = list[Problem]()
    files = [each for named in _each(lambda file: files_of(site, file), files, problems) for each in named]
    received = _each(lambda file: (file, reading(site, file, settings)), files, problems)
    pictures = dict[str, bytes]()
    arrivals = [
        Arrival(path_in_site(site, received[at][0]), placed(copy, received[at][0].parent, pictures))
        for at, copy in with_packages(each for _, each in received)
    ]
    wrong = _ambiguous(arrivals, problems)
    desk = Desk(site, settings, update, pictures, now)
    newest_first = sorted(
        (at for at in range(len(arrivals)) if at not in wrong), key=lambda at: _order(arrivals[at].copy), reverse=True
    )
    imported = _each(lambda number: (number, desk.take(arrivals[number])), newest_first, problems)
    results = [result for _, result in sorted(imported, key=lambda pair: pair[0])]
    results += [
        Imported(path_in_site(site, received[at][0]), "unchanged", note=note)
        for at, note in without_story(each for _, each in received)
    ]
    return _Results(desk.files, tuple(results)), problems


def files_of(site: Path, named: Path) -> list[Path]:
    """Return a file, or the files in a folder that may have wire copy.

    :raises Problems: if it is a folder of the site's own stories.
    """
    if not named.is_dir():
        return [named]
    absolute, content = named.resolve(), (site / "content").resolve()
    if absolute.is_relative_to(content) or content.is_relative_to(absolute):
        fix = "name the folder into which the agency puts its copy"
        refuse(Problem(path_in_site(site, named), 0, 0, "this is a folder of the site's own stories", fix))
    return new_copy(site, named)


def _order(copy: WireCopy) -> tuple[bool, int, float, bool]:
    """Return the sort key of copy: the greatest is imported first.

    The newest copy comes first; if times are equal, copy that withdraws a story does. Notices come last, since they
    name stories that may be among the others.
    """
    return not copy.is_notice, copy.number, copy.version.timestamp(), copy.status != "usable"


def _each(function: Callable[[Item], Result], items: Iterable[Item], problems: list[Problem]) -> list[Result]:
    """Return the results of ``function`` for the items; add the problems of items that fail to ``problems``."""
    results: list[Result] = []
    for item in items:
        try:
            results.append(function(item))
        except Problems as found:
            problems += found.problems
    return results


def read(site: Path, file: Path, settings: Settings) -> Received:
    """Return what is in one file of wire copy.

    :raises Problems: with everything that is wrong in it.
    """
    name = path_in_site(site, file)
    if hidden_in(name):  # it will be in the story's record
        refuse(Problem(name, 0, 0, "this name contains an invisible character", "rename the file"))
    data = data_of(site, file)
    form = next((form for form in _formats() if form.recognises(data)), None)
    if form is None:
        text = decode(data, name)  # if this is not text, this raises a more specific problem
        refuse(Problem(name, 1, 0, _UNKNOWN, _KNOWN, text.split("\n")[0]))
    longest = getattr(form, "LONGEST", _LONGEST)
    if len(data) > longest:
        message = f"this file has {len(data):,} bytes; the limit for wire copy is {longest:,}"
        refuse(Problem(name, 0, 0, message, "split it into several files"))
    return form.read(data, name, settings)


def _formats() -> Iterator[_Format]:
    """Yield the formats. Wire text comes last, since anything with bullets looks like it."""
    names = [each.name for each in pkgutil.iter_modules(__path__) if not each.name.startswith("_")]
    for name in sorted(names, key=lambda name: name == "wire"):
        yield cast("_Format", importlib.import_module(f"{__name__}.{name}"))


def _ambiguous(arrivals: Sequence[Arrival], problems: list[Problem]) -> set[int]:
    """Report files that claim to be the same version of a story but differ; return the numbers of the later ones."""
    seen: dict[object, Arrival] = {}
    wrong = set()
    for at, arrival in enumerate(arrivals):
        copy = arrival.copy
        other = seen.setdefault((copy.item, copy.version, copy.number, copy.status), arrival)
        if other.copy.digest != copy.digest:
            message = f"this and {other.file} claim to be the same version of one story, but differ"
            problems.append(arrival.problem(message, "import one of them, or give the newer one its modified time"))
            wrong.add(at)
    return wrong
