"""A weekday that does not match its date, and days that no calendar has.

"Friday, 25 November" when the 25th is a Wednesday: one of the two is wrong, and readers turn up on the wrong day. If
the date has no year, it is the story's own if the day is within two weeks of the story; otherwise the weekday may match
in the year of the story, the year before or the year after. There is no 31 November in any year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

import msgspec
from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from generator.editorial.checks import CheckedSite
from generator.editorial.checks.quotes import paragraphs
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem

_NEAR = timedelta(days=14)
_SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}  # in addition to the forms in the CLDR


class _Names(msgspec.Struct, frozen=True):
    """The dates of a language: patterns with and without a weekday, its weekdays (Monday is 0) and its months."""

    pattern: re.Pattern[str]
    day_alone: re.Pattern[str]
    days: dict[str, int]
    months: dict[str, int]


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report dates in the text that have the wrong weekday, or that do not exist."""
    for each in site.manuscripts:
        names = _names(each.language or site.request.settings.language)
        if not names or not (names.pattern.search(each.body) or names.day_alone.search(each.body)):
            continue
        for line, text in paragraphs(site.lines(each.path)):
            matched = {match.end(): match for match in (*names.day_alone.finditer(text), *names.pattern.finditer(text))}
            for match in matched.values():
                if wrong := _wrong(match, names, each):
                    number = line + text[: match.start()].count("\n")
                    yield Problem(each.path, number, 0, *wrong, level="warning")


def _wrong(matched: re.Match[str], names: _Names, story: Manuscript) -> tuple[str, str] | None:
    """Return what is wrong with a date in a story, and the fix; ``None`` if it may be right."""
    parts = {name.removesuffix("2"): value for name, value in matched.groupdict().items() if value}
    day, month = int(parts["day"]), names.months[parts["month"].casefold()]
    years = _years(parts.get("year", ""), month, day, story)
    dates = [found for one in years if (found := _date(one, month, day))]
    if years and not dates and ("year" in parts or (month, day) != (2, 29)):
        return f"`{matched.group()}`: there is no such day", "correct the date"
    weekday = names.days.get(parts.get("weekday", "").casefold())
    if weekday is None or not dates or any(one.weekday() == weekday for one in dates):
        return None
    meant = _name(dates[0], story.language or "en")
    return f"`{matched.group()}`: that day is a {meant}", "correct the weekday or the date"


def _years(written: str, month: int, day: int, story: Manuscript) -> list[int]:
    """Return the possible years of a date, the most likely one first."""
    if written or not story.published:
        return [int(written)] if written else []
    year = story.published.year
    near = [one for one in (year, year - 1, year + 1) if (found := _date(one, month, day)) and _is_near(found, story)]
    return near or [year, year - 1, year + 1]


def _is_near(day: date, story: Manuscript) -> bool:
    return story.published is not None and abs(day - story.published.date()) <= _NEAR


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _name(day: date, language: str) -> str:
    return str(get_day_names("wide", locale=Locale.parse(language, sep="-"))[day.weekday()])


@lru_cache(maxsize=32)
def _names(language: str) -> _Names | None:
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
    days, months = _all(get_day_names, locale) | _SHORT, _all(get_month_names, locale)
    weekday, month = ("|".join(map(re.escape, sorted(names, key=len, reverse=True))) for names in (days, months))
    first = rf"(?P<day>\d{{1,2}})\.?(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{month})\b(?:,?\s+(?P<year>\d{{4}})\b)?"
    second = rf"(?P<month2>{month})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year2>\d{{4}})\b)?"
    pattern = rf"\b(?P<weekday>{weekday})\b\.?,?\s+(?:the\s+|den\s+|le\s+)?(?:{first}|{second})"
    alone = re.compile(rf"(?<![\w.,/-])(?=(?:29|3[01])\b){first}", re.IGNORECASE)
    return _Names(re.compile(pattern, re.IGNORECASE), alone, days, months)


def _all(names: Callable[..., Mapping[int, str]], locale: Locale) -> dict[str, int]:
    """Return the numbers of weekdays or months by their names and short names, in lower case."""
    found = {
        str(name).casefold().rstrip("."): number
        for width in ("abbreviated", "wide")
        for number, name in names(width, locale=locale).items()
    }
    return {name: number for name, number in found.items() if len(name) > 1}
