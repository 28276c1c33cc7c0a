"""Dates in the forms of other programs."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from generator.reading.adopted import dates

ZONE = ZoneInfo("Europe/Istanbul")

FORMS = {
    "2015-05-21": "2015-05-21T00:00:00+03:00",
    "2015/05/21": "2015-05-21T00:00:00+03:00",
    "2015/5/1 7:05": "2015-05-01T07:05:00+03:00",
    "2015.05.21": "2015-05-21T00:00:00+03:00",
    "20150521": "2015-05-21T00:00:00+03:00",
    "20150521T103000Z": "2015-05-21T10:30:00+00:00",
    "2015-05-21 10:30:00 -0700": "2015-05-21T10:30:00-07:00",
    "2015-05-21 10:30:00 PST": "2015-05-21T10:30:00-08:00",
    "2015-05-21 10:30:00 America/New_York": "2015-05-21T10:30:00-04:00",
    "2015-05-21T10:30:00.000Z": "2015-05-21T10:30:00+00:00",
    "2015-05-21 9:30 pm": "2015-05-21T21:30:00+03:00",
    "2015-05-21 12am": "2015-05-21T00:00:00+03:00",
    "Thu, 21 May 2015 10:30:00 +0000": "2015-05-21T10:30:00+00:00",
    "Thu May 21 2015": "2015-05-21T00:00:00+03:00",
    "Thu May 21 10:30:00 2015": "2015-05-21T10:30:00+03:00",
    "Thu May 21 10:30:00 EST 2015": "2015-05-21T10:30:00-05:00",
    "Thursday, May 21st, 2015 at 10:30": "2015-05-21T10:30:00+03:00",
    "May 21, 2015": "2015-05-21T00:00:00+03:00",
    "21 May 2015": "2015-05-21T00:00:00+03:00",
    "21.05.2015": "2015-05-21T00:00:00+03:00",
    "05/21/2015": "2015-05-21T00:00:00+03:00",
    "5/5/2015 10:30": "2015-05-05T10:30:00+03:00",
    "1432204200": "2015-05-21T10:30:00+00:00",
    "1432204200000": "2015-05-21T10:30:00+00:00",
    "'2015-05-21'": "2015-05-21T00:00:00+03:00",
}


@pytest.mark.parametrize("written", FORMS)
def test_the_forms_of_other_programs_are_read(written: str) -> None:
    found = dates.read(written, ZONE)
    assert found
    assert found.time.isoformat() == FORMS[written]


@pytest.mark.parametrize(
    "written",
    [
        *("", "someday", "2020-13-45", "05/06/2015", "Last Modified", "2015", "99999999999999"),
        "2015-05-21 10:30 Europe/Istambul",
    ],
)
def test_what_could_be_two_days_or_none_is_not_guessed(written: str) -> None:
    assert dates.read(written, ZONE) is None


@pytest.mark.parametrize(
    "path",
    [
        "2021-08-26-a.md",
        "blog/2021-08-26-a/index.md",
        "2021/08/26/a.md",
        "2021/8/26-a.md",
        "2021-08-26_a.md",
        "2021-8-26-a.md",
    ],
)
def test_a_path_may_have_the_date(path: str) -> None:
    found = dates.in_path(f"content/{path}", ZONE)
    assert found
    assert found.time.date().isoformat() == "2021-08-26"


@pytest.mark.parametrize("path", ["a.md", "2021-13-26-a.md", "12021-08-261.md", "2021/a.md"])
def test_other_figures_in_a_path_are_no_date(path: str) -> None:
    assert dates.in_path(f"content/{path}", ZONE) is None
