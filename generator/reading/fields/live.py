"""Reads the field ``live`` of a story: when its live coverage begins and ends."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from generator.model.live import Coverage
from generator.reading.dates import Moment
from generator.reading.fields.form import Form
from generator.reading.fields.parts import parts_of
from generator.reading.fields.types import Reader
from generator.reading.fields.values import Value

HOUR = timedelta(hours=1)
COVERED = 12 * HOUR
"""How long live coverage lasts if it has no end."""

PARTS = {
    **dict.fromkeys(("from", "begins", "start"), "from"),
    **dict.fromkeys(("until", "to", "ends", "end", "till"), "until"),
}
_VERBS = {"from": "begins", "until": "ends"}

FORM = Form(
    "Live coverage",
    "When live coverage begins and ends. Headings with a time are its entries: `## 14:05 The gate is shut`.",
    "parts",
    {"from": "2026-11-24 13:00", "until": "2026-11-24 18:00"},
    parts={
        "from": Form("From", "When it begins. Default: when the story appears.", "time", "2026-11-24T10:00"),
        "until": Form("Until", "When it ends. Default: twelve hours after it begins.", "time", "2026-11-24T10:00"),
    },
    also=PARTS,
)
"""How forms show the field."""


class ParsedLive(msgspec.Struct, frozen=True):
    """The times in the field, None where it has none, and its place in the file."""

    begins: Moment | None
    ends: Moment | None
    at: Value


def has_our_form(value: Value, adopt: bool) -> bool:
    """Whether a value is one of Broadsheet's field: it has parts. In other programs, `live: true` means published.

    In adopted copy, one of the parts must be a beginning or an end.
    """
    if value.entries is None or not adopt:
        return value.entries is not None or value.is_empty
    return any(name.casefold() in PARTS for name in value.entries)


def live(reader: Reader, value: Value) -> ParsedLive | None:
    """Read the times in a mapping with ``from`` and ``until``. Standalone pages have no live coverage."""
    if reader.of_page:
        return None
    found: dict[str, Moment] = {}
    parts = parts_of(reader, value.entries or {}, PARTS, "live coverage", "`from` and `until`", cut=False)
    for part, entry in parts.items():
        if entry.value.is_empty:
            usual = "with the story" if part == "from" else f"{COVERED // HOUR} hours after it begins"
            message = f"`{entry.name}` is empty, so the live coverage {_VERBS[part]} {usual}"
            reader.warn(entry, message, "write a time, or remove it")
        elif isinstance(moment := reader.part(entry, Reader.moment), Moment):
            found[part] = moment
    return ParsedLive(found.get("from"), found.get("until"), value)


def coverage(given: ParsedLive, published: Moment | None, reader: Reader) -> Coverage | None:
    """Return when the coverage begins and ends. By default, it begins when the story is published.
    None if the beginning is unknown, or if the end is not after it, which is reported.
    """
    begins = given.begins or published
    if not begins:
        return None
    ends = given.ends.time if given.ends else begins.time + COVERED
    if ends <= begins.time:
        message = f"the live coverage ends at {ends:%Y-%m-%d %H:%M}, which is not after it begins"
        reader.say(given.at, message, "correct one of the two times; `until` after midnight needs the next day's date")
        return None
    return Coverage(begins.time, ends)
