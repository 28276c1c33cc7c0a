"""What editors are told about the entries of live coverage."""

from __future__ import annotations

import pytest

from generator.model.settings import Settings
from generator.reading.story import Reading, read

SETTINGS = Settings(title="The Courier", base_url="https://courier.example/", timezone="Europe/Istanbul")
GIVEN = "live: {from: 2026-11-24 12:00, until: 2026-11-24 20:00}"


def _read(body: str, given: str = GIVEN, adopt: bool = False) -> Reading:
    text = f"---\ntitle: Gate night\npublished: 2026-11-24 11:30\n{given}\n---\n{body}\n"
    settings = Settings(
        title="The Courier", base_url="https://courier.example/", timezone="Europe/Istanbul", adopt=adopt
    )
    return read(text.encode(), "content/gate.md", settings)


def _said(body: str, given: str = GIVEN) -> list[tuple[int, str, str]]:
    return [(each.line, each.message, each.fix) for each in _read(body, given).problems]


def test_entries_have_times_headlines_and_marks() -> None:
    story = _read("Above.\n\n## 14:05 The *gate* is shut {key}\n\nA word.\n\n## 12:00 – It begins\n\nAnd.").manuscript
    assert story
    assert [(each.at.isoformat(), each.headline, each.key, each.line) for each in story.entries] == [
        ("2026-11-24T12:00:00+03:00", "It begins", False, 12),
        ("2026-11-24T14:05:00+03:00", "The gate is shut", True, 8),
    ]
    assert (story.words, story.headings, story.beginning) == (1, (), "Above.")
    assert [each.anchor for each in story.entries[1].headings] == ["at-2026-11-24-1405"]
    assert [story.body[each.start : each.end].split("</h2>")[0] for each in story.entries] == [
        '<h2 id="at-2026-11-24-1200">It begins',
        '<h2 id="at-2026-11-24-1405">The <em>gate</em> is shut',
    ]


@pytest.mark.parametrize(
    ("heading", "fix"),
    [
        ("14.05 The gate", "write the time as `## 14:05 Headline`, and a date before it as `YYYY-MM-DD`"),
        ("2:05 p.m. The gate", "write the time as `## 14:05 Headline`, and a date before it as `YYYY-MM-DD`"),
        ("**14:05** The gate", "write the time as `## 14:05 Headline`, and a date before it as `YYYY-MM-DD`"),
        ("24.11.2026 14:05 The gate", "write the time as `## 14:05 Headline`, and a date before it as `YYYY-MM-DD`"),
        (
            "What we know",
            "begin it with its time, as in `## 14:05 Headline`; within an entry, write `### Headline`",
        ),
    ],
)
def test_a_heading_without_a_time_among_entries_is_an_error(heading: str, fix: str) -> None:
    message = "this heading has no time, so it is not an entry of the live coverage"
    assert _said(f"## 13:00 One\n\nA.\n\n## {heading}\n\nB.") == [(10, message, fix)]


@pytest.mark.parametrize(
    "heading",
    [
        "### 14:00 Later",
        "> ## 14:00 Later",
        "- ## 14:00 Later",
        "<h2>2027-01-01 14:00 Later</h2>",
        '<h3 class="a">14:00</h3>',
    ],
)
def test_what_looks_like_an_entry_but_is_none_is_an_error_as_readers_would_see_it_before_its_time(heading: str) -> None:
    [(line, message, fix)] = _said(f"## 13:00 Now\n\nA word.\n\n{heading}\n\nWords.")
    assert line == 10
    assert message == "this heading begins with a time, but is not an entry of the live coverage"
    assert "## 14:05 Headline" in fix
    assert _said(f"## 13:00 Now\n\n{heading.replace('2027-01-01 14:00', 'Later').replace('14:00', 'Later')}") == []


@pytest.mark.parametrize("after", ["", "\n\n## 13:00 Now\n\nA word."])
@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        (
            "## **08:06** Bold time",
            "this heading has no time, so it is not an entry of the live coverage",
            "write the time as `## 08:06 Headline`, and a date before it as `YYYY-MM-DD`",
        ),
        (
            "### 08:10 Too low",
            "this heading begins with a time, but is not an entry of the live coverage",
            "write it as `## 14:05 Headline`, outside lists and quotes; begin other headings with words",
        ),
        (
            "##08:05 No space",
            "a space is missing after `##`, so this is not an entry of the live coverage",
            "write it as `## 08:05 Headline`",
        ),
        (
            "**08:05** Bold, no heading",
            "this paragraph begins with a time, but is not an entry of the live coverage",
            "write it as a heading, `## 08:05 Headline`; begin other paragraphs with words",
        ),
    ],
)
def test_what_is_nearly_an_entry_is_reported_above_the_first_one_too(
    line: str, message: str, fix: str, after: str
) -> None:
    assert _said(f"Above.\n\n{line}\n\nWords.{after}") == [(8, message, fix)]


