"""Knows which names of time zones may be used, and suggests one for a name that may not.

A zone is named after a city (``Europe/Istanbul``), as in the IANA time zone database. That database also has
abbreviations such as ``EST``, which have no summer time. People who write them do not mean that, so they are refused.
``Etc/GMT+3`` is three hours *behind* UTC (see the database's file ``etcetera``), so it is never suggested.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from generator.model.slug import slug

_MOST_SUGGESTED = 3
_SIMILARITY = 0.8
_ABBREVIATIONS = {
    "cet": "Europe/Berlin Europe/Paris",
    "cest": "Europe/Berlin Europe/Paris",
    "met": "Europe/Berlin Europe/Paris",
    "mez": "Europe/Berlin Europe/Vienna",
    "eet": "Europe/Athens Europe/Helsinki",
    "eest": "Europe/Athens Europe/Helsinki",
    "wet": "Europe/Lisbon",
    "west": "Europe/Lisbon",
    "bst": "Europe/London",
    "ist": "Asia/Kolkata Europe/Dublin Asia/Jerusalem",
    "trt": "Europe/Istanbul",
    "tsi": "Europe/Istanbul",
    "msk": "Europe/Moscow",
    **dict.fromkeys(("est", "edt", "et", "est5edt"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "ct", "cst6cdt"), "America/Chicago America/Mexico_City Asia/Shanghai"),
    **dict.fromkeys(("mst", "mdt", "mt", "mst7mdt"), "America/Denver America/Phoenix"),
    **dict.fromkeys(("pst", "pdt", "pt", "pst8pdt"), "America/Los_Angeles"),
    "hst": "Pacific/Honolulu",
    "akst": "America/Anchorage",
    "brt": "America/Sao_Paulo",
    "jst": "Asia/Tokyo",
    "kst": "Asia/Seoul",
    "hkt": "Asia/Hong_Kong",
    "sgt": "Asia/Singapore",
    "pkt": "Asia/Karachi",
    "gst": "Asia/Dubai",
    "wat": "Africa/Lagos",
    "cat": "Africa/Maputo",
    "eat": "Africa/Nairobi",
    "sast": "Africa/Johannesburg",
    **dict.fromkeys(("aest", "aedt"), "Australia/Sydney Australia/Brisbane"),
    "acst": "Australia/Adelaide Australia/Darwin",
    "awst": "Australia/Perth",
    **dict.fromkeys(("nzst", "nzdt"), "Pacific/Auckland"),
}
_WELL_KNOWN = """
    Europe/London Europe/Lisbon Europe/Berlin Europe/Paris Europe/Madrid Europe/Athens Europe/Istanbul Europe/Moscow
    Africa/Lagos Africa/Johannesburg Africa/Cairo Africa/Nairobi Asia/Riyadh Asia/Baghdad Asia/Dubai Asia/Karachi
    Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Bangkok Asia/Jakarta Asia/Shanghai Asia/Singapore Asia/Tokyo
    Asia/Seoul Australia/Sydney Pacific/Noumea Pacific/Auckland Pacific/Honolulu America/Anchorage America/Los_Angeles
    America/Denver America/Chicago America/New_York America/Halifax America/Sao_Paulo America/Buenos_Aires
    Atlantic/South_Georgia Atlantic/Azores Atlantic/Reykjavik Asia/Tehran Asia/Kabul America/St_Johns
""".split()  # noqa: SIM905 - a list literal would take a page
_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+-−–])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_WINTER_AND_SUMMER = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)


def is_zone(name: str) -> bool:
    """Whether this name of a time zone may be used. Letter case matters, although some systems ignore it."""
    return name in _names() and name.casefold() not in _ABBREVIATIONS


def suggested(name: str) -> tuple[str, ...]:
    """Return up to three zones that ``name`` may have been meant for, most likely first; empty if none is similar."""
    return tuple(dict.fromkeys(_meant(name.strip())))[:_MOST_SUGGESTED]


def _meant(name: str) -> Iterable[str]:
    if found := _ABBREVIATIONS.get(name.casefold()):
        return found.split()
    if (offset := _OFFSET.fullmatch(name)) and int(offset[2]) <= 14:
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)) * (1 if offset[1] == "+" else -1)
        return _with_offset(ahead)
    if windows := _from_windows(name):
        return [windows]
    return _spelt_like(name)


def _with_offset(ahead: timedelta) -> Iterator[str]:
    """Yield the zones of well-known cities that are ahead of UTC by this much, first those with it all year."""
    for times in (_WINTER_AND_SUMMER, _WINTER_AND_SUMMER[:1], _WINTER_AND_SUMMER[1:]):
        for name in _WELL_KNOWN:
            if all(time.astimezone(ZoneInfo(name)).utcoffset() == ahead for time in times):
                yield name


def _from_windows(name: str) -> str:
    """Return the zone for a name that Windows uses, such as ``Turkey Standard Time``; empty if it is unknown."""
    from babel.core import get_global

    zones = {key.casefold(): str(zone) for key, zone in get_global("windows_zone_mapping").items()}
    return zones.get(name.casefold(), "")


def _spelt_like(name: str) -> Iterator[str]:
    zones = {each.casefold(): each for each in sorted(_names()) if is_zone(each) and not each.startswith("Etc/")}
    cities = {slug(each.rpartition("/")[2].replace("_", " ")): each for each in zones.values() if "/" in each}
    written = name.replace("\\", "/").replace(" ", "_").casefold()
    city = slug(name.replace("_", " ").rpartition("/")[2])
    if written in zones:
        yield zones[written]
    if city in cities:
        yield cities[city]
    yield from (zones[each] for each in difflib.get_close_matches(written, zones, 1, _SIMILARITY))
    yield from (cities[each] for each in difflib.get_close_matches(city, cities, 1, _SIMILARITY))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
