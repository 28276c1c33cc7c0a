"""Names of time zones: those that may be used, and which one somebody meant who wrote another."""

from __future__ import annotations

import pytest

from generator.reading.time_zones import is_zone, suggested


@pytest.mark.parametrize(
    "name", ["Europe/Istanbul", "UTC", "Etc/UTC", "Etc/GMT+12", "GMT", "America/Argentina/Buenos_Aires", "Japan"]
)
def test_a_zone_named_by_its_place_may_be_used(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Europe/Istambul", "Europe/Istanbul"),
        ("europe/istanbul", "Europe/Istanbul"),
        ("istanbul", "Europe/Istanbul"),
        ("İstanbul", "Europe/Istanbul"),
        ("New York", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Europa/Berlin", "Europe/Berlin"),
        ("CET", "Europe/Berlin"),
        ("EST", "America/New_York"),
        ("GMT+3", "Europe/Istanbul"),
        ("UTC+05:30", "Asia/Kolkata"),
        ("-03:30", "America/St_Johns"),
        ("Turkey Standard Time", "Europe/Istanbul"),
    ],
)
def test_any_other_name_is_refused_and_the_right_one_suggested(written: str, meant: str) -> None:
    assert not is_zone(written)
    assert meant in suggested(written)


@pytest.mark.parametrize("written", ["", "../etc", "nowhere", "GMT+25", "/etc/localtime"])
def test_nothing_is_suggested_for_what_is_no_name_of_a_zone(written: str) -> None:
    assert not is_zone(written)
    assert suggested(written) == ()