def test_a_heading_without_a_space_is_reported_within_an_entry_too_and_a_bold_time_is_text_there() -> None:
    [(line, message, _)] = _said("## 13:00 Now\n\n**13:05** The crew radioed.\n##14:05 No space")
    assert (line, message) == (9, "a space is missing after `##`, so this is not an entry of the live coverage")


@pytest.mark.parametrize("line", ["**30 people** are safe.", "#14 is the berth.", "At **08:05** it began."])
def test_other_numbers_above_the_entries_are_text(line: str) -> None:
    assert _said(f"{line}\n\n## 13:00 One\n\nB.") == []


def test_a_heading_above_the_entries_needs_no_time() -> None:
    assert _said("## What we know\n\nA.\n\n## 13:00 One\n\nB.") == []


def test_a_time_outside_the_coverage_needs_a_date_unless_the_day_is_clear() -> None:
    [(_, message, fix)] = _said("## 21:05 Late\n\nA.")
    assert message == "this entry is from after the live coverage ends, at 2026-11-24 20:00"
    assert fix == "correct its time, or the `until` of `live`"
    assert _said("## 11:05 Early\n\nA.") == [
        (
            6,
            "11:05 is not within the live coverage, from 2026-11-24 12:00 until 2026-11-24 20:00",
            "write its date, as in `## 2026-11-24 11:05 Headline`, or correct the times of `live`",
        )
    ]
    assert _said("## 2026-11-24 21:05 Late\n\nA.") == [
        (
            6,
            "this entry is from after the live coverage ends, at 2026-11-24 20:00",
            "correct its date, or the `until` of `live`",
        )
    ]


def test_an_entry_from_before_the_coverage_is_probably_a_mistake_in_its_date() -> None:
    assert [each[1] for each in _said("## 2025-11-24 14:05 A\n\nA.")] == [
        "this entry is from before the live coverage begins, at 2026-11-24 12:00"
    ]


@pytest.mark.parametrize(
    ("heading", "message"),
    [("25:10 A", "there is no hour 25"), ("2026-11-31 12:10 A", "there is no 31 November 2026")],
)
def test_a_time_that_is_none_is_an_error(heading: str, message: str) -> None:
    assert [each[1] for each in _said(f"## {heading}\n\nA.")] == [message]


def test_an_entry_needs_a_headline() -> None:
    assert [each[1] for each in _said("## 14:05\n\nA.")] == ["this entry has no headline"]


def test_entries_out_of_order_are_a_warning() -> None:
    found = _read("## 12:10 A\n\nA.\n\n## 15:10 B\n\nB.\n\n## 13:10 C\n\nC.")
    assert [(each.line, each.level) for each in found.problems] == [(14, "warning")]
    assert found.manuscript
    assert [each.headline for each in found.manuscript.entries] == ["A", "C", "B"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            "live: {from: 2026-11-24 12:00, until: 2026-11-24 02:00}",
            "the live coverage ends at 2026-11-24 02:00, which is not after it begins",
        ),
        ("live: {from: 2026-11-24 12:00, untill: 2026-11-24 14:00}", "`untill` is not a field of live coverage"),
        ("live: {from: noon}", "`noon` is not a date in a known format"),
        ("live: {from: 2026-11-24 12:00, begins: 2026-11-24 12:00}", "the coverage has `from` twice"),
    ],
)
def test_what_is_wrong_with_the_times_of_the_coverage_is_told(given: str, message: str) -> None:
    assert [each[1].partition(", so it is")[0] for each in _said("Words.", given)] == [message]


def test_coverage_begins_with_the_story_and_lasts_twelve_hours_unless_it_says_otherwise() -> None:
    story = _read("Words.", "live: {until: 2026-11-24 13:00}").manuscript
    assert story
    assert story.live
    assert story.live.begins.isoformat() == "2026-11-24T11:30:00+03:00"
    story = _read("Words.", "live: {from: 2026-11-24 12:00}").manuscript
    assert story
    assert story.live
    assert story.live.ends.isoformat() == "2026-11-25T00:00:00+03:00"


def test_headings_with_times_are_headings_in_other_stories() -> None:
    story = _read("## 14:05 The gate {key}\n\nA.", "section: Harbour").manuscript
    assert story
    assert (story.entries, story.headings[0].text) == ((), "14:05 The gate {key}")


def test_live_of_another_program_is_kept_as_an_extra() -> None:
    found = _read("Words.", "live: true", adopt=True)
    assert found.manuscript
    assert (found.manuscript.live, found.manuscript.extra) == (None, {"live": True})
    assert found.problems == ()


def test_live_of_another_program_may_withhold_a_story() -> None:
    found = _read("Words.", "live: false", adopt=True)
    assert found.manuscript
    assert found.manuscript.draft
    assert any("write `draft: true`" in each[2] for each in _said("Words.", "live: false"))


