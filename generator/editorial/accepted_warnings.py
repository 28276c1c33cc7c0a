"""Accepted warnings, which a newsroom has decided to ignore, in the text file ``accepted.txt``.   [disk]

The file has the number of times that each warning occurs in each file, without line numbers, so it stays valid when
lines move. If a warning occurs more often than it was accepted, every occurrence is reported, since it is not known
which one is new.

    content/harbour/ferry.md
        pictures: the picture has no caption
        quotes, 2 times: a quotation mark " in this paragraph has no partner
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.model.problems import Finding, Problem, Problems, refuse
from generator.pipeline.request import BuildRequest
from generator.publish import disk
from generator.reading.scan import ACCEPTED
from generator.system import nofollow

FILE = ACCEPTED

_NOTE = (
    "# Warnings that `broadsheet check` and `broadsheet build` do not show. This file is written by\n"
    "# `broadsheet check --accept`. To see a warning again, delete its line.\n"
)
_ENTRY = re.compile(r"\s+([a-z-]+)(?:, (\d{1,9}) times)?: (\S.*)")
_CONFLICT = re.compile(r"<{7}|={7}|>{7}")
_NUMBER = re.compile(r"(?<!\S)\d[\d.,]*(?=\s|$)")  # such as the number of stories that have a tag
_CODE = re.compile(r"(`[^`]*`)")


class AcceptedWarning(msgspec.Struct, frozen=True, order=True):
    """A warning in a file, on any line."""

    path: str
    check: str
    message: str

    @classmethod
    def of(cls, finding: Finding) -> AcceptedWarning:
        """Return the entry that accepts a finding, without numbers that can change although the file is not edited."""
        parts = _CODE.split(_on_one_line(finding.problem.message))
        message = "".join(part if part.startswith("`") else _NUMBER.sub("…", part) for part in parts)
        return cls(_on_one_line(finding.problem.path), finding.check, message)

    def __str__(self) -> str:
        return f"{self.path}: {self.check}: {self.message}"


def _on_one_line(text: str) -> str:
    """Return a text in the form in which it can be written into the file."""
    return " ".join(text.encode(errors="replace").decode().split())


Accepted = Mapping[AcceptedWarning, int]
"""The number of times that each warning is accepted."""


class AcceptResult(msgspec.Struct, frozen=True):
    """The result of accepting: the numbers of accepted warnings and of new ones among them, and the dropped entries."""

    accepted: int
    added: int
    dropped: tuple[str, ...]


def folder_of(request: BuildRequest) -> Path:
    """Return the folder of the file: the site's, or that of the stories, since its stories may be secret."""
    return request.content or request.site


def load(folder: Path) -> tuple[Accepted, tuple[Problem, ...]]:
    """Return the accepted warnings in a folder's file, and warnings about lines of it that cannot be read."""
    try:
        data = nofollow.read(folder / FILE, None)
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        fix = "put a file here that can be read, not a link to one"
        return {}, (Problem(FILE, 0, 0, f"this file cannot be read: {error.strerror}", fix, level="warning"),)
    return _read(data.decode("utf-8-sig", "replace"))


def _read(text: str) -> tuple[Accepted, tuple[Problem, ...]]:
    found, problems, path = dict[AcceptedWarning, int](), list[Problem](), ""
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        entry = _ENTRY.fullmatch(line.rstrip())
        if entry and path:
            key = AcceptedWarning(path, entry[1], entry[3])
            found[key] = max(found.get(key, 0), int(entry[2] or 1))
        elif line.strip() and (line[0].isspace() or _CONFLICT.match(line) or _is_alone(lines, number)):
            fix = f"delete the line, or delete {FILE} and run: broadsheet check --accept"
            problems.append(Problem(FILE, number, 1, "this line is not an accepted warning", fix, line, "warning"))
        elif line.strip() and not line.startswith("#"):
            path = line.strip()
    return found, tuple(problems)


def _is_alone(lines: list[str], number: int) -> bool:
    """Return whether a line, counted from 1, could name a file, but no warning follows it."""
    after = next((line for line in lines[number:] if line.strip()), "x")
    return not lines[number - 1].startswith("#") and not after[0].isspace() and not _CONFLICT.match(after)


def split(findings: Iterable[Finding], accepted: Accepted) -> tuple[list[Finding], list[Finding]]:
    """Return the findings to show, and those that are accepted. Errors are never accepted."""
    if not accepted:
        return [*findings], []
    found = [(each, AcceptedWarning.of(each) if each.problem.level == "warning" else None) for each in findings]
    counts = Counter(entry for _, entry in found)
    shown, known = list[Finding](), list[Finding]()
    for each, entry in found:
        (known if entry and counts[entry] <= accepted.get(entry, 0) else shown).append(each)
    return shown, known


def accept(folder: Path, findings: Iterable[Finding], not_run: Collection[str]) -> AcceptResult:
    """Rewrite the file with all warnings among the findings; entries of checks that did not run are kept.

    :raises Problems: if a line of the file cannot be read, or the file cannot be written.
    """
    before, wrong = load(folder)
    if wrong:
        raise Problems(replace(each, level="error") for each in wrong)
    now: dict[AcceptedWarning, int] = Counter(
        AcceptedWarning.of(each) for each in findings if each.problem.level == "warning"
    )
    now |= {entry: count for entry, count in before.items() if entry.check in not_run}
    dropped = tuple(str(entry) for entry in sorted(before) if entry not in now)
    added = sum(max(0, count - before.get(entry, 0)) for entry, count in now.items())
    if now != before:
        _write(folder, now)
    return AcceptResult(sum(now.values()), added, dropped)


def _write(folder: Path, accepted: Accepted) -> None:
    try:
        if accepted:
            disk.replace(str(folder / FILE), "".join((_NOTE, *_lines(accepted))).encode())
        else:
            (folder / FILE).unlink(missing_ok=True)
    except OSError as error:
        fix = "make room or allow writing in its folder"
        refuse(Problem(FILE, 0, 0, f"this file cannot be written: {error.strerror}", fix))


def _lines(accepted: Accepted) -> Iterator[str]:
    for path, entries in groupby(sorted(accepted), key=lambda each: each.path):
        yield f"{path}\n"
        for each in entries:
            times = f", {accepted[each]} times" if accepted[each] > 1 else ""
            yield f"    {each.check}{times}: {each.message}\n"
