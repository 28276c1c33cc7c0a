"""What a site does by itself: when stories appear, go, or grow old, and what of that has been missed.   [disk]"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from generator.model.problems import settle
from generator.pipeline.preparing import read_all
from generator.pipeline.request import Map, Order, silently
from generator.site.visibility import changes

_TOLD = 20  # changes to come that are told


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happens by itself: when, what, and to which story."""

    instant: datetime
    what: str
    file: str
    headline: str

    def line(self) -> str:
        """The turn as a line of text."""
        return f"{self.instant.isoformat(' ', 'minutes')}  {self.what:<32}  {self.headline}  [{self.file}]"


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What has happened ``since`` an instant until ``now``, and what comes next, the earliest first.

    ``due``: the site that was right then is not right any longer.
    """

    since: datetime | None
    now: datetime
    missed: tuple[Turn, ...]
    coming: tuple[Turn, ...]

    @property
    def due(self) -> bool:
        """Whether there is something to publish."""
        return bool(self.missed)


_WORDS = {
    "appears": "is published",
    "expires": "expires",
    "withdrawn": "is withdrawn",
    "old": "leaves the news sitemap",
}


def upcoming(order: Order, since: datetime | None, map: Map = map) -> Upcoming:
    """What changes by itself, as of the order's instant.

    :raises Problems: with everything that is wrong in copy.
    """
    readings = read_all(order, map, silently)
    settle(problem for reading in readings for problem in reading.problems)
    zone = order.settings.zone
    turns = sorted(
        (
            Turn(
                each.instant.astimezone(zone),
                _words(each.what, bool(each.manuscript.embargo)),
                each.manuscript.path,
                each.manuscript.headline,
            )
            for each in changes(reading.manuscript for reading in readings if reading.manuscript)
        ),
        key=lambda turn: (turn.instant, turn.file),
    )
    return Upcoming(
        since,
        order.as_of,
        tuple(each for each in turns if since and since < each.instant <= order.as_of),
        tuple(islice((each for each in turns if each.instant > order.as_of), _TOLD)),
    )


def _words(what: str, embargo: bool) -> str:
    return "is published (its embargo ends)" if what == "appears" and embargo else _WORDS[what]
