"""Turns wire copy into stories in content/. A run imports all of its files, or none.

Each format is one module of this package with two functions: ``recognises(text) -> bool`` and
``read(text, path, settings) -> Copy``. A story keeps a record of the wire copy it was made from. With that record, a
later import finds the story even if an editor has moved it within content/, and does not overwrite it if it was edited.
"""

from __future__ import annotations

import difflib
import importlib
import os
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol, TypeVar, cast
from zoneinfo import ZoneInfo

import msgspec

from generator.editorial.importers import _story
from generator.editorial.importers._copy import Copy
from generator.editorial.importers._files import data_of, files_in, path_in_site, write
from generator.editorial.importers._text import decode
from generator.model.problems import Problem, Problems, refuse
from generator.model.safe_paths import hidden_in
from generator.model.settings import Settings
from generator.model.slug import slug

__all__ = ["Copy", "Imported", "import_copy", "new_copy"]

_MARKDOWN = (".md", ".markdown", ".mdown")
_ALIKE = 0.75  # of two names of sections, one of which may be a misspelling
_NO_SECTIONS = ("pages", "static")  # files in these folders of content/ are not stories
Item = TypeVar("Item")
Result = TypeVar("Result")


class Imported(msgspec.Struct, frozen=True):
    """The result for one file of wire copy: the path of its story, and what an editor should know.

    ``changes`` says in words what an update changed; ``note`` says anything else that needs attention.
    """

    path: str
    outcome: Literal["new", "unchanged", "updated"]
    changes: tuple[str, ...] = ()
    note: str = ""


class _Arrival(msgspec.Struct, frozen=True):
    """A file of wire copy: its name in problems and records, and what it says."""

    file: str
    copy: Copy

    def problem(self, message: str, fix: str) -> Problem:
        return Problem(self.file, 0, 0, message, fix)


class _Filed(msgspec.Struct, frozen=True):
    """A story in content/ that an import made."""

    path: str
    text: str
    record: _story.Record


class _Format(Protocol):
    """A module of this package that reads one format."""

    def recognises(self, text: str) -> bool: ...

    def read(self, text: str, path: str, settings: Settings) -> Copy: ...


def new_copy(site: Path) -> list[Path]:
    """Return every file in seeds/, sorted, except links, hidden files, backups and READMEs."""
    files = files_in(site / "seeds")
    return sorted(file for file in files if not file.name.endswith(("~", ".bak")) and file.stem.upper() != "README")


def import_copy(site: Path, files: Sequence[Path], settings: Settings, update: bool = False) -> tuple[Imported, ...]:
    """Make stories from ``files``; return one ``Imported`` for each, in the same order.

    Wire copy that was imported before changes nothing. Another version of it replaces the story only with ``update``,
    only if it is not older, and never if the story was edited. If a run has several versions, the newest is used.

    :raises Problems: with everything that is wrong in any of the files; nothing is written then.
    """
    arrivals = _each(lambda file: _arrival(site, file, settings), files)
    _one_of_each_version(arrivals)
    desk = _Import(site, settings, update)
    newest_first = sorted(range(len(arrivals)), key=lambda number: arrivals[number].copy.version, reverse=True)
    imported = _each(lambda number: (number, desk.take(arrivals[number])), newest_first)
    write(site, desk.texts)
    return tuple(result for _, result in sorted(imported, key=lambda pair: pair[0]))


