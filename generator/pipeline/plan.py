"""The plan: every file that the site will have; and for each the key that says whether it must be made anew.

A key is the digest of the program, of the layout with all that it draws on, and of those values that these layouts
read. Equal keys mean equal bytes; so there is no dependency graph, and times of modification do not matter.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from operator import attrgetter

import unicodedata2

import generator.outputs
from generator.model.fingerprint import digest, of_bytes
from generator.model.output import (
    ALIAS,
    Cleared,
    Closure,
    Copied,
    Cropped,
    Data,
    Drawn,
    Feed,
    FeedEntry,
    Listing,
    Made,
    Output,
    Planned,
    Rendered,
    Resized,
    Shared,
    folders_of,
)
from generator.model.problems import Problem
from generator.model.safe_paths import LONGEST_NAME, fault_in
from generator.model.story import Card, Related
from generator.reading.downloads import acted_on
from generator.site.edition import Edition


@dataclass(frozen=True, slots=True)
class Plan:
    """All outputs of an edition by path, and what is wrong with the plan."""

    outputs: Mapping[str, Output]
    problems: tuple[Problem, ...]


def plan(edition: Edition, bodies: bool = False) -> Plan:
    """The plan of one edition. ``bodies``: only of those kinds of pages that show the bodies of stories."""
    wanted = [output for producer in producers(bodies) for output in producer(edition)]
    outputs = list(_settled(wanted))
    by_path = {output.path: output for output in outputs}
    wrong = [*_unwritable(outputs), *_spoken_for(outputs, edition.settings.searchable)]
    return Plan(dict(sorted(by_path.items())), tuple(wrong))


def keyed(plan: Plan, closure: Callable[[str], Closure], program: str) -> dict[str, Planned]:
    """All outputs of a plan with their keys, by path.

    ``closure`` says what a layout draws on; ``program`` is the digest of the generator's own code.
    """
    keys = _Keys(closure, program)
    return {path: keys.planned(output) for path, output in plan.outputs.items()}


def _settled(wanted: Sequence[Output]) -> Iterator[Output]:
    """All that is wanted but what gives way, to others or to the first of its kind.

    Copy makes nothing of ours give way: both are kept, which is a problem.
    """
    owned = {output.path for output in wanted if not output.yields and not output.of_copy}
    yield from (output for output in wanted if not output.yields)
    for kind, claimed in (("owner", owned), ("any", {output.path for output in wanted if output.yields != "any"})):
        for output in wanted:
            if output.yields == kind and output.path not in claimed:
                claimed.add(output.path)
                yield output


def producers(bodies: bool = False) -> Iterator[Callable[[Edition], Iterable[Output]]]:
    """The function ``outputs`` of every module in generator/outputs/ that has one, by the module's name.

    ``bodies``: only of those that say ``SHOWS_BODIES``. These must read of the edition no more than each story and
    what belongs to it, or the newest stories.
    """
    package = generator.outputs
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        module = import_module(f"{package.__name__}.{found.name}")
        if hasattr(module, "outputs") and (not bodies or getattr(module, "SHOWS_BODIES", False)):
            yield module.outputs


class _Keys:
    """Makes keys; the digest of a value that many outputs share is computed once."""

    def __init__(self, closure: Callable[[str], Closure], program: str) -> None:
        self.closure, self.program = closure, program
        self.shared: dict[int, tuple[object, str]] = {}  # by identity; holding the value keeps the identity its own

    def planned(self, output: Output) -> Planned:
        parts = self._parts(output.made)
        return Planned(output, digest(parts), parts)

    def _parts(self, made: Made) -> dict[str, str]:
        match made:
            case Drawn(icon, svg):
                return {"program": self.program, "drawn": digest([icon, of_bytes(svg)])}
            case Copied(digest=of_file):
                return {"file": of_file}
            case Cleared(picture):
                return {"program": self.program, "file": picture.digest}
            case Cropped(picture, shape):
                return {"program": self.program, "file": picture.digest, "shape": digest(shape)}
            case Resized(picture, rendition):
                return {"program": self.program, "file": picture.digest, "rendition": digest(rendition)}
            case Data(data):
                return {"data": of_bytes(data)}
        assert isinstance(made, Rendered | Shared)  # sketches are no plans
        closure = self.closure(made.layout)
        parts = {"program": self.program, "layouts": closure.digest}
        if isinstance(made, Shared) and made.photo:
            parts |= {"photo": digest([made.photo.digest, made.shape])}
        read = sorted(closure.names & made.context.keys())
        return parts | {name: self._digest(name, made.context[name]) for name in read}

    def _digest(self, name: str, value: object) -> str:
        if name not in _SHARED:
            return value.stamp if isinstance(value, Card) else digest(_condensed(value))
        known = self.shared.get(id(value))
        if not known:
            known = self.shared[id(value)] = (value, digest(value))
        return known[1]


def _condensed(value: object) -> object:
    """A value in which cards and entries of feeds are stood for by their stamps."""
    match value:
        case Card():
            return value.stamp
        case Related():
            return value.card.stamp, value.reason.kind, value.reason.names
        case FeedEntry():
            return value.stamp
        case Listing():
            return [_condensed(each) for each in _of_listing(value)]
        case Feed():
            return [_condensed(each) for each in _of_feed(value)]
        case tuple():
            return [_condensed(each) for each in value]
    return value


_of_listing = attrgetter(*(each.name for each in fields(Listing)))
_of_feed = attrgetter(*(each.name for each in fields(Feed)))
_SHARED = frozenset({"site", "nav", "assets"})


def _unwritable(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Outputs that cannot all be written, or not everywhere: each problem names both claimants."""
    owners: dict[str, Output] = {}
    for output in outputs:
        key = _folded(output.path)
        if key in owners:
            yield _claimed_twice(output, owners[key])
        owners.setdefault(key, output)
        yield from _unsafe(output)
    for key, output in owners.items():
        for folder in folders_of(key):
            if folder in owners:
                yield _claimed_twice(output, owners[folder])


