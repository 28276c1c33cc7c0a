"""Times that are probably typing errors.

A story dated 2062 instead of 2026 does not appear, and one dated 1026 or 1926 is at the end of every list. Readers see
`modified` with the story, so it cannot be in the future.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem

_YEAR = timedelta(days=365.25)
_AHEAD = {"published": 5 * _YEAR, "embargo": 5 * _YEAR, "killed": 5 * _YEAR, "expires": 20 * _YEAR}
_FIRST = datetime(1600, 1, 1, tzinfo=UTC)  # no newspaper is older
_APART = 25 * _YEAR  # if a story is older than all others by this much, the year is probably wrong
_FEW = 2  # more stories than this are not an error, however old they are
_MANY = 10  # with fewer stories, the oldest ones are not checked
_FILE_DATE = re.compile(r"(?:.*/)?(\d{4})-\d{2}-\d{2}-[^/]*")


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report times that are too far from today, or that do not match other times."""
    for each in site.manuscripts:
        yield from _far(site, each)
        if each.modified and each.modified > site.request.as_of:
            message = f"`modified` is in the future: {_day(each.modified)}"
            yield site.at(each, "modified", message, "write when the story was last changed")
    yield from _alone(site)


def _far(site: CheckedSite, each: Manuscript) -> Iterator[Problem]:
    """Report times that are many years ahead, before the first newspapers, or not in the year of the file's name."""
    for name, limit in _AHEAD.items():
        time = getattr(each, name)
        if time and time < _FIRST:
            yield site.at(each, name, f"`{name}` is in the year {time.year}", _fix(time, site))
        elif time and time - site.request.as_of > limit and not (name == "published" and time == each.embargo):
            years = int((time - site.request.as_of) / _YEAR)
            yield site.at(each, name, f"`{name}` is {years} years from now: {_day(time)}", _fix(time, site))
    named = _FILE_DATE.fullmatch(each.path)
    if named and each.published and abs(each.published.year - int(named[1])) > 1:
        message = f"the story is dated {each.published.year}, but its file {named[1]}"
        yield site.at(each, "published", message, "correct one of the two")


def _alone(site: CheckedSite) -> Iterator[Problem]:
    """Report the few oldest stories if they are decades older than all others."""
    dated = [(each.published, each.path, each) for each in site.manuscripts if each.published and each.kind == "story"]
    dated = [each for each in sorted(dated, key=lambda each: each[:2]) if each[0] >= _FIRST]
    if len(dated) < _MANY:
        return
    for count in range(1, _FEW + 1):
        if dated[count][0] - dated[count - 1][0] > _APART:
            for published, _, each in islice(dated, count):
                years = int((dated[count][0] - published) / _YEAR)
                message = f"`published` is {years} years before all other stories: {_day(published)}"
                yield site.at(each, "published", message, _fix(published, site))
            return


def _fix(time: datetime, site: CheckedSite) -> str:
    """Suggest the year that was probably meant: the current, last or next one, with one digit wrong or two swapped."""
    now, written = site.request.as_of.year, f"{time.year:04}"
    for year in map(str, (now, now - 1, now + 1)):
        wrong = sum(one != other for one, other in zip(year, written, strict=True))
        if wrong == 1 or (wrong == 2 and sorted(year) == sorted(written)):
            return f"did you mean {year}?"
    return "correct the year"


def _day(time: datetime) -> str:
    return f"{time.year:04}-{time:%m-%d}"