def _each(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Apply ``function`` to every item.

    :raises Problems: with the problems of all items together.
    """
    results: list[Result] = []
    problems: list[Problem] = []
    for item in items:
        try:
            results.append(function(item))
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return results


def _arrival(site: Path, file: Path, settings: Settings) -> _Arrival:
    name = path_in_site(site, file)
    if hidden_in(name):  # it will be in the story's record
        refuse(Problem(name, 0, 0, "this name contains an invisible character", "rename the file"))
    text = decode(data_of(site, file), name)
    form = next((form for form in _formats() if form.recognises(text)), None)
    if form is None:
        fix = "below headline and standfirst, add bullets: `- World`, `- Its Agency`, `- Published Date: ...`"
        refuse(Problem(name, 1, 0, "this is not wire copy in a known format", fix, text.split("\n")[0]))
    return _Arrival(name, form.read(text, name, settings))


def _formats() -> Iterator[_Format]:
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            yield cast("_Format", importlib.import_module(f"{__name__}.{module.name}"))


def _one_of_each_version(arrivals: Sequence[_Arrival]) -> None:
    """Refuse two files that claim to be the same version of a story but differ."""
    seen: dict[object, _Arrival] = {}
    problems = []
    for arrival in arrivals:
        other = seen.setdefault((arrival.copy.item, arrival.copy.version), arrival)
        if other.copy.digest != arrival.copy.digest:
            message = f"this and {other.file} claim to be the same version of one story, but differ"
            problems.append(arrival.problem(message, "import one of them, or give the newer one its modified time"))
    if problems:
        raise Problems(problems)


class _Import:
    """Decides what to do with each arrival; ``texts`` collects the stories to write, by path."""

    def __init__(self, site: Path, settings: Settings, update: bool) -> None:
        self.site, self.settings, self.update = site, settings, update
        self.filed = {each.path: each for each in _filed(site)}
        self.texts: dict[str, str] = {}

    def take(self, arrival: _Arrival) -> Imported:
        """Import ``arrival``, or leave its story unchanged; return the result.

        :raises Problems: if it cannot be imported.
        """
        copy, stories = arrival.copy, self.filed.values()
        same = next((each for each in stories if each.record.copy == copy.digest), None)
        if same:
            return Imported(same.path, "unchanged")
        versions = [each for each in stories if each.record.is_of(copy, arrival.file)]
        if len(versions) > 1:
            both = " and ".join(each.path for each in versions)
            refuse(
                arrival.problem(f"this is a version of {both}", "delete all but one of them, or their `wire` records")
            )
        return self._version(arrival, versions[0]) if versions else self._new(arrival)

    def _version(self, arrival: _Arrival, filed: _Filed) -> Imported:
        """Import another version of the copy that ``filed`` was made from, if that is allowed."""
        edited = _story.edited(filed.text, filed.record)
        if arrival.copy.version < filed.record.version:
            return Imported(filed.path, "unchanged", note="the story was made from a newer version")
        record = _story.record_lines(arrival.copy)
        by_hand = f"make the changes by hand, then put these lines into its `wire` record: {record}"
        if not self.update:
            advice = f"the story has been edited: {by_hand}" if edited else "import it with --update"
            return Imported(filed.path, "unchanged", note=f"there is another version of its wire copy; {advice}")
        if edited:
            refuse(arrival.problem(f"this is another version of {filed.path}, which has been edited", by_hand))
        text = _story.story(arrival.copy, arrival.file, _story.slug_of(filed.text))
        self._keep(filed.path, text)
        moved = "" if arrival.copy.version > filed.record.version else "the wire copy does not say that it was modified"
        return Imported(filed.path, "updated", _story.changes(filed.text, text), self._note(arrival.copy, moved))

    def _new(self, arrival: _Arrival) -> Imported:
        copy, language = arrival.copy, self.settings.language
        section, name = slug(copy.section, language), slug(copy.headline, language)
        for what, made in ((f"section `{copy.section}`", section), (f"headline `{copy.headline}`", name)):
            if not made:
                refuse(arrival.problem(f"the {what} has no letters to make an address from", "write it in words"))
        if section in _NO_SECTIONS:
            message = f"the section cannot be `{copy.section}`: content/{section}/ is not for stories"
            refuse(arrival.problem(message, "choose another name"))
        path = f"content/{section}/{copy.published:%Y-%m-%d}-{name}.md"
        self._free(arrival, path)
        self._keep(path, _story.story(copy, arrival.file, name))
        return Imported(path, "new", note=self._note(copy, self._new_section(copy.section)))

    def _free(self, arrival: _Arrival, path: str) -> None:
        """Refuse a path that is in use, or that goes through a link."""
        target = self.site / path
        for link in (target.parent.parent, target.parent, target):
            if link.is_symlink():
                fix = "replace the link with a folder, or with the file itself"
                there = path_in_site(self.site, link)
                refuse(arrival.problem(f"the story would be {path}, but {there} is a link", fix))
        known = self.filed.get(path)
        if known or os.path.lexists(target):
            made = f" (made from {known.record.file})" if known else ""
            fix = (
                f"if {path} is an older version of this, delete it; if it is another story, "
                "rename that file and change its `slug`"
            )
            refuse(arrival.problem(f"the story would be {path}, but that file exists{made}", fix))

    def _keep(self, path: str, text: str) -> None:
        made = _story.record(text)
        assert made, "every story that an import writes has its record"
        self.texts[path], self.filed[path] = text, _Filed(path, text, made)

    def _new_section(self, name: str) -> str:
        """What there is to say about a section that site.toml does not have; empty if it has it, or has none."""
        known = {slug(each, self.settings.language): each for each in self.settings.sections}
        if not known or slug(name, self.settings.language) in known:
            return ""
        near = difflib.get_close_matches(name, known.values(), 1, _ALIKE)
        meant = f"; did you mean `{near[0]}`?" if near else f"; site.toml has {', '.join(known.values())}"
        return f"`{name}` is a new section{meant}"

    def _note(self, copy: Copy, *notes: str) -> str:
        agency = self.settings.agency(copy.agency)
        zone = ZoneInfo(agency.timezone) if agency and agency.timezone else None
        twice = [when for when in (copy.published, copy.modified) if when and zone and _twice(when, zone)]
        said = [f"{when:%H:%M} came twice on {when:%Y-%m-%d}; the first one is used" for when in twice]
        return "; ".join(filter(None, (*notes, *said)))


def _twice(when: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clocks of ``zone`` showed the time of ``when`` twice, and ``when`` is the first of the two."""
    local = when.astimezone(zone)
    return not local.fold and local.replace(fold=1).utcoffset() != local.utcoffset()


def _filed(site: Path) -> Iterator[_Filed]:
    """Yield the stories in content/ that an import made, in the order of their paths."""
    for file in sorted(files_in(site / "content")):
        data = data_of(site, file) if file.suffix.lower() in _MARKDOWN else b""
        text = data.decode(errors="replace") if b"wire:" in data else ""
        if record := _story.record(text):
            yield _Filed(path_in_site(site, file), text, record)
