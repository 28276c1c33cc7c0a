"""One value in front matter: what its editor wrote, its position, and what layouts see."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None
"""The value of an unknown field (an extra), as layouts see it: anything that JSON can represent."""

DEEPEST = 20
"""The deepest nesting of lists and mappings."""

TOO_DEEP = f"lists and mappings are nested more than {DEEPEST} deep", "flatten them"

NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


class InvalidValue(ValueError):
    """A value cannot be read: the reason, the fix, and the offset of the fault in its text."""

    def __init__(self, message: str, fix: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message, self.fix, self.offset = message, fix, offset


class FieldFault(msgspec.Struct, frozen=True):
    """A fault at one line and column of front matter, and its fix.

    ``first`` is the earlier field of the same name, if there is one; other programs use the later one.
    """

    line: int
    column: int
    message: str
    fix: str
    first: FrontMatterEntry | None = None


class FieldFaults(ValueError):
    """All faults in a block of front matter."""

    def __init__(self, *faults: FieldFault) -> None:
        super().__init__(*faults)
        self.faults = faults


class Value(msgspec.Struct, frozen=True):
    """Text, a list or a mapping, with the line and column (from 1, in the file) at which it begins.

    ``text`` is a scalar as written, before any conversion: ``NO``, ``0123``, ``14:18``.
    ``quoted`` text is never read as a number, a boolean or null.
    """

    line: int
    column: int
    text: str = ""
    quoted: bool = False
    items: tuple[Value, ...] | None = None
    entries: Mapping[str, FrontMatterEntry] | None = None

    @property
    def is_words(self) -> bool:
        """Whether it is text: neither a list nor a mapping."""
        return self.items is None and self.entries is None

    @property
    def is_empty(self) -> bool:
        """Whether it is missing, or ``~``, ``null``, ``[]``, ``{}`` or ``""``."""
        if not self.is_words:
            return not (self.items or self.entries)
        return not self.text.strip() or (not self.quoted and self.text in NOTHING)

    @property
    def plain(self) -> Plain:
        """The value as layouts see it, typed by the core schema of YAML 1.2 except for numbers and dates.

        A number is converted only if it formats back exactly as written, so ``0123``, ``1.10`` and
        ``1_000`` lose nothing. Dates stay text.
        """
        if self.items is not None:
            return [item.plain for item in self.items]
        if self.entries is not None:
            return {name: entry.value.plain for name, entry in self.entries.items()}
        return self.text if self.quoted else typed(self.text)


class FrontMatterEntry(msgspec.Struct, frozen=True):
    """A named value, and the position of its name."""

    name: str
    line: int
    column: int
    value: Value


def typed(text: str) -> Plain:
    """Convert text by the core schema of YAML 1.2, but only if that loses nothing (see ``Value.plain``)."""
    if text in NOTHING:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _NUMBER.fullmatch(text):
        number = float(text) if "." in text else int(text)
        return number if str(number) == text else text
    return text
