"""The first line of a block: ``::: name argument key=value key="two words"``.

Quotation marks may be straight or those of a word processor. Each mistake in the line is a ``BlockFault``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from generator.model.blocks import BlockValue
from generator.model.problems import Level

LONGEST = 1_000
"""The most characters of an argument or a value."""

MOST_VALUES = 20
"""The most values on one line."""

_LINE = re.compile(r"(:{3,}+)[ \t]*+(?:([A-Za-z][\w-]*+)(?=[ \t]|:{3}|$))?")
_ENDED = re.compile(r"(?<!:):{3,}$")
_SPACE = re.compile(r"[ \t]*+")
_KEY = re.compile(r"([A-Za-z][\w-]*+)=")
_QUOTED = re.compile(
    r"\"([^\"]*+)\"(?=[ \t]|$)|'([^']*+)'(?=[ \t]|$)|[“„]([^“”„]*+)[”“](?=[ \t]|$)|«([^«»]*+)»(?=[ \t]|$)"
)
_WORD = re.compile(r"[^ \t]++")
_OPENING = '"“„«'


class BlockFault(msgspec.Struct, frozen=True):
    """A mistake in a block. ``column`` counts from 1 in its first line; 0 means the entire line."""

    message: str
    fix: str
    column: int = 0
    level: Level = "error"


class BlockLine(msgspec.Struct, frozen=True):
    """A line that begins with colons. One without a ``name`` ends a block.

    ``ended`` says that the block also ends on this line, ``is_foreign`` that what follows the colons is not a name.
    """

    colons: int
    name: str = ""
    argument: BlockValue = BlockValue()
    values: dict[str, BlockValue] = {}
    ended: bool = False
    is_foreign: bool = False
    faults: tuple[BlockFault, ...] = ()


def read(written: str, column: int = 1) -> BlockLine:
    """Read a line that begins with colons. ``column`` is where it begins in its file's line, from 1."""
    written = written.rstrip(" \t")
    start = _LINE.match(written)
    assert start  # the parser's rule has found the colons
    colons, name = len(start[1]), start[2] or ""
    rest = written[start.end() :]
    if not name:
        return BlockLine(colons, is_foreign=bool(rest))
    ended = _ENDED.search(rest)
    if ended:
        rest = rest[: ended.start()].rstrip(" \t")
    faults: list[BlockFault] = []
    argument, values = _parts(rest, column + start.end(), faults)
    return BlockLine(colons, name, argument, values, bool(ended), False, tuple(faults))


def _parts(rest: str, column: int, faults: list[BlockFault]) -> tuple[BlockValue, dict[str, BlockValue]]:
    """Return the argument and the values in ``rest``, the text after a block's name, which begins in ``column``."""
    words: list[tuple[BlockValue, str]] = []
    values: dict[str, BlockValue] = {}
    for key, given, written in _each(rest, column, faults):
        if len(given.text) > LONGEST:
            message = f"this value has {len(given.text):,} characters; the limit is {LONGEST:,}"
            faults.append(BlockFault(message, "write long text into the block", given.column))
        elif not key:
            words.append((given, written))
        elif key in values:
            faults.append(BlockFault(f"`{key}` appears twice", "remove one of the two", given.column - len(key) - 1))
        elif len(values) < MOST_VALUES:
            values[key] = given
    return _argument(words), values


def _argument(words: list[tuple[BlockValue, str]]) -> BlockValue:
    """Return the argument. It keeps its quotation marks, unless they enclose all of it."""
    if len(words) < 2:
        return words[0][0] if words else BlockValue()
    return BlockValue(" ".join(written for _, written in words), words[0][0].column)


def _each(rest: str, column: int, faults: list[BlockFault]) -> Iterator[tuple[str, BlockValue, str]]:
    """Yield each word and value: its key (empty for a word), its text, and how it is written."""
    at = 0
    while (at := _end_of(_SPACE, rest, at)) < len(rest):
        key = _KEY.match(rest, at)
        at = key.end() if key else at
        quoted = _QUOTED.match(rest, at)
        if not quoted and at < len(rest) and rest[at] in _OPENING:
            message = "the quotation mark that begins here is not closed before the end of the line"
            level: Level = "error" if key else "warning"
            faults.append(BlockFault(message, "close it after the last word of the value", column + at, level))
        end = quoted.end() if quoted else _end_of(_WORD, rest, at)
        text = next((each for each in quoted.groups() if each is not None), "") if quoted else rest[at:end]
        if text.startswith("=") and not quoted and not key:
            fix = 'write the key, `=` and the value without spaces: `key="two words"`'
            faults.append(BlockFault("there is a space before this `=`, so it belongs to no key", fix, column + at))
        yield key[1] if key else "", BlockValue(" ".join(text.split()), column + at), rest[at:end]
        at = end


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
