"""Reads the number of a story in its series, for which other programs have a separate field: ``series_order: 2``."""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.reading.adopted.adoption import Adopted
from generator.reading.fields.series import is_series
from generator.reading.fields.values import FrontMatterEntry
from generator.reading.withholding.names import bare

_NUMBERS = ("seriesorder", "seriespart", "seriesnumber", "seriesweight")


def with_number(found: Adopted, series: FrontMatterEntry) -> FrontMatterEntry:
    """Return the field ``series`` with its number, or unchanged without one. The number is also kept as an extra."""
    numbers = [each for each in found.entries.values() if bare(each.name) in _NUMBERS]
    value, number = series.value, next((each for each in numbers if _is_number(each)), None)
    if value.entries is not None or not is_series(value) or not number:
        return series
    name, *others = value.items or (value,)
    if others:
        message = f"a story is in one series, so only `{name.text.strip()}` is used"
        found.say(others[0], message, "keep one of them; name the others under `tags`", "dropped")
    found.entries.pop(number.name)
    found.unused.append(number)
    parts = {"name": FrontMatterEntry("name", name.line, name.column, name), "part": replace(number, name="part")}
    return replace(series, value=replace(value, text="", items=None, entries=parts))


def _is_number(entry: FrontMatterEntry) -> bool:
    return entry.value.is_words and bool(re.fullmatch("0*[1-9][0-9]{0,3}", entry.value.text.strip()))
