"""Names of time zones: those that may be used, and which one somebody meant who wrote another.

A zone is named by a city (``Europe/Istanbul``), as in the IANA time zone database. That database also has
abbreviations such as ``EST``, which have no summer time. Nobody means that by what they write, so they are refused.
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

_SEVERAL = 3  # zones that are suggested
_ALIKE = 0.8
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
""".split()  # noqa: SIM905 - a list of so many would take a page
_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+-−–])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_WINTER_AND_SUMMER = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)


def is_zone(name: str) -> bool:
    """Whether a time zone may be used by this name; letter case matters, although some systems ignore it."""
    return name in _names() and name.casefold() not in _ABBREVIATIONS


def suggested(name: str) -> tuple[str, ...]:
    """The zones that somebody may have meant who wrote ``name``, most likely first; empty if none is like it."""
    return tuple(dict.fromkeys(_meant(name.strip())))[:_SEVERAL]


def _meant(name: str) -> Iterable[str]:
    if found := _ABBREVIATIONS.get(name.casefold()):
        return found.split()
    if (offset := _OFFSET.fullmatch(name)) and int(offset[2]) <= 14:
        ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)) * (1 if offset[1] == "+" else -1)
        return _with_offset(ahead)
    if windows := _of_windows(name):
        return [windows]
    return _spelt_like(name)


def _with_offset(ahead: timedelta) -> Iterator[str]:
    """Well-known cities whose clocks are ahead of UTC by this much, those that are all year first."""
    for times in (_WINTER_AND_SUMMER, _WINTER_AND_SUMMER[:1], _WINTER_AND_SUMMER[1:]):
        for name in _WELL_KNOWN:
            if all(time.astimezone(ZoneInfo(name)).utcoffset() == ahead for time in times):
                yield name


def _of_windows(name: str) -> str:
    """The zone for a name that Windows uses, such as ``Turkey Standard Time``."""
    from babel.core import get_global

    zones = {key.casefold(): str(zone) for key, zone in get_global("windows_zone_mapping").items()}
    return zones.get(name.casefold(), "")


def _spelt_like(name: str) -> Iterator[str]:
    whole = {each.casefold(): each for each in sorted(_names()) if is_zone(each) and not each.startswith("Etc/")}
    cities = {slug(each.rpartition("/")[2].replace("_", " ")): each for each in whole.values() if "/" in each}
    written = name.replace("\\", "/").replace(" ", "_").casefold()
    city = slug(name.replace("_", " ").rpartition("/")[2])
    if written in whole:
        yield whole[written]
    if city in cities:
        yield cities[city]
    yield from (whole[each] for each in difflib.get_close_matches(written, whole, 1, _ALIKE))
    yield from (cities[each] for each in difflib.get_close_matches(city, cities, 1, _ALIKE))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