def test_adopted_stories_may_have_live_coverage() -> None:
    story = _read("## 14:05 The gate is shut\n\nA.\n\n## And then\n\nB.", adopt=True).manuscript
    assert story
    assert not story.draft
    assert [each.headline for each in story.entries] == ["The gate is shut"]


@pytest.mark.parametrize("name", ["to", "till", "ends", "UNTIL"])
def test_the_end_may_be_named_in_other_words(name: str) -> None:
    story = _read("## 2026-11-24 13:00 A\n\nA.", f"live: {{{name}: 2026-11-24 20:00}}").manuscript
    assert story
    assert story.live
    assert story.live.ends.isoformat() == "2026-11-24T20:00:00+03:00"


@pytest.mark.parametrize(
    ("given", "message", "fix"),
    [
        ("live: {untill: 2026-11-24 20:00}", "`untill` is not a field of live coverage", "did you mean `until`?"),
        ("live: {hours: 3}", "`hours` is not a field of live coverage", "live coverage has `from` and `until`"),
        ("live:", "`live` is empty, so it has no effect", "write `{until: YYYY-MM-DD HH:MM}` after it"),
        ("live: {}", "`live` is empty, so it has no effect", "write `{until: YYYY-MM-DD HH:MM}` after it"),
        ("live: {until: }", "`until` is empty, so the live coverage ends 12 hours after it begins", "write a time"),
        ("live: {from: <!-- 12:00 -->}", "`from` is empty, so the live coverage begins with the story", "write a time"),
    ],
)
def test_a_slip_in_the_field_is_a_warning(given: str, message: str, fix: str) -> None:
    [told] = _read("A.", given).problems
    assert (told.line, told.level) == (4, "warning")
    assert told.message.startswith(message)
    assert told.fix.startswith(fix)


def test_in_adopted_copy_the_field_may_be_another_programs() -> None:
    story = _read("A.", "live: {url: stream.example}", adopt=True).manuscript
    assert story
    assert (story.live, story.extra["live"]) == (None, {"url": "stream.example"})


def test_notes_are_seen_from_the_first_place_on_that_refers_to_them() -> None:
    body = (
        "Top.[^a]\n\n## 14:05 B\n\nB.[^b] ![C[^c]](c.png)\n\n## 13:00 C\n\nC.[^d] [^a]\n\n"
        "[^a]: One two.\n[^b]: See.[^e]\n[^c]: C.\n[^d]: D.\n[^e]: E.\n"
    )
    story = _read(body).manuscript
    assert story
    found = {}
    for each in story.notes:
        html = story.body[each.start : each.end]
        assert html.startswith(f'<li id="fn:{each.number}">')
        assert html.endswith("</li>\n")
        found[html.split("<p>")[1][:4]] = (each.since.strftime("%H:%M") if each.since else None, each.words)
    assert found == {
        "One ": (None, 2),
        "See.": ("14:05", 1),
        "C. <": ("14:05", 1),
        "D. <": ("13:00", 1),
        "E. <": ("14:05", 1),
    }
    assert story.words == 1


def test_a_headline_is_plain_and_its_address_stays() -> None:
    story = _read(
        "## 13:00 The <b>gate</b> is <script>x()</script>shut {#gate}\n\nA.\n\n### A <i>b</i>\n\nC."
    ).manuscript
    assert story
    assert story.entries[0].headline == "The gate is shut"
    assert [(each.text, each.anchor) for each in story.entries[0].headings] == [
        ("The gate is shut", "gate"),
        ("A b", "a-i-b-i"),
    ]


def test_a_headline_of_tags_alone_is_none() -> None:
    assert [each[1] for each in _said("## 14:05 <b></b>\n\nA.")] == ["this entry has no headline"]


def test_entries_of_one_minute_alone_need_ids_since_it_is_not_known_which_came_first() -> None:
    message = "all entries are of the same minute, so their addresses may change when others are added"
    fix = "give each an address of its own: `## 14:05 Headline {#gate-shut}`"
    assert _said("## 14:05 B\n\nb\n\n## 14:05 A\n\na") == [(10, message, fix)]
    assert _said("## 14:05 B {#b}\n\nb\n\n## 14:05 A {#a}\n\na") == []
    assert _said("## 14:05 A\n\na") == []
    assert _said("## 14:06 C\n\nc\n\n## 14:05 B\n\nb\n\n## 14:05 A\n\na") == []


def test_one_entry_at_the_wrong_end_does_not_turn_the_order_of_the_others() -> None:
    body = "## 15:00 D\n\nd\n\n## 14:05 B\n\nb\n\n## 14:05 A\n\na\n\n## 13:30 C\n\nc\n\n## 19:30 Late\n\ne"
    reading = _read(body)
    assert reading.manuscript
    assert [(each.headline, each.anchor[-6:]) for each in reading.manuscript.entries][1:3] == [
        ("A", "4-1405"),
        ("B", "1405-2"),
    ]
    assert [each.line for each in reading.problems] == [22]
