"""One value of front matter: what its editor wrote, where it stands, and what layouts see of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None
"""What layouts see of a value that is no known field: what JSON can hold."""

DEEPEST = 20
"""Levels of lists and mappings within one another."""

TOO_DEEP = f"lists and mappings lie more than {DEEPEST} deep in one another", "flatten them"

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


class Refused(ValueError):
    """A value that cannot be read: why, how to mend it, and how far into its text the fault lies."""

    def __init__(self, message: str, fix: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message, self.fix, self.offset = message, fix, offset


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of front matter, by line and column, and how to mend it.

    ``twice``: a field stands there a second time, and could be left out.
    """

    line: int
    column: int
    message: str
    fix: str
    twice: bool = False


class Faults(ValueError):
    """All that is wrong with a block of front matter."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Value:
    """Words, a list or a mapping, with the line and column (from 1, in the file) at which it begins.

    ``text`` is a scalar as it was written, before anything is made of it: ``NO``, ``0123``, ``14:18``.
    ``quoted`` words are words and never a number, a truth value or nothing.
    """

    line: int
    column: int
    text: str = ""
    quoted: bool = False
    items: tuple[Value, ...] | None = None
    entries: Mapping[str, Entry] | None = None

    @property
    def is_words(self) -> bool:
        """Neither a list nor a mapping."""
        return self.items is None and self.entries is None

    @property
    def is_empty(self) -> bool:
        """Nothing was written, or ``~``, ``null``, ``[]``, ``{}`` or ``""``."""
        if not self.is_words:
            return not (self.items or self.entries)
        return not self.text.strip() or (not self.quoted and self.text in NOTHING)

    @property
    def plain(self) -> Plain:
        """The value as layouts see it, typed by the core schema of YAML 1.2 but for numbers and dates.

        A number is one only where it reads back as it was written, so that ``0123``, ``1.10`` and
        ``1_000`` lose nothing. Dates stay words.
        """
        if self.items is not None:
            return [item.plain for item in self.items]
        if self.entries is not None:
            return {name: entry.value.plain for name, entry in self.entries.items()}
        return self.text if self.quoted else _typed(self.text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A value under its name, and where the name stands."""

    name: str
    line: int
    column: int
    value: Value


def _typed(text: str) -> Plain:
    if text in NOTHING:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _NUMBER.fullmatch(text):
        number = float(text) if "." in text else int(text)
        return number if str(number) == text else text
    return text
