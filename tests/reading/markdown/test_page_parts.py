"""The parts of a page, and links to them in front matter."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.reading.markdown.page_parts import is_note, missing, part_of, parts_in, similar

BODY = "## The result\n\nIt is six.\n"


def test_parts_are_the_ids_in_html() -> None:
    assert parts_in('<h2 id="a&amp;b">A</h2><p class="x" id=c><a name=\'d\'>D</a> id="e"') == {"a&b", "c", "d"}


@pytest.mark.parametrize(
    ("address", "part"),
    [("#a", "a"), ("?q#a", "a"), ("#k%C4%B1%C5%9F", "kış"), ("#a:~:text=b", "a"), ("#", ""), ("a.md", "")],
)
def test_an_address_leads_to_a_part(address: str, part: str) -> None:
    assert part_of(address) == part


def test_notes_have_ids_that_headings_cannot_have() -> None:
    assert [is_note(each) for each in ("fn:1", "fnref:1:2", "fn-1", "fnord")] == [True, True, False, False]


def test_the_most_similar_part_is_offered() -> None:
    assert similar("resutl", {"result", "advice"}) == "result"
    assert similar("weather", {"result"}) == ""


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ('source_notes: ["[The result](#{})"]', 30),
        ("corrections: [{{at: 2026-11-20, text: '[It](#{}) is six.'}}]", 44),
        ("picture: {{src: a.svg, alt: A, caption: 'See [it](#{})'}}", 50),
    ],
)
def test_a_link_to_a_part_that_is_not_there_is_an_error_in_front_matter_too(
    newsroom: Newsroom, line: str, column: int
) -> None:
    newsroom.write(SETTINGS + "-- content/a.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n")
    newsroom.write(story("a.md", "Dues", "2026-11-19T09:00", line.format("the-resutl"), body=BODY))
    (told,) = newsroom.problems()
    assert (told.line, told.column, told.message, told.fix) == (
        4,
        column,
        "there is no heading `#the-resutl` on this page",
        "did you mean `#the-result`?",
    )
    newsroom.write(story("a.md", "Dues", "2026-11-19T09:00", line.format("the-result"), body=BODY)).build()
    assert 'href="#the-result"' in newsroom.page("2026/11/19/dues/")


def test_such_a_link_in_a_file_with_other_errors_is_told_with_them(newsroom: Newsroom) -> None:
    lines = ("expires: soon", 'source_notes: ["[It](#the-resutl)", "[It](#the-result)"]')
    newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", *lines, body=BODY))
    assert [each.message for each in newsroom.problems()] == [
        "`soon` is not a date in a known format",
        "there is no heading `#the-resutl` on this page",
    ]


def test_corrections_and_the_event_of_a_story_are_parts_of_its_page(newsroom: Newsroom) -> None:
    lines = (
        "corrections: [{at: 2026-11-20, text: '[Since then](#event), and [as before](#correction-1), it is six.'}]",
        "event: {from: 2026-12-04, place: Hall}",
    )
    body = "[Corrected](#correction-1), [two](#correction-2)."
    newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", *lines, body=body))
    assert [each.message for each in newsroom.problems()] == ["there is no correction `#correction-2` on this page"]


def test_a_link_to_a_correction_waits_for_its_time(newsroom: Newsroom) -> None:
    line = "corrections: [{at: 2026-11-20, text: Six.}, {at: 2026-11-30, text: Seven.}]"
    body = "[One](#correction-1) and [two](#correction-2)."
    newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", line, body=body)).build()
    assert '<a href="#correction-1">One</a> and two.' in newsroom.page("2026/11/19/dues/")
    newsroom.build("2026-12-01T12:00:00+00:00")
    assert '<a href="#correction-2">two</a>.' in newsroom.page("2026/11/19/dues/")


def test_a_footnote_cannot_be_linked_to_by_its_number(newsroom: Newsroom) -> None:
    newsroom.write(
        SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", 'source_notes: ["[It](#fn:1)"]', body="A.[^a]\n\n[^a]: B.")
    )
    assert ["whose number changes" in each.message for each in newsroom.problems()] == [True]


@pytest.mark.parametrize(
    ("part", "known", "what", "fix"),
    [
        ("correction-9", {"correction-1", "the-vote"}, "correction", "its only correction is `#correction-1`"),
        (
            "correction-9",
            {"correction-1", "correction-2"},
            "correction",
            "its corrections are `#correction-1` to `#correction-2`",
        ),
        ("correction-9", {"corrections"}, "correction", "it has no corrections"),
        (
            "at-2026-11-30-0999",
            {"at-2026-11-30-0959", "at-noon"},
            "live entry",
            "did you mean `#at-2026-11-30-0959`?",
        ),
        ("at-2026-11-30-0999", {"main"}, "live entry", "it has no live entry at about that time"),
        ("the-vot", {"the-vote"}, "heading", "did you mean `#the-vote`?"),
    ],
)
def test_a_missing_part_is_called_what_it_would_be(part: str, known: set[str], what: str, fix: str) -> None:
    assert missing(part, known) == (what, fix)
