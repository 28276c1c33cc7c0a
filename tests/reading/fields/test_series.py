"""The field ``series``: its forms, and what is said where it has none of them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.model.problems import Problem
from generator.model.series import InSeries
from generator.model.settings import Settings
from generator.reading.fields import reader as fields
from generator.reading.fields.reader import Fields
from generator.reading.formats import front_matter, source_text

SITE = Settings(title="The Port Elm Courier", base_url="https://example.org/")


def _read(lines: str, kind: str = "story", site: Settings = SITE) -> Fields:
    path = "content/pages/a.md" if kind == "page" else "content/a.md"
    text = source_text.decoded(f"---\ntitle: A\ndate: 2026-01-02\n{lines}\n---\nBody.\n".encode(), path)
    parts = front_matter.read(text)
    assert parts.front, parts.problems
    return fields.read(parts.front, text, site, kind)


def _problem(lines: str, kind: str = "story") -> Problem:
    [found] = _read(lines, kind).problems
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("series: Harbour money", InSeries("Harbour money")),
        ("series: {name: Harbour money, part: 2}", InSeries("Harbour money", 2)),
        ("series:\n  name: Harbour money\n  part: 12", InSeries("Harbour money", 12)),
        ("series: {name: Harbour money}", InSeries("Harbour money")),
        ("series: [Harbour money]", InSeries("Harbour money")),
    ],
)
def test_a_series_is_a_name_or_has_a_name_and_a_part(line: str, expected: InSeries) -> None:
    said = _read(line)
    assert not said.problems
    assert said.values["series"] == expected


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("series: {part: 2}", (4, 9), "`series` has no `name`"),
        ("series: {name: Money, part: two}", (4, 29), "`part` must be a whole number from 1 to 9,999"),
        ("series: {name: Money, part: 0}", (4, 29), "`part` must be a whole number from 1 to 9,999"),
        ("series: true", (4, 9), "`true` in `series` is not a name"),
        ('series: "---"', (4, 9), "`---` contains no letters or digits, so it cannot have a page"),
        ("series: {name: Money, the rest, part: 2}", (4, 23), "`name` has a comma, and its text ends there"),
    ],
)
def test_what_is_no_series_is_an_error_at_its_place(line: str, place: tuple[int, int], message: str) -> None:
    said = next(each for each in _read(line).problems if each.level == "error")
    assert (said.message, said.line, said.column) == (message, *place)
    assert said.fix


@pytest.mark.parametrize(
    "line",
    [
        "series: {part: , name: Harbour money}",
        "series: {name: Harbour money, part: }",
        "series:\n  name: Harbour money\n  part:",
    ],
)
def test_an_empty_part_is_a_warning(line: str) -> None:
    said = _problem(line)
    assert (said.message, said.level) == ("`part` is empty, so it has no effect", "warning")
    assert _read(line).values["series"] == InSeries("Harbour money")


def test_a_story_is_in_one_series() -> None:
    said = _problem("series: [Money, Boats]")
    assert (said.message, said.level) == ("a story is in one series, so only `Money` is used", "warning")


@pytest.mark.parametrize(
    "name", ["Harbour, part 3", "Harbour – Part 3", "Harbour (part 3)", "Harbour - Teil 3", "Harbour part 3"]
)
def test_a_part_in_the_name_of_a_series_is_told(name: str) -> None:
    said = _problem(f"series: {name}")
    assert said.message.endswith("is the name of a series, not a part of one")
    assert said.fix.startswith('write `series: {name: "Harbour", part: 3}`; if this is its name, put it in quotes')


@pytest.mark.parametrize("name", ['"Harbour, part 3"', "Counterpart 3", "Apollo 13", "Part 3", "Harbour, part three"])
def test_a_number_may_be_in_the_name_of_a_series(name: str) -> None:
    assert not _read(f"series: {name}").problems


def test_a_series_has_only_a_name_and_a_part() -> None:
    said = _problem("series: {name: Money, weight: 3}")
    assert said.message == "`weight` is not a field of a series, so it is ignored"
    assert said.fix == "a series has `name` and `part`"
    assert _problem("series: {name: Money, Name: Boats}").message == "the series has `name` twice"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("series: [Money]\nseries_order: 3", InSeries("Money", 3)),
        ("series: Money\nseriesOrder: 03", InSeries("Money", 3)),
        ("series: [Money, Boats]\nseries_order: 3", InSeries("Money", 3)),
        ("series: Money\nseries_weight: heavy", InSeries("Money")),
        ("series: {title: Money}", None),
    ],
)
def test_an_archive_may_have_the_number_in_a_field_of_its_own(lines: str, expected: InSeries | None) -> None:
    said = _read(lines, site=replace(SITE, adopt=True))
    assert said.values.get("series") == expected
    assert expected or "series" in said.extra
    assert not [each for each in said.problems if each.level == "error"]


def test_a_page_is_in_no_series() -> None:
    assert _problem("series: Money", "page").message == "a page has no `series`, so this has no effect"
