"""What a desk may find in wire text, and what becomes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from generator.editorial.importers import WireCopy
from generator.editorial.importers.wire import copy_of, recognises
from generator.model.problems import Problem, Problems
from generator.model.settings import Agency, Settings

SETTINGS = Settings(
    title="The Port Elm Courier",
    base_url="https://example.org/",
    agencies={
        "Harbour News": Agency("Harbour News", "Europe/London", aliases=("HN", "Harbour News Agency")),
        "Clockless": Agency("Clockless"),
    },
)
TEXT = """\
Ferry crews end their strike
Boats sail again from Port Elm on Tuesday.
- Local
- Harbour News
- Published Date: 04:14 | 02 December 2024
- Modified Date: 05:02 | 02 December 2024
Ferry crews in Port Elm have ended a strike of nine days.
"We are glad to be back," said the crews' speaker (on the quay).
- Council weighs harbour dues
- "No boat, no bread": a baker's week
"""
COPY = WireCopy(
    headline="Ferry crews end their strike",
    standfirst="Boats sail again from Port Elm on Tuesday.",
    section="Local",
    agency="Harbour News",
    published=datetime(2024, 12, 2, 4, 14, tzinfo=UTC),
    modified=datetime(2024, 12, 2, 5, 2, tzinfo=UTC),
    paragraphs=(
        "Ferry crews in Port Elm have ended a strike of nine days.",
        '"We are glad to be back," said the crews\' speaker (on the quay).',
    ),
    related=("Council weighs harbour dues", '"No boat, no bread": a baker\'s week'),
)


def read_text(text: str | bytes) -> WireCopy:
    return copy_of(text, "seeds/ferry.txt", SETTINGS)


def refused(text: str | bytes) -> Problem:
    """The one problem that ``text`` is refused for."""
    with pytest.raises(Problems) as caught:
        read_text(text)
    (problem,) = caught.value.problems
    assert problem.path == "seeds/ferry.txt"
    assert problem.fix
    assert not problem.line or problem.source
    return problem


def swap(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new)


def test_reads_every_part() -> None:
    assert recognises(TEXT.encode())
    assert read_text(TEXT) == COPY


@pytest.mark.parametrize(
    "text",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        TEXT.replace("\n", " \t\n"),
        TEXT.replace("\n", "\N{NO-BREAK SPACE}\n"),
        TEXT.replace("\n", "\n\n"),
        "\n \n" + TEXT,
        TEXT.rstrip("\n"),
        *(
            TEXT.replace("\n- ", f"\n{bullet}")
            for bullet in ("– ", "— ", "• ", "* ", "· ", "▪ ", "‣ ", "•\t", "-  ", "-")
        ),
        TEXT.replace("- Harbour News", "- HN"),
        TEXT.replace("- Harbour News", "- harbour news agency"),
        TEXT.replace("- Local\n- Harbour News", "- Source: Harbour News\n- Local"),
        TEXT.replace("- Local\n- Harbour News", "- SOURCE : HN\n- Category: Local"),
        TEXT.replace("Modified Date", "Last updated"),
    ],
)
def test_the_same_copy_may_be_formatted_in_many_ways(text: str | bytes) -> None:
    assert read_text(text) == COPY
    assert read_text(text).digest == COPY.digest


def test_standfirst_and_modified_date_may_be_missing() -> None:
    assert read_text(swap("Boats sail again from Port Elm on Tuesday.\n", "")) == replace(COPY, standfirst="")
    assert read_text(swap("- Modified Date: 05:02 | 02 December 2024\n", "")) == replace(COPY, modified=None)
    assert read_text(swap("- Modified Date: 05:02 | 02 December 2024\n", "- Modified Date:\n")).modified is None


def test_related_headlines_may_be_missing() -> None:
    assert read_text(TEXT[: TEXT.index("- Council")]) == replace(COPY, related=())


def wire(*bullets: str, first: str = "", body: str = "Boats sail again.") -> str:
    details = "".join(f"- {each}\n" for each in bullets)
    head = "Ferry crews end their strike\nBoats sail again from Port Elm on Tuesday.\n"
    return f"{first}{head}- Local\n- Harbour News\n- Published Date: 04:14 | 02 December 2024\n{details}{body}\n"


@pytest.mark.parametrize(
    "label", ["Embargo", "EMBARGOED UNTIL", "Not for publication before", "Hold until", "Embargo ends", "Sperrfrist"]
)
def test_an_embargo_has_many_labels(label: str) -> None:
    copy = read_text(wire(f"{label}: 10:00 | 03 December 2024"))
    assert copy.embargo == datetime(2024, 12, 3, 10, tzinfo=UTC)
    assert not copy.other


def test_an_embargo_may_be_given_twice_and_in_the_text() -> None:
    lines = "Embargo: 10:00 | 03 December 2024", "Not for publication before: 10:00 | 03 December 2024"
    copy = read_text(wire(*lines, body="Boats sail. EMBARGOED UNTIL 10:00 GMT 3 DECEMBER 2024."))
    assert copy.embargo == datetime(2024, 12, 3, 10, tzinfo=UTC)


def test_two_embargoes_that_differ_are_refused() -> None:
    problem = refused(wire("Embargo: 10:00 | 03 December 2024", "Hold until: 11:00 | 03 December 2024"))
    assert "`Hold until` gives the same detail as `Embargo`" in problem.message


@pytest.mark.parametrize("value", ["none", "Lifted", "None"])
def test_no_embargo_is_none(value: str) -> None:
    copy = read_text(wire(f"Embargo: {value}"))
    assert not copy.embargo
    assert not copy.other


@pytest.mark.parametrize(
    "bullet",
    [
        *("Embargo: Friday 9 am", "Embargo:", "Kill: the ferry story", "Kill:", "Status: KILL", "Status: embargoed"),
        *("Status: draft", "Editor's note: Not for publication", "Expires: 2024-12-03", "Hold: true", "Public: no"),
        "Release time: 10:00 | 03 December 2024",
    ],
)
def test_what_keeps_copy_from_readers_is_refused(bullet: str) -> None:
    assert refused(wire(bullet)).line == 6


@pytest.mark.parametrize(
    "bullet", ["Status: Usable", "Status: Update", "Word count: 300", "Note: Adds a quote", "First published: 2020"]
)
def test_other_details_keep_nothing_from_readers(bullet: str) -> None:
    assert read_text(wire(bullet)).other


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (wire(first="EMBARGOED UNTIL 10:00 1 DECEMBER 2026\n"), 1),
        (wire(body="EMBARGO until 9 am\n\nBoats sail again."), 6),
        (wire(body="Boats sail again.\n- EMBARGOED UNTIL 9 AM"), 7),
        (wire(body="MANDATORY KILL\n\nBoats sail again."), 6),
        (wire(first="Not for publication before Friday\n"), 1),
    ],
)
def test_a_note_that_copy_is_not_to_be_published_is_refused(text: str, line: int) -> None:
    problem = refused(text)
    assert problem.line == line
    assert problem.message.endswith("says that readers may not see this")


def test_further_details_are_kept() -> None:
    more = "- Byline: By Jane Doe and John Roe\n- Dateline: PORT ELM\n- Tags: Ferries, Strikes\n- Word count: 300\n"
    assert read_text(swap("- Published", f"{more}- Published")) == replace(
        COPY,
        bylines=("Jane Doe", "John Roe"),
        dateline="PORT ELM",
        other=(("Tags", "Ferries, Strikes"), ("Word count", "300")),
    )


def test_a_list_between_paragraphs_stays_in_the_body() -> None:
    text = swap('"We are', '- the Gannet\n- the Tern\n"We are')
    assert read_text(text).paragraphs[1:3] == ("- the Gannet", "- the Tern")
    assert read_text(text).related == COPY.related


@pytest.mark.parametrize(
    "time",
    [
        "04:14 | 2 Dec 2024",
        "04:14 | 02 dec. 2024",
        "4.14 | 02 DECEMBER 2024",
        "04:14:00, Monday, December 2, 2024",
        "2 December 2024 4:14 a.m.",
        "04:14 UTC | 02 December 2024",
        "07:14 GMT+3 | 02 December 2024",
        "2024-12-02T07:14:00+03:00",
    ],
)
def test_times_in_many_spellings(time: str) -> None:
    assert read_text(swap("04:14 | 02 December 2024", time)).published == COPY.published


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("24:00 | 02 December 2024", "not a valid time"),
        ("04:14 | 31 November 2024", "not a date in the calendar"),
        ("04:14 | 02.12.2024", "can be read as two dates"),
        ("04:14 | 02/12/24", "can be read as two dates"),
        ("04:14 | 02 Aralık 2024", "`Aralık` is not the name of a month"),
        ("04:14 EST | 02 December 2024", "`EST` cannot be read"),
        ("04:14 | Friday 02 December 2024", "was a Monday, not a Friday"),
        ("02 December 2024", "no time of day"),
        ("04:14", "no date"),
        ("06:00 | 02 December 2024", "modified before it was published"),
        ("01:30 | 31 March 2024", "does not exist"),
    ],
)
def test_an_invalid_or_ambiguous_time_is_refused(time: str, said: str) -> None:
    problem = refused(swap("04:14 | 02 December 2024", time))
    assert said in problem.message
    assert (problem.line, problem.column) == ((6, 18) if "modified" in said else (5, 19))


def test_the_first_of_an_hour_that_comes_twice_is_meant() -> None:
    published = read_text(swap("04:14 | 02 December 2024", "01:30 | 27 October 2024")).published
    assert published.isoformat() == "2024-10-27T01:30:00+01:00"


def test_an_agency_without_zone_must_give_the_offset_itself() -> None:
    text = swap("- Modified Date: 05:02 | 02 December 2024\n", "").replace("Harbour News", "Clockless")
    problem = refused(text)
    assert (problem.line, problem.column) == (5, 19)
    assert '[agencies."Clockless"]' in problem.fix
    assert 'timezone = "..."' in problem.fix
    published = read_text(text.replace("04:14", "04:14 +03:00")).published
    assert published == datetime(2024, 12, 2, 4, 14, tzinfo=timezone(timedelta(hours=3)))


def test_an_unknown_agency_is_refused_with_the_lines_to_add() -> None:
    problem = refused(swap("- Harbour News", "- Gull Wire"))
    assert (problem.line, problem.column) == (4, 3)
    assert '[agencies."Gull Wire"]' in problem.fix


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("- Published", "- Urgent\n- Published", 5, "has no label"),
        ("- Published", "-\n- Published", 5, "there is nothing after this bullet"),
        ("- Published Date:", "- Published Date", 5, "has no label"),
        ("- Modified", "- Published", 6, "gives the same detail as"),
        ("- Local\n", "", 3, "section or the agency?"),
        ("- Local\n- Harbour News", "- Harbour News\n- Local", 3, "swapped"),
        ("- Local\n- Harbour", "- Source: Harbour", 0, "does not name its section"),
        ("Boats", "Cheers on the quay.\nBoats", 3, "there are 3 lines before the first bullet"),
        ("their strike\nBoats sail", "their\nstrike and sail", 2, "continue the line above"),
        ("have ended", "have\nended", 8, "continue the line above"),
        ("- Council", "-5 degrees tonight\n- Council", 9, "minus sign"),
        ('- "No boat', '• "No boat', 10, "second list"),
        ("- Council", "- the Gannet\n- the Tern\n\n- Council", 12, "second list"),
        ("- Council", "- Byline: Jane Doe\n- Council", 9, "`Byline` is among the related headlines"),
        ("Ferry crews in", "\u202eFerry crews in", 7, "direction"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(old: str, new: str, line: int, said: str) -> None:
    problems = []
    with pytest.raises(Problems) as caught:
        read_text(swap(old, new))
    problems = [each for each in caught.value.problems if said in each.message]
    assert [each.line for each in problems] == [line]


def test_lines_with_a_blank_line_between_are_whole_paragraphs() -> None:
    text = swap("have ended a strike of nine days.", "sang\n\nall day long.")
    assert read_text(text).paragraphs[:2] == ("Ferry crews in Port Elm sang", "all day long.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.replace("glad", "d\u00e9lighted").encode("latin-1"), "not UTF-8"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "this is not text"),
        (TEXT[: TEXT.index("Ferry crews in")], "no body"),
        (TEXT[TEXT.index("- Local") :], "no headline"),
    ],
)
def test_an_incomplete_file_is_refused(text: str | bytes, said: str) -> None:
    assert said in refused(text).message


def test_a_problem_with_missing_parts_points_to_where_they_belong() -> None:
    assert refused(TEXT[TEXT.index("- Local") :]).line == 1
    with pytest.raises(Problems) as caught:
        read_text("Ferry crews end their strike\n\nThe crews are back.\n")
    assert [problem.line for problem in caught.value.problems if "no details" in problem.message] == [3]


def test_a_headline_alone_is_not_wire_text() -> None:
    assert not recognises(b"Ferry crews end their strike\n")


def test_everything_that_is_wrong_is_reported_at_once() -> None:
    text = swap("- Harbour News", "- Gull Wire").replace("04:14", "24:14").replace("05:02", "soon")
    with pytest.raises(Problems) as caught:
        read_text(text)
    assert [problem.line for problem in caught.value.problems] == [4, 5, 6]
