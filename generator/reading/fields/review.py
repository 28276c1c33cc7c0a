"""Reads the field ``review``: what is reviewed, and the verdict, as in ``{item: The Tide, type: book, rating: 4}``.

Search engines show a review only if they know what is reviewed and the rating (Google's "Review snippet": ``author``,
``itemReviewed`` with its ``name``, and ``reviewRating``). For an event, they also need its place and time.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping

from generator.model.disclosures import EVENTS, REVIEWED, Review
from generator.reading import dates
from generator.reading.fields import formatting
from generator.reading.fields.form import Form
from generator.reading.fields.parts import parts_of
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value

PARTS = {name: name for name in ("item", "type", "rating", "place", "date")}
_ALSO = {"movie": "film", "theatre": "play", "theater": "play", "show": "event", "organization": "organisation"}
_RATING = re.compile(r"(\d{1,3}(?:[.,]\d)?)(?: ?/ ?(\d{1,3})| out of (\d{1,3}))?")

FORM = Form(
    "Review",
    "What is reviewed, and the verdict.",
    "parts",
    {"item": "The Long Winter", "type": "book", "rating": 4},
    parts={
        "item": Form("What is reviewed", "Its name.", example="The Long Winter", needed=True, empty="error"),
        "type": Form(
            "Type",
            "What it is.",
            "choice",
            "book",
            choices={each: each.capitalize() for each in REVIEWED},
            spellings=tuple(_ALSO),
            needed=True,
            empty="error",
        ),
        "rating": Form("Rating", "0.5 to 5, or a fraction such as 8/10.", "rating", 4, needed=True, empty="error"),
        "place": Form("Place", "Where an event is.", "text", "The Ropewalk"),
        "date": Form("Date", "When an event is.", "time", "2026-12-19"),
    },
    also=PARTS,
    needs=("item", "type", "rating"),
)
"""How forms show the field."""


def review(reader: Reader, value: Value) -> Review | None:
    """Read what a story reviews. If a part cannot be read, report it and return None.
    :raises InvalidValue: if a part is missing.
    """
    parts = _given(reader, value)
    found = {name: _words(reader, entry) for name, entry in parts.items()}
    item, kind = found.get("item", ""), _type(reader, parts, found)
    rating = _rating(reader, parts, found)
    missing = [name for name in ("item", "type", "rating") if not found.get(name)]
    missing += [name for name in ("place", "date") if kind in EVENTS and not found.get(name)]
    if missing:
        names = " and no ".join(f"`{each}`" for each in missing)
        what = f"the `{reader.key}` of {'an' if kind[0] in 'aeiou' else 'a'} {kind}" if kind else f"the `{reader.key}`"
        fix = f"write {_example(reader, kind)}; a story without a rating needs no `{reader.key}`"
        raise InvalidValue(f"{what} has no {names}, which search engines need", fix)
    day = _day(reader, parts)
    if not kind or not rating or (found.get("date") and not day):
        return None
    return Review(formatting.plain(item), kind, *rating, formatting.plain(found.get("place", "")), day)


def _given(reader: Reader, value: Value) -> Mapping[str, FrontMatterEntry]:
    """Return the parts that are not empty."""
    if value.entries is None:
        raise InvalidValue(f"`{reader.key}` must say what is reviewed, and the rating", f"write {_example(reader)}")
    cut = reader.say_cut(value, *PARTS)
    parts = parts_of(reader, value.entries, PARTS, "a review", "`item`, `type`, `rating`, `place` and `date`", cut)
    return {name: entry for name, entry in parts.items() if not entry.value.is_empty}


def _words(reader: Reader, entry: FrontMatterEntry) -> str:
    """Return the text of a part. If it cannot be read, report it and return ``...``."""
    words = reader.part(entry, Reader.words)
    return words if isinstance(words, str) else "..."


def _type(reader: Reader, parts: Mapping[str, FrontMatterEntry], found: Mapping[str, str]) -> str:
    """Return the kind of thing that is reviewed; empty if it is missing, or unknown to search engines (reported)."""
    written = found.get("type", "").casefold()
    kind = _ALSO.get(written, written)
    if kind in REVIEWED or not written or written == "...":
        return kind if kind in REVIEWED else ""
    near = difflib.get_close_matches(kind, REVIEWED, 1, 0.7)
    *most, last = REVIEWED
    fix = f"did you mean `{near[0]}`?" if near else f"write one of: {', '.join(most)} or {last}"
    reader.say(parts["type"].value, f"`type` cannot be `{found['type']}`", fix)
    return ""


def _rating(reader: Reader, parts: Mapping[str, FrontMatterEntry], found: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the rating and the best possible one; None if it is missing or cannot be read, which is reported."""
    if found.get("rating", "...") == "...":
        return None
    read = _RATING.fullmatch(found["rating"])
    rating, best = (read[1].replace(",", "."), read[2] or read[3] or "5") if read else ("", "")
    if not read or not 0 < float(rating) <= float(best):
        message = f"`rating` cannot be `{found['rating']}`"
        fix = f"write a number from 0.5 to 5, such as 4 or 3.5, or `{_OF_TEN}`"
        reader.say(parts["rating"].value, message, fix)
        return None
    if int(best) == 5 and not (2 * float(rating)).is_integer():
        below = math.floor(2 * float(rating)) / 2
        near = " or ".join(f"{each:g}" for each in (below, below + 0.5) if each)
        message = f"stars are in halves, so readers see none for the rating {float(rating):g}"
        reader.warn(parts["rating"].value, message, f"write {near} for stars")
    return f"{float(rating):g}", f"{int(best)}"


_OF_TEN = "8/10"


def _day(reader: Reader, parts: Mapping[str, FrontMatterEntry]) -> str:
    """Return the day of an event, as in ``2026-11-14``; empty if it is missing or cannot be read, which is reported."""
    if "date" not in parts:
        return ""
    value = parts["date"].value
    try:
        return dates.read(value.text, reader.zone).time.date().isoformat()
    except InvalidValue as refused:
        reader.refuse(value, refused)
        return ""


def _example(reader: Reader, kind: str = "") -> str:
    sign = reader.sign if reader.sign == ":" else " ="
    named = kind or "book"
    parts = {"item": '"The Long Winter"', "type": named if sign == ":" else f'"{named}"', "rating": "4"}
    if kind in EVENTS:
        parts |= {"item": '"The Winter Concert"', "place": '"The Ropewalk"', "date": "2026-12-19"}
    inner = ", ".join(f"{name}{sign} {each}" for name, each in parts.items())
    return f"`{reader.key}{sign} {{{inner}}}`"
