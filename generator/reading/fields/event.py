"""Reads the field ``event`` of a story: when and where something takes place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from generator.model.event import Event
from generator.reading import dates
from generator.reading.dates import Moment
from generator.reading.fields.form import Form
from generator.reading.fields.parts import parts_of
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value

PARTS = {
    **dict.fromkeys(("from", "start", "begins", "date"), "from"),
    **dict.fromkeys(("until", "to", "end", "ends"), "until"),
    **dict.fromkeys(("place", "where", "location", "venue"), "place"),
    **dict.fromkeys(("name", "title"), "name"),
}
_OPTIONAL = {"until": "nothing says when the event ends", "name": "the headline is the name of the event"}
_NEEDED = {"from": "YYYY-MM-DD HH:MM", "place": '"Town Hall, Quay Street"'}

FORM = Form(
    "Event",
    "When and where the event that the story announces takes place.",
    "parts",
    {"from": "2026-12-04 19:00", "until": "2026-12-04 21:00", "place": "Town Hall, Quay Street"},
    parts={
        "from": Form("From", "When it begins.", "time", "2026-11-24T10:00", needed=True, empty="error"),
        "until": Form("Until", "When it ends.", "time", "2026-11-24T10:00"),
        "place": Form("Place", "Where it takes place.", "text", "Town Hall, Quay Street", needed=True, empty="error"),
        "name": Form("Name", "The name of the event. Default: the headline."),
    },
    also=PARTS,
    needs=("from", "place"),
)
"""How forms show the field."""


def event(reader: Reader, value: Value) -> Event | None:
    """Read an event. If a part cannot be read, report it and return None.
    :raises InvalidValue: if the value has no parts.
    """
    if value.entries is None:
        raise InvalidValue(f"`{reader.key}` must have a `from` and a `place`", _fix(reader))
    is_cut = reader.say_cut(value, *PARTS)
    parts = parts_of(reader, value.entries, PARTS, "an event", "`from`, `until`, `place` and `name`", is_cut)
    given = {part: entry for part, entry in parts.items() if not entry.value.is_empty}
    for part, effect in _OPTIONAL.items():
        if part in parts and part not in given:
            reader.warn(parts[part], f"`{parts[part].name}` is empty, so {effect}", "write a value, or remove it")
    if missing := [part for part in _NEEDED if part not in given]:
        for part in missing:
            _say_missing(reader, parts.get(part, value), part)
        return None
    start, end = (reader.part(given[part], Reader.moment) if part in given else None for part in ("from", "until"))
    place, name = (reader.part(given[part], Reader.words) if part in given else "" for part in ("place", "name"))
    if not isinstance(start, Moment) or not isinstance(place, str) or not isinstance(name, str):
        return None
    if "until" in given and (not isinstance(end, Moment) or _disagree(reader, given, start, end)):
        return None
    end = end if isinstance(end, Moment) else None
    over = end.time if end and not end.day_only else _midnight_after((end or start).time, reader)
    return Event(start.time, over, place, end.time if end else None, start.day_only, name)


def _say_missing(reader: Reader, at: FrontMatterEntry | Value, part: str) -> None:
    what = "time" if part == "from" else "place"
    reader.say(at, f"the event has no {what}", f"add `{part}{reader.sign} {_written(reader, _NEEDED[part])}`")


def _disagree(reader: Reader, given: Mapping[str, FrontMatterEntry], start: Moment, end: Moment) -> bool:
    """Whether the end contradicts the start, which is then reported."""
    at = given["until"].value
    if start.day_only != end.day_only:
        message = "one of the event's two times is only a day, so it is not clear when it is over"
        reader.say(at, message, "write the time of day in both, or in neither")
        return True
    if end.time < start.time or (end.time == start.time and not end.day_only):
        reader.say(at, f"`{given['until'].name}` is not after `{given['from'].name}`", "correct one of the two times")
        return True
    return False


def _midnight_after(time: datetime, reader: Reader) -> datetime:
    """Return the end of the day of ``time`` in the site's time zone."""
    day = time.astimezone(reader.zone).date() + timedelta(days=1)
    return dates.parse(day.isoformat(), reader.zone)


def _written(reader: Reader, example: str) -> str:
    return example if reader.sign == ":" or example.startswith('"') else f'"{example}"'


def _fix(reader: Reader) -> str:
    if reader.sign == ":":
        return f"write `{reader.key}: {{from: {_NEEDED['from']}, until: YYYY-MM-DD HH:MM, place: {_NEEDED['place']}}}`"
    return f'write `{reader.key} = {{from = "{_NEEDED["from"]}", place = {_NEEDED["place"]}}}`'
