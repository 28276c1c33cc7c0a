"""Whether fields of adopted copy have the form in which Broadsheet reads them: `planned`, and `republish`."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from generator.reading import dates
from generator.reading.field_types import TRUTH
from generator.reading.values import Refused, Value


def is_truth(value: Value) -> bool:
    """Whether a value is yes or no, or empty."""
    return value.is_empty or (value.is_words and value.text.strip().lower() in TRUTH)


def is_date(value: Value) -> bool:
    """Whether a value is a date or time, or empty."""
    try:
        return value.is_empty or (value.is_words and bool(dates.read(value.text, ZoneInfo("UTC"))))
    except Refused:
        return False
