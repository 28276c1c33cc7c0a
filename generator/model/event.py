"""Events that stories announce: when and where something takes place."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta


class Event(msgspec.Struct, frozen=True):
    """Something that takes place from ``start`` until ``end``, which is None if it is unknown.

    An ``all_day`` event has days without times: both are midnight at the start of a day, and ``end`` is its last day.
    The event is over at ``over``. ``name`` is empty if the headline of its story is its name.
    """

    start: Annotated[datetime, Meta(tz=True)]
    over: Annotated[datetime, Meta(tz=True)]
    place: str
    end: Annotated[datetime, Meta(tz=True)] | None = None
    all_day: bool = False
    name: str = ""

    @property
    def ends(self) -> datetime | None:
        """When it ends, as in calendars: an all-day event ends when the next day begins."""
        return (self.end or self.start) + timedelta(days=1) if self.all_day else self.end

    @property
    def machine_start(self) -> str:
        """The start in ISO 8601: a day, or a time with its offset."""
        return _machine(self.start, self.all_day)

    @property
    def machine_end(self) -> str:
        """The end in ISO 8601, which is the last day of an all-day event; empty if it is unknown."""
        return _machine(self.end, self.all_day) if self.end else ""


def _machine(time: datetime, all_day: bool) -> str:
    return time.date().isoformat() if all_day else time.isoformat()
