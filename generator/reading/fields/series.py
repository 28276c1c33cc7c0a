"""Reads the field ``series``: the name of a story's series, and which part of it the story is."""

from __future__ import annotations

import re

from generator.model.series import InSeries
from generator.model.slug import slug
from generator.reading.fields.form import Form
from generator.reading.fields.parts import parts_of
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value

MOST = 9999
"""The highest number of a part."""
_NUMBERED = re.compile(
    r"(?P<name>.*?\w)[\s,;:(\u2013\u2014-]*+\b(?:part|episode|teil|folge|bölüm|kısım|partie|parte|deel|الجزء)\s?+"
    r"(?P<part>[0-9]{1,4})\)?",
    re.IGNORECASE,
)
"""A name followed by the number of a part."""

_PARTS = {"name": "name", "part": "part"}
_NO_NAMES = frozenset({"true", "false", "null", "~", "yes", "no"})

FORM = Form(
    "Series",
    "The series that the story is part of. Parts without a number are in the order of publication.",
    "series",
    {"name": "Harbour dues", "part": 2},
    of="series",
    parts={
        "name": Form("Name", "The name of the series.", example="Harbour dues", of="series", needed=True),
        "part": Form("Part", "The number of the part.", "number", 2, least=1, most=MOST),
    },
    needs=("name",),
)
"""How forms show the field."""


def series(reader: Reader, value: Value) -> InSeries | None:
    """Read a name, or ``{name: ..., part: 2}``. In a list, which other programs use, the first name counts.
    :raises InvalidValue: if there is no usable name.
    """
    if value.items is not None:
        return _listed(reader, value.items)
    if value.entries is None:
        return _named(reader, value) if not value.is_empty else None
    cut = reader.say_cut(value, *_PARTS)
    parts = parts_of(reader, value.entries, _PARTS, "a series", "`name` and `part`", cut)
    if "name" not in parts or parts["name"].value.is_empty:
        raise InvalidValue(f"`{reader.key}` has no `name`", f"write `{_example(reader)}`")
    return InSeries(_name(reader, parts["name"].value), _part(reader, parts["part"]) if "part" in parts else 0)


def _named(reader: Reader, value: Value) -> InSeries:
    """Read a series from a name alone. Warn if the name seems to contain the number of the part."""
    name = _name(reader, value)
    if found := None if value.quoted else _NUMBERED.fullmatch(name):
        message = f"`{name}` is the name of a series, not a part of one"
        meant = _example(reader, found["name"], found["part"])
        reader.warn(value, message, f'write `{meant}`; if this is its name, put it in quotes: `"{name}"`')
    return InSeries(name)


def is_series(value: Value) -> bool:
    """Whether ``series`` can read a value. Other programs may use the name of the field for something else."""
    if value.entries is not None:
        name = value.entries.get("name")
        return name is not None and _is_name(name.value) and _PARTS.keys() >= value.entries.keys()
    return all(map(_is_name, value.items)) if value.items is not None else _is_name(value)


def _is_name(value: Value) -> bool:
    return value.is_words and bool(slug(value.text)) and value.text.strip().casefold() not in _NO_NAMES


def _listed(reader: Reader, items: tuple[Value, ...]) -> InSeries | None:
    first, *others = items or (None,)
    if first is None:
        return None
    found = _named(reader, first)
    if others:
        message = f"a story is in one series, so only `{found.name}` is used"
        reader.warn(others[0], message, "keep one of them; name the others under `tags`")
    return found


def _name(reader: Reader, value: Value) -> str:
    name = reader.words(value)
    if not value.quoted and name.casefold() in _NO_NAMES:
        raise InvalidValue(
            f"`{name}` in `{reader.key}` is not a name", f"write `{_example(reader)}`, or remove the line"
        )
    if not slug(name):
        raise InvalidValue(
            f"`{name}` contains no letters or digits, so it cannot have a page", "give the series a name"
        )
    return name


def _part(reader: Reader, entry: FrontMatterEntry) -> int:
    if entry.value.is_empty:
        reader.warn(entry, "`part` is empty, so it has no effect", "write a number, or remove it")
        return 0
    written = entry.value.text.strip() if entry.value.is_words else ""
    if not re.fullmatch("[0-9]{1,4}", written) or not 0 < int(written) <= MOST:
        reader.say(entry.value, f"`part` must be a whole number from 1 to {MOST:,}", f"write `{_example(reader)}`")
        return 0
    return int(written)


def _example(reader: Reader, series: str = "Harbour money", number: str = "2") -> str:
    sign = ": " if reader.sign == ":" else " = "
    name, part = (f"{each}{sign}" for each in ("name", "part"))
    return f'{reader.key}{reader.sign} {{{name}"{series}", {part}{number}}}'
