"""Recognises the numbers in the cells of a column, as people write them in a language.

A number is never guessed. ``1.234`` is more than a thousand in German, and little more than one to a program; if no
other cell of the column shows which is meant, the column stays text, and ``AmbiguousNumber`` says why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import msgspec
import unicodedata2
from babel.numbers import get_decimal_symbol

from generator.text.locales import locale_of

MISSING = frozenset({"", "-", "–", "—", "−", ".", "..", "…", "n/a", "N/A", "NA", "n.a.", "null", "NaN"})
"""The contents of cells without a value."""

MOST_DIGITS = 15
"""The most digits of a number; anything longer is text, such as account numbers."""

_UNIT = "[%‰$£¥€¢\u20a0-\u20cf]"
_CELL = re.compile(
    rf"(?P<minus>[-−+])?(?P<before>{_UNIT})?(?:(?<={_UNIT}) )?(?P<inner>[-−+])?"
    rf"(?P<number>\d(?:[\d.,' ]*\d)?)(?P<after> ?{_UNIT})?"
)
_GROUPED = r"\d{1,3}(?:(?P<by>[ '%s])\d{2,3}(?:(?P=by)\d{2,3}){0,5})?(?<=\d{3})|"
_GROUP_OF_THREE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_ALIKE = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "’": "'", "٬": ",", "٫": ".", "٪": "%"})
_LONGEST = 60  # characters in a cell with a number


class NumberColumn(msgspec.Struct, frozen=True):
    """The numbers in the cells of a column; None for cells without a number (see ``Column``)."""

    values: tuple[Decimal | None, ...]
    places: int = 0
    before: str = ""
    after: str = ""


class AmbiguousNumber(msgspec.Struct, frozen=True):
    """Why a column that seems to have numbers is text: a cell that is not clearly a number, and the decimal signs with
    which it would be one.
    """

    cell: int
    signs: tuple[str, ...] = ()


class _Cell(msgspec.Struct, frozen=True):
    """A cell that may be a number: its digits and separators, and the sign and units around them."""

    sign: str
    number: str
    before: str
    after: str


def recognised(
    cells: Sequence[str], language: str, typed: bool = False, decimal: str = ""
) -> NumberColumn | AmbiguousNumber | None:
    """Return the numbers in a column of a text in ``language``; None if most of its cells are text.

    ``typed`` says that a program wrote the numbers. ``decimal`` is the decimal sign, if an editor specified it.
    """
    filled = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip() not in MISSING}
    found = {at: parts for at, cell in filled.items() if (parts := _parts(cell))}
    if not found or 2 * len(found) < len(filled):
        return None
    if wordy := filled.keys() - found.keys():
        return AmbiguousNumber(min(wordy))
    read = _readings(found, language, typed, decimal)
    if not isinstance(read, dict):
        return read
    units = {(each.before, each.after) for each in found.values()}
    if len(units) > 1:
        first = next(iter(found.values()))
        return AmbiguousNumber(
            next(at for at, each in found.items() if (each.before, each.after) != (first.before, first.after))
        )
    places = max(0, *(-int(value.as_tuple().exponent) for value in read.values()))
    return NumberColumn(tuple(map(read.get, range(len(cells)))), places, *units.pop())


def _readings(
    found: dict[int, _Cell], language: str, typed: bool, decimal: str
) -> dict[int, Decimal] | AmbiguousNumber:
    """Return the values by the index of their cell, if there is only one way to read all of them."""
    own = decimal or ("." if typed else decimal_sign(language))
    as_written = {at: _value(each, own, grouped=True) for at, each in found.items()}
    by_programs = {at: _value(each, ".", grouped=False) for at, each in found.items()}
    first, second = _whole(as_written), _whole(by_programs) if not decimal else None
    if first and not typed and not decimal and (at := _thousands(found, own)) is not None:
        return AmbiguousNumber(at, (own, "," if own == "." else "."))
    if first and second and first != second:
        return AmbiguousNumber(next(at for at in first if first[at] != second[at]), (own, "."))
    if first or second:
        return first or second or {}
    other = "," if own == "." else "."
    signs = (other,) if all(_value(each, other, grouped=True) is not None for each in found.values()) else ()
    return AmbiguousNumber(next(at for at, value in as_written.items() if value is None), signs)


def _thousands(found: dict[int, _Cell], own: str) -> int | None:
    """Return the first cell whose decimal sign probably separates thousands, as in 1.234, 987 and 765 in English text.

    It does if all cells with the sign have exactly three digits after it, and all others are whole numbers below a
    thousand, some of them with three digits. Measurements have decimals in every cell, or not always three of them.
    """
    marked = {at: each.number for at, each in found.items() if own in each.number}
    others = {each.number for at, each in found.items() if at not in marked}
    if not any(len(each) == 3 for each in others) or not all(len(each) <= 3 for each in others):
        return None
    grouped = bool(marked) and all(_GROUP_OF_THREE.fullmatch(each) for each in marked.values())
    return min(marked) if grouped else None


def _whole(values: dict[int, Decimal | None]) -> dict[int, Decimal] | None:
    """Return the values if all are known, otherwise None."""
    known = {at: value for at, value in values.items() if value is not None}
    return known if len(known) == len(values) else None


def _parts(cell: str) -> _Cell | None:
    found = _CELL.fullmatch(_in_ascii(cell)) if len(cell) <= _LONGEST else None
    if not found or (found["minus"] and found["inner"]):
        return None
    sign = "-" if (found["minus"] or found["inner"]) in ("-", "−") else ""
    return _Cell(sign, found["number"], found["before"] or "", (found["after"] or "").replace(" ", "\u00a0"))


def _in_ascii(cell: str) -> str:
    """Return a cell with digits and separators of any script converted to ASCII."""
    if cell.isascii():
        return cell
    return "".join(str(unicodedata2.decimal(each, each)) for each in cell.translate(_ALIKE))


def _value(cell: _Cell, decimal: str, grouped: bool) -> Decimal | None:
    """Return the value of a cell with this decimal sign; ``grouped`` allows separators between thousands."""
    found = _pattern(decimal, grouped).fullmatch(cell.number)
    if not found or sum(each.isdigit() for each in cell.number) > MOST_DIGITS:
        return None
    whole, _, places = cell.number.partition(decimal)
    return Decimal(f"{cell.sign}{re.sub('[^0-9]', '', whole)}{'.' * bool(places)}{places}")


@lru_cache(maxsize=4)
def _pattern(decimal: str, grouped: bool) -> re.Pattern[str]:
    groups = _GROUPED % ("." if decimal == "," else ",") if grouped else ""
    return re.compile(rf"(?:{groups}\d+)(?:{re.escape(decimal)}\d+)?")


@lru_cache(maxsize=64)
def decimal_sign(language: str) -> str:
    """Return the decimal sign of a language: a comma or a point."""
    return "," if get_decimal_symbol(locale_of(language)) == "," else "."