_OF_THE_SEARCH = re.compile(r"search/\d{4}(/|$)")  # where the index of each year will be


def _spoken_for(outputs: Iterable[Output], searchable: bool) -> Iterator[Problem]:
    """Outputs whose paths belong to others: names that hosts act on, claimed by copy; the folders of the search."""
    for output in outputs:
        name = acted_on(output.path) if output.of_copy else ""
        if name and ("/" not in output.path or "." in name or name.startswith("_")):
            message = f"`/{output.path}` ({output.source}) has a name that hosts or browsers act on: `{name}`"
            fix = "give it another `slug`, alias or permalink; files with such names belong in content/static/"
            yield Problem(_file_of(output), 0, 0, message, fix)
        if searchable and _OF_THE_SEARCH.match(_folded(output.path)):
            message = f"`/{output.path}` is claimed twice: by {output.source} and by the search index"
            yield Problem(_file_of(output), 0, 0, message, "give it another `slug`, name or permalink")


def _folded(path: str) -> str:
    """A path as a disk may compare it that tells neither letter case nor Unicode forms apart."""
    folded: str = unicodedata2.normalize("NFC", unicodedata2.normalize("NFC", path).casefold())
    return folded


def _claimed_twice(output: Output, other: Output) -> Problem:
    place = "/" + output.path.removesuffix("index.html")
    if output.path == other.path:
        message = f"{place} is claimed twice: by {other.source} and by {output.source}"
    else:
        message = f"{place} ({output.source}) and /{other.path} ({other.source}) cannot both be stored everywhere"
    return Problem(_file_of(output, other), 0, 0, message, "give one of them another `slug`, name or permalink")


def _file_of(*outputs: Output) -> str:
    """The file to point at: the first of the outputs that comes from one."""
    sources = [output.source.removeprefix(ALIAS) for output in outputs]
    return next((source for source in sources if source.startswith("content/")), "site.toml")


def _unsafe(output: Output) -> Iterator[Problem]:
    """A path that some disk could not hold, or that would leave the output folder."""
    if not fault_in(output.path):
        return
    names = output.path.split("/")
    fix = "change its slug or name"
    if any(len(name.encode(errors="replace")) > LONGEST_NAME for name in names):
        fix = "shorten its slug or name"
    elif names[0].lower() == ".broadsheet":
        fix = "that folder is ours; choose another name"
    yield Problem(_file_of(output), 0, 0, f"`/{output.path}` cannot be stored as a file", fix)
