"""Wire copy -> stories in content/: all files of a run, or none.

Each format is one module of this package, found by its two functions: ``recognises(text) -> bool`` and
``read(text, path, settings) -> Copy``. A story keeps a record of the copy that it was made of; by that record a
later import finds it, wherever in content/ its editor moved it, and leaves it alone if it was edited.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol, TypeVar, cast
from zoneinfo import ZoneInfo

from generator.editorial.importers import _story
from generator.editorial.importers._copy import Copy
from generator.editorial.importers._files import data_of, files_in, shown, write
from generator.editorial.importers._text import decode
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.model.slug import slug

__all__ = ["Copy", "Imported", "import_copy", "new_copy"]

_MARKDOWN = (".md", ".markdown", ".mdown")
_NO_SECTIONS = ("pages", "static")  # in these folders of content/ a file is no story
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file of copy: the path of its story, and what an editor should know.

    ``changes`` says in words what an update changed, ``note`` whatever else is worth a look.
    """

    path: str
    outcome: Literal["new", "unchanged", "updated"]
    changes: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A file of copy: its name in problems and records, and what it says."""

    file: str
    copy: Copy

    def problem(self, message: str, fix: str) -> Problem:
        return Problem(self.file, 0, 0, message, fix)


@dataclass(frozen=True, slots=True)
class _Filed:
    """A story in content/ that an import made."""

    path: str
    text: str
    record: _story.Record


class _Format(Protocol):
    """A module of this package that reads one format."""

    def recognises(self, text: str) -> bool: ...

    def read(self, text: str, path: str, settings: Settings) -> Copy: ...


def new_copy(site: Path) -> list[Path]:
    """Every file in seeds/, sorted; links, hidden files, backups and a README are passed over."""
    files = files_in(site / "seeds")
    return sorted(file for file in files if not file.name.endswith(("~", ".bak")) and file.stem.upper() != "README")


def import_copy(site: Path, files: Sequence[Path], settings: Settings, update: bool = False) -> tuple[Imported, ...]:
    """Make stories of ``files``; one ``Imported`` each, in their order.

    A file that was imported before is left unchanged. Another version of its copy replaces the story only with
    ``update``, only if it is not older, and never if the story was edited. Of several versions in one run the
    newest counts.

    :raises Problems: all that is wrong with all files; then nothing was written.
    """
    arrivals = _each(lambda file: _arrival(site, file, settings), files)
    _one_of_each_version(arrivals)
    desk = _Import(site, settings, update)
    newest_first = sorted(range(len(arrivals)), key=lambda number: arrivals[number].copy.version, reverse=True)
    imported = _each(lambda number: (number, desk.take(arrivals[number])), newest_first)
    write(site, desk.texts)
    return tuple(result for _, result in sorted(imported, key=lambda pair: pair[0]))


def _each(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """``function`` of every item; the problems of all of them at once."""
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
    name = shown(site, file)
    text = decode(data_of(site, file), name)
    form = next((form for form in _formats() if form.recognises(text)), None)
    if form is None:
        fix = "below headline and standfirst there must be bullets: `- World`, `- Its Agency`, `- Published Date: ...`"
        refuse(Problem(name, 1, 0, "this is not copy in a form that we know", fix, text.split("\n")[0]))
    return _Arrival(name, form.read(text, name, settings))


def _formats() -> Iterator[_Format]:
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            yield cast("_Format", importlib.import_module(f"{__name__}.{module.name}"))


def _one_of_each_version(arrivals: Sequence[_Arrival]) -> None:
    """Refuse two files that give one version of one piece in different words."""
    seen: dict[object, _Arrival] = {}
    problems = []
    for arrival in arrivals:
        other = seen.setdefault((arrival.copy.item, arrival.copy.version), arrival)
        if other.copy.digest != arrival.copy.digest:
            message = f"this and {other.file} say to be the same version of one story, and differ"
            problems.append(arrival.problem(message, "import one of them, or give the newer its modified time"))
    if problems:
        raise Problems(problems)


class _Import:
    """Decides what becomes of each arrival; ``texts`` gathers the stories to write, by path."""

    def __init__(self, site: Path, settings: Settings, update: bool) -> None:
        self.site, self.settings, self.update = site, settings, update
        self.filed = {each.path: each for each in _filed(site)}
        self.texts: dict[str, str] = {}

    def take(self, arrival: _Arrival) -> Imported:
        """What becomes of ``arrival``.

        :raises Problems: where it cannot be imported.
        """
        copy, stories = arrival.copy, self.filed.values()
        same = next((each for each in stories if each.record.copy == copy.digest), None)
        if same:
            return Imported(same.path, "unchanged")
        versions = [each for each in stories if each.record.is_of(copy, arrival.file)]
        if len(versions) > 1:
            both = " and ".join(each.path for each in versions)
            refuse(arrival.problem(f"this is a version of {both}", "delete all but one, or their `wire` records"))
        return self._version(arrival, versions[0]) if versions else self._new(arrival)

    def _version(self, arrival: _Arrival, filed: _Filed) -> Imported:
        """Another version of the copy of ``filed``."""
        edited = _story.edited(filed.text, filed.record)
        if arrival.copy.version < filed.record.version:
            return Imported(filed.path, "unchanged", note="the story was made of a newer version")
        by_hand = (
            f"carry the changes over by hand, then put these lines into its `wire` record: {_story.mark(arrival.copy)}"
        )
        if not self.update:
            advice = f"it was edited since: {by_hand}" if edited else "take it with --update"
            return Imported(filed.path, "unchanged", note=f"there is another version of its copy; {advice}")
        if edited:
            refuse(arrival.problem(f"this is another version of {filed.path}, which was edited since", by_hand))
        text = _story.story(arrival.copy, arrival.file, _story.slug_of(filed.text))
        self._keep(filed.path, text)
        moved = "" if arrival.copy.version > filed.record.version else "the copy does not say that it was modified"
        return Imported(filed.path, "updated", _story.changes(filed.text, text), self._note(arrival.copy, moved))

    def _new(self, arrival: _Arrival) -> Imported:
        copy, language = arrival.copy, self.settings.language
        section, name = slug(copy.section, language), slug(copy.headline, language)
        for what, made in ((f"section `{copy.section}`", section), (f"headline `{copy.headline}`", name)):
            if not made:
                refuse(arrival.problem(f"the {what} has no letter to make an address of", "write it in words"))
        if section in _NO_SECTIONS:
            message = f"the section cannot be `{copy.section}`: content/{section}/ is not for stories"
            refuse(arrival.problem(message, "name it otherwise"))
        path = f"content/{section}/{copy.published:%Y-%m-%d}-{name}.md"
        self._free(arrival, path)
        self._keep(path, _story.story(copy, arrival.file, name))
        return Imported(path, "new", note=self._note(copy))

    def _free(self, arrival: _Arrival, path: str) -> None:
        """Refuse a path that something has, or that leads through a link."""
        target = self.site / path
        for link in (target.parent.parent, target.parent, target):
            if link.is_symlink():
                fix = "put a folder there, or the file itself"
                refuse(arrival.problem(f"the story would be {path}, but {shown(self.site, link)} is a link", fix))
        known = self.filed.get(path)
        if known or os.path.lexists(target):
            made = f", made of {known.record.file}" if known else ""
            fix = (
                f"if {path} is an older version of this, delete it; if it is another story, "
                "give that file and its `slug` another name"
            )
            refuse(arrival.problem(f"the story would be {path}, but that is taken{made}", fix))

    def _keep(self, path: str, text: str) -> None:
        made = _story.record(text)
        assert made, "every story that an import writes has its record"
        self.texts[path], self.filed[path] = text, _Filed(path, text, made)

    def _note(self, copy: Copy, *notes: str) -> str:
        agency = self.settings.agency(copy.agency)
        zone = ZoneInfo(agency.timezone) if agency and agency.timezone else None
        twice = [when for when in (copy.published, copy.modified) if when and zone and _twice(when, zone)]
        said = [f"{when:%H:%M} came twice on {when:%Y-%m-%d}; the first is meant" for when in twice]
        return "; ".join(filter(None, (*notes, *said)))


def _twice(when: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of ``zone`` showed the time of ``when`` twice, and ``when`` is the first."""
    local = when.astimezone(zone)
    return not local.fold and local.replace(fold=1).utcoffset() != local.utcoffset()


def _filed(site: Path) -> Iterator[_Filed]:
    """The stories in content/ that an import made, in the order of their paths."""
    for file in sorted(files_in(site / "content")):
        data = data_of(site, file) if file.suffix.lower() in _MARKDOWN else b""
        text = data.decode(errors="replace") if b"wire:" in data else ""
        if record := _story.record(text):
            yield _Filed(shown(site, file), text, record)
