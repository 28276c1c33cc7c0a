"""Problems in files: where each is, what is wrong, and how an editor can fix it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NoReturn

import msgspec

from generator.model.safe_paths import shown

Level = Literal["error", "warning"]

Outcome = Literal["", "kept", "guessed", "dropped"]
"""How something in copy that was written for another program was treated; empty for any other problem."""


NO_ACTION = "no action needed: "
"""The beginning of the fix of a warning that needs no action, and only says what happens."""


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a file, described for editors.

    ``path`` is relative to the site's folder, with forward slashes. ``line`` and ``column`` count
    from 1; 0 means the entire file (or the entire line). ``source`` is the line itself. Of a line with more than 1,000
    characters, it is the part around the column, after ``…`` if that is not the beginning of the line. An error stops
    the build; a warning is shown and the build continues. ``outcome`` is for adopted copy.
    """

    path: str
    line: int
    column: int
    message: str
    fix: str = ""
    source: str = ""
    level: Level = "error"
    outcome: Outcome = ""

    def __post_init__(self) -> None:
        # a line can be a megabyte long and have thousands of problems, and each of them is stored with its line
        if len(self.source) > _LONGEST:
            start = max(0, self.column - _LONGEST // 2)
            part = f"…{self.source[start + 1 : start + _LONGEST]}" if start else self.source[:_LONGEST]
            msgspec.structs.force_setattr(self, "source", part)

    @property
    def place(self) -> str:
        """The place of the problem: ``path:line:column``, without the parts that are unknown."""
        return ":".join(str(part) for part in (shown(self.path), self.line, self.column) if part)

    @property
    def is_note(self) -> bool:
        """Whether it is a warning that needs no action."""
        return self.level == "warning" and self.fix.startswith(NO_ACTION)

    def __str__(self) -> str:
        """Format the problem as ``path:line:column: message`` with the line, a caret and the fix."""
        mark = "warning: " if self.level == "warning" else ""
        lines = [f"{self.place}: {mark}{shown(_clipped(self.message))}"]
        if self.source.strip():
            lines += _excerpt(self.source, self.line, self.column)
        if self.fix:
            lines.append(f"    fix: {shown(_clipped(self.fix))}")
        return "\n".join(lines)

    def as_data(self) -> dict[str, object]:
        """Return the problem as plain data, for ``--json``."""
        found = msgspec.structs.asdict(self)
        return found if self.outcome else {name: each for name, each in found.items() if name != "outcome"}


class Finding(msgspec.Struct, frozen=True):
    """A problem, and the name of the check that found it, or ``build`` if every build reports it."""

    check: str
    problem: Problem


class Problems(Exception):
    """One or more problems, collected so that editors see all of them at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Problems], tuple[tuple[Problem, ...]]]:
        return Problems, (self.problems,)


def refuse(problem: Problem) -> NoReturn:
    """Raise a single problem as ``Problems``."""
    raise Problems([problem])


def settle(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Raise all of ``problems`` if any is an error; otherwise return the warnings, sorted."""
    found = tuple(sorted(set(problems)))
    if any(problem.level == "error" for problem in found):
        raise Problems(found)
    return found


_LONGEST = 1000
_WIDEST = 100
_LONG = 600
_LONG_VALUE = re.compile(rf"([^\s`]{{{_LONG // 3}}}|(?<=`)[^`]{{{_LONG // 3}}})[^`]*(?=`|\Z)")


def _clipped(words: str) -> str:
    """Shorten long values in a message: somebody may have pasted an entire page into a setting."""
    return _LONG_VALUE.sub("\\1…", words) if len(words) > _LONG else words


def _excerpt(source: str, line: int, column: int) -> list[str]:
    """Return the source line after its number, with a caret below. A long line is cut to the part around the column."""
    is_part = len(source) == _LONGEST and source.startswith("…")  # the part of its line around the column
    at = min(column, _LONGEST // 2) if is_part else column
    text = source.rstrip("\r\n")
    start = max(0, at - _WIDEST // 2) if len(text) > _WIDEST else 0
    cut = text[start : start + _WIDEST].replace("\t", " ")
    cut = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in cut)
    gutter = f"{line:>6} | " if line else "       | "
    shown = [gutter + cut]
    if column:
        shown.append(" " * (len(gutter) - 2) + "| " + " " * (at - 1 - start) + "^")
    return shown


def also_in(count: int, paths: tuple[str, ...]) -> Iterator[str]:
    """Yield a text about the other files with a problem: those after the first of ``paths``, and how many more.
    ``count`` is the number of all files that have it.
    """
    if count > 1:
        more = f" and {count - len(paths):,} more" if count > len(paths) else ""
        yield f"also in {', '.join(paths[1:])}{more}"
