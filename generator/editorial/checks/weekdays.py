"""A weekday that does not match its date.

"Friday, 25 November" when the 25th is a Wednesday: one of the two is wrong, and readers come on the wrong day. If the
date has no year, the weekday may match in the year of the story, the year before or the year after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from generator.editorial.checks import CheckedSite
from generator.editorial.checks.quotes import paragraphs
from generator.model.problems import Problem


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report dates in the text that have the wrong weekday."""
    for each in site.manuscripts:
        pattern, days, months = _names(each.language or site.request.settings.language)
        if not pattern or not pattern.search(each.body):
            continue
        for line, text in paragraphs(site.lines(each.path)):
            for said in pattern.finditer(text):
                day, month = int(said["day"] or said["day2"]), months[(said["month"] or said["month2"]).casefold()]
                year = said["year"] or said["year2"]
                near = each.published.year if each.published else 0
                years = [int(year)] if year else [near, near - 1, near + 1] if near else []
                dates = [found for one in years if (found := _date(one, month, day))]
                if dates and all(one.weekday() != days[said["weekday"].casefold()] for one in dates):
                    number = line + text[: said.start()].count("\n")
                    message = f"`{said.group()}`: that day is a {_name(dates[0], each.language or 'en')}"
                    yield Problem(each.path, number, 0, message, "correct the weekday or the date", level="warning")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _name(day: date, language: str) -> str:
    return str(get_day_names("wide", locale=Locale.parse(language, sep="-"))[day.weekday()])


@lru_cache(maxsize=32)
def _names(language: str) -> tuple[re.Pattern[str] | None, dict[str, int], dict[str, int]]:
    """Return how a language writes a date: a pattern, its weekdays (Monday is 0) and its months."""
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None, {}, {}
    days = {str(name).casefold(): number for number, name in get_day_names("wide", locale=locale).items()}
    months = {str(name).casefold(): number for number, name in get_month_names("wide", locale=locale).items()}
    weekday, month = ("|".join(map(re.escape, sorted(names, key=len, reverse=True))) for names in (days, months))
    first = rf"(?P<day>\d{{1,2}})\.?(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{month})\b(?:,?\s+(?P<year>\d{{4}}))?"
    second = rf"(?P<month2>{month})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year2>\d{{4}}))?"
    pattern = rf"\b(?P<weekday>{weekday}),?\s+(?:the\s+|den\s+|le\s+)?(?:{first}|{second})"
    return re.compile(pattern, re.IGNORECASE), days, months
