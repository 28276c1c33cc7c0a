"""What editors write in `event`, and what they are told about it."""

from __future__ import annotations

from datetime import datetime

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.model.event import Event
from generator.pipeline.build import settings_of
from generator.reading.story import read


def _told(newsroom: Newsroom, *lines: str, name: str = "a.md") -> list[tuple[int, int, str]]:
    newsroom.write(SETTINGS + story(name, "Dues", "2026-11-19T09:00", *lines))
    return [(each.line, each.column, f"{each.message} | {each.fix}") for each in newsroom.problems()]


def _event(newsroom: Newsroom, inner: str) -> Event:
    text = story("a.md", "Dues", "2026-11-19T09:00", f"event: {{{inner}}}").partition("--\n")[2]
    found = read(text.encode(), "content/a.md", settings_of(newsroom.folder)).manuscript
    assert found is not None
    assert found.event is not None
    return found.event


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("event: Tonight", 8, "`event` must have a `from` and a `place`"),
        ("event: {place: Hall}", 8, "the event has no time"),
        ("event: {from: 2026-12-04}", 8, "the event has no place"),
        ("event: {from: 2026-12-04, place: }", 27, "the event has no place"),
        ("event: {from: soon, place: Hall}", 15, "`soon` is not a date in a known format"),
        ("event: {from: 2026-12-04 19:00, until: 2026-12-04 18:00, place: Hall}", 40, "`until` is not after `from`"),
        ("event: {from: 2026-12-04, until: 2026-12-04 18:00, place: Hall}", 34, "in both, or in neither"),
        ("event: {from: 2026-12-04, place: Hall, Quay Street}", 40, "has a comma, and its text ends there"),
        ("event: {from: 2026-12-04, start: 2026-12-04, place: Hall}", 27, "the event has `from` twice"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(newsroom: Newsroom, line: str, column: int, said: str) -> None:
    found = _told(newsroom, line)
    assert [(number, at) for number, at, _ in found] == [(4, column)]
    assert said in found[0][2]


def test_an_unknown_part_is_ignored_with_a_warning(newsroom: Newsroom) -> None:
    line = "event: {from: 2026-12-04, place: Hall, palce: No}"
    (warning,) = newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", line)).build().warnings
    assert "`palce` is not a field of an event" in warning.message
    assert "did you mean `place`?" in warning.fix


@pytest.mark.parametrize(
    ("inner", "over"),
    [
        ("from: 2026-12-04 19:00, until: 2026-12-04 21:00, place: Hall", "2026-12-04T21:00+03:00"),
        ("from: 2026-12-04 19:00, place: Hall", "2026-12-05T00:00+03:00"),
        ("from: 2026-12-04, place: Hall", "2026-12-05T00:00+03:00"),
        ("from: 2026-12-04, until: 2026-12-06, place: Hall", "2026-12-07T00:00+03:00"),
        ("from: 2026-12-04T22:30+00:00, place: Hall", "2026-12-06T00:00+03:00"),
    ],
)
def test_an_event_is_over_at_its_end_or_with_its_day(newsroom: Newsroom, inner: str, over: str) -> None:
    assert _event(newsroom, inner).over == datetime.fromisoformat(over)


def test_a_page_has_no_event(newsroom: Newsroom) -> None:
    page = "-- content/pages/a.md --\n---\ntitle: A\nevent: {from: 2026-12-04, place: Hall}\n---\nWords.\n"
    (warning,) = newsroom.write(SETTINGS + page).build().warnings
    assert "a page has no `event`" in warning.message


@pytest.mark.parametrize(
    "line", ["event: conference-2019", "event: {name: x}", "planned: maybe", "republish: 2019-01-01"]
)
def test_fields_of_another_program_with_these_names_are_kept_as_extras(newsroom: Newsroom, line: str) -> None:
    (newsroom.folder / "layouts").mkdir()
    (newsroom.folder / "layouts/story.html").write_text("{{ story.extra | string }}")
    newsroom.write(SETTINGS + "adopt = true\n" + story("a.md", "Dues", "2026-11-19T09:00", line))
    built = newsroom.build()
    assert line.partition(":")[0] in newsroom.page("2026/11/19/dues")
    assert [each for each in built.warnings if "is kept as an extra" in each.message]


@pytest.mark.parametrize(
    ("part", "effect"),
    [
        ("name: <!-- The dues debate -->", "the headline is the name of the event"),
        ("name: ", "the headline is the name of the event"),
        ("until: ", "nothing says when the event ends"),
    ],
)
def test_a_part_without_a_value_is_a_warning(newsroom: Newsroom, part: str, effect: str) -> None:
    line = f"event: {{from: 2026-12-04, place: Hall, {part}}}"
    (warning,) = newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", line)).build().warnings
    assert warning.message == f"`{part.partition(':')[0]}` is empty, so {effect}"
    assert (warning.line, warning.column) == (4, line.index(part) + 1)
