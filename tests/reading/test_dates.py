"""Dates and times: every form that is read, what a zone does to them, and every refusal with its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading import dates
from generator.reading.fields.values import InvalidValue

ISTANBUL = ZoneInfo("Europe/Istanbul")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-12-02T04:14:00+03:00", "2024-12-02T04:14:00+03:00"),
        ("2024-12-02 04:14", "2024-12-02T04:14:00+03:00"),
        ("2024-12-02", "2024-12-02T00:00:00+03:00"),
        ("2024-12-2 4:14:05", "2024-12-02T04:14:05+03:00"),
        ("2024-12-02t04:14z", "2024-12-02T04:14:00+00:00"),
        ("2024-12-02 04:14 UTC", "2024-12-02T04:14:00+00:00"),
        ("2024-12-02T04:14:00.250Z", "2024-12-02T04:14:00.250000+00:00"),
        ("2024-12-02 04:14:00 -0530", "2024-12-02T04:14:00-05:30"),
        ("2024-12-02 04:14+03", "2024-12-02T04:14:00+03:00"),
        ("2024-12-02 04:14 -0000", "2024-12-02T04:14:00+00:00"),
        ("2024-12-02 04:14 +14:00", "2024-12-02T04:14:00+14:00"),
        ("2024-02-29", "2024-02-29T00:00:00+03:00"),
        ("2 December 2024", "2024-12-02T00:00:00+03:00"),
        ("2 december 2024 04:14", "2024-12-02T04:14:00+03:00"),
        ("2 Sept. 2024, 04:14", "2024-09-02T04:14:00+03:00"),
        ("December 2, 2024", "2024-12-02T00:00:00+03:00"),
        ("Dec 2, 2024 at 04:14 +01:00", "2024-12-02T04:14:00+01:00"),
        ("04:14 | 02 December 2024", "2024-12-02T04:14:00+03:00"),
        ("  2024-12-02 ", "2024-12-02T00:00:00+03:00"),
    ],
)
def test_forms(text: str, iso: str) -> None:
    assert dates.parse(text, ISTANBUL).isoformat() == iso


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("2024-13-45", "there is no month `13`", 5),
        ("2024-11-45", "there is no 45 November 2024", 8),
        ("2023-02-29", "there is no 29 February 2023", 8),
        ("30 February 2024", "there is no 30 February 2024", 0),
        ("2 Decembre 2024", "there is no month `Decembre`", 2),
        ("0024-12-02", "the year 0024 cannot be right", 0),
        ("2024-12-02 24:00", "there is no hour 24", 11),
        ("2024-12-02 04:60", "there is no minute 60", 14),
        ("2024-12-02 04:14:60", "there is no second 60", 17),
        ("2024-12-02 04:14 +15:00", "no time zone has the offset +15:00", 17),
        ("2024-12-02 04:14 +02:60", "no time zone has the offset +02:60", 17),
        ("2024-12-02 04:14 +25:00", "no time zone has the offset +25:00", 17),
        ("2 Aralık 2024", "`2 Aralık 2024` is not a date", 0),
        ("02/12/2024", "is not a date", 0),
        ("4:14 pm, 2 December 2024", "is not a date", 0),
        ("2024-12-02 04:14 EST", "is not a date", 0),
        ("20241202", "is not a date", 0),
        ("1733109240", "is not a date", 0),
        ("soon", "is not a date", 0),
        ("", "is not a date", 0),
        ("２０２４-12-02", "is not a date", 0),
    ],
)
def test_refusals_point_at_the_part_and_give_the_fix(text: str, message: str, offset: int) -> None:
    with pytest.raises(InvalidValue) as refused:
        dates.parse(text, ISTANBUL)
    assert message in refused.value.message
    assert refused.value.offset == offset
    assert refused.value.fix


@pytest.mark.parametrize(
    ("text", "shown", "fix"),
    [
        ("31/12/2024 ".ljust(40, "x"), "31/12/2024 ".ljust(40, "x"), "write the year first: `2024-12-31 "),
        ("31/12/2024 ".ljust(41, "x"), "31/12/2024 ".ljust(39, "x") + "…", dates.FIX),
        ("'2024-12-02'", "'2024-12-02'", "remove the quotation marks: `2024-12-02`"),
        ("'soon'", "'soon'", dates.FIX),
    ],
)
def test_a_refusal_shows_what_was_written_and_most_likely_meant(text: str, shown: str, fix: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        dates.parse(text, ISTANBUL)
    assert refused.value.message.startswith(f"`{shown}` is not a date")
    assert refused.value.fix.startswith(fix)


def test_a_time_shown_twice_is_the_first_of_the_two() -> None:
    assert dates.parse("2024-10-27 02:30", BERLIN).isoformat() == "2024-10-27T02:30:00+02:00"


def test_a_skipped_time_is_read_as_the_clock_goes_on() -> None:
    moment = dates.read("2024-03-31 02:30", BERLIN)
    assert (moment.time.isoformat(), moment.skipped) == ("2024-03-31T03:30:00+02:00", True)


def test_a_skipped_time_with_its_offset_is_as_it_says() -> None:
    assert not dates.read("2024-03-31 02:30 +01:00", BERLIN).skipped


def test_a_day_alone_is_known_as_one() -> None:
    assert dates.read("2024-12-02", ISTANBUL).day_only
    assert not dates.read("2024-12-02 00:00", ISTANBUL).day_only


def test_local_mean_time_is_rounded_to_a_whole_minute() -> None:
    assert datetime(1880, 5, 1, tzinfo=ISTANBUL).utcoffset() == timedelta(hours=1, minutes=56, seconds=56)
    assert dates.parse("1880-05-01", ISTANBUL).isoformat() == "1880-05-01T00:00:00+01:57"


OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1000, 1, 1), datetime(2999, 12, 31), timezones=OFFSETS | st.just(UTC))


@given(TIMES)
@settings(max_examples=200)
def test_what_is_written_in_iso_is_read_back(time: datetime) -> None:
    assert dates.parse(time.isoformat(), BERLIN) == time
    assert dates.parse(time.isoformat(" "), BERLIN).utcoffset() == time.utcoffset()


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.sampled_from([BERLIN, ISTANBUL]))
@settings(max_examples=200)
def test_a_local_time_keeps_its_digits_unless_the_clock_skips_it(time: datetime, zone: ZoneInfo) -> None:
    moment = dates.read(time.isoformat(), zone)
    assert (moment.time.replace(tzinfo=None) == time) is not moment.skipped
    assert datetime.fromisoformat(moment.time.isoformat()) == moment.time


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_any_other_words_are_refused_and_nothing_else_happens(text: str) -> None:
    try:
        time = dates.parse(text, BERLIN)
    except InvalidValue as refused:
        assert refused.message
    else:
        assert time.tzinfo


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("20.11.2026", "write the year first: `2026-11-20` for 20 November"),
        ("11/20/2026 10:00", "write the year first: `2026-11-20 10:00` for 20 November"),
        ("3/4/2026", "write the year first: `2026-03-04` for 4 March, `2026-04-03` for 3 April"),
        ("2026/11/3", "write `2026-11-03`"),
        ("0/0/2026", dates.FIX),
        ("40/40/2026", dates.FIX),
        ("10:00", "write the date before it: `YYYY-MM-DD 10:00`"),
        (
            "\N{LEFT DOUBLE QUOTATION MARK}2026-11-03\N{RIGHT DOUBLE QUOTATION MARK}",
            "remove the quotation marks: `2026-11-03`",
        ),
        ("2026-11-20 10:00 EST", "`2026-11-20 10:00-05:00`"),
        ("20 Kasım 2026", "write the month as a number"),
        ("1 " * 5000, dates.FIX),
    ],
)
def test_the_fix_suggests_the_likeliest_date(text: str, fix: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        dates.read(text, ZoneInfo("Europe/Istanbul"))
    assert fix in refused.value.fix


def test_no_day_or_month_nought_is_suggested() -> None:
    for text in ("00/05/2024", "5/0/2024"):
        with pytest.raises(InvalidValue) as caught:
            dates.read(text, BERLIN)
        assert "-00" not in caught.value.fix
