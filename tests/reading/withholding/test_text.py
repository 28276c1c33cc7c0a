"""What is meant to withhold a story withholds it or is an error: in its text, headline or tables, or left empty."""

from __future__ import annotations

import pytest

from generator.model.settings import Settings
from generator.reading import story
from generator.reading.withholding.notes import marks_headline, note_in

SITE = Settings(title="The Port Elm Courier", base_url="https://courier.example/")
ADOPTING = Settings(title="The Port Elm Courier", base_url="https://courier.example/", adopt=True)

NOTES = [
    *("EMBARGOED UNTIL 10:00 GMT 3 DECEMBER 2026", "**EMBARGOED UNTIL 9 AM FRIDAY**", "EMBARGO until 9 am", "EMBARGO"),
    *("Embargo: 10:00 | 03 December 2026", "> Under embargo until Friday", "Strictly embargoed until noon", "KILL"),
    *(
        "Not for publication before 10:00",
        "(Hold for release on Monday.)",
        "Please do not publish before Friday",
        "DRAFT",
    ),
    *("Copy follows. NOT FOR RELEASE UNTIL MONDAY.", "The council met. EMBARGO: Friday", "MANDATORY KILL", "KILL KILL"),
    *(
        "Mandatory kill: the ferry story",
        "Kill notice",
        "KILL: the ferry story",
        "For release on Tuesday",
        "DO NOT RUN",
    ),
    *(
        "Sperrfrist: Freitag, 9 Uhr",
        "Sous embargo jusqu'à vendredi",
        "- Embargoed for release at 6 pm",
        "embargo till 6",
    ),
]
NOTES += [
    *(
        "This copy is embargoed until Friday.",
        "Embargoed. Do not use until 9 am.",
        "Do not use before noon",
        "draft = yes",
    ),
    *("**Draft:** true", "Status: on hold", "status: KILL", "<!-- draft: true -->"),
]
NEWS = [
    *(
        "The EU's embargo on oil ended.",
        "EU LIFTS OIL EMBARGO",
        "Embargo on arms lifted",
        "Embargoed oil still arrives",
    ),
    *(
        "Kill the lights, said the mate.",
        "KILL BILL RETURNS TO THE REX",
        "For immediate release",
        "The NFL draft: who goes",
    ),
    *(
        "The letter was not for publication.",
        "Hold until golden, then turn.",
        "Draft rules were published.",
        "Do not run.",
    ),
    *(
        "Release date: 26 July 2018",
        "Do not run this test.",
        "Embargo: none",
        "FOR RELEASE",
        "A sign said DO NOT USE.",
        "Published: 2026-11-20",
        "Draft dodgers return.",
    ),
]


@pytest.mark.parametrize("line", NOTES)
def test_a_note_that_withholds_a_story_is_one_wherever_it_is(line: str) -> None:
    assert note_in(line)


@pytest.mark.parametrize("line", NEWS)
def test_news_about_an_embargo_or_a_draft_is_news(line: str) -> None:
    assert not note_in(line)


@pytest.mark.parametrize("headline", ["DRAFT: not ready", "Ferry back (draft)", "[DRAFT] Ferry back", "Ferry [HOLD]"])
def test_a_headline_can_be_marked_as_not_ready(headline: str) -> None:
    assert marks_headline(headline)


def read(line: str, body: str, settings: Settings) -> story.Reading:
    text = f"---\ntitle: A\ndate: 2026-11-20\n{line}---\n{body}\n"
    return story.read(text.encode(), "content/a.md", settings)


BODIES = [
    *(
        "---\ndraft: true\nembargo: 2027-01-01\n---\nWords.",
        "draft: true\n\nWords.",
        "\n+++\ndraft = true\n+++\nWords.",
    ),
    *(
        "Words.\n\n---\nembargo: 2027-01-01\n---\nWords.",
        "tags:\n- Ferry\nprivate: true\n\nWords.",
        "draft:true\nWords.",
        "draft\uff1atrue\nA.",
    ),
    *("params:\n  draft: true\n\nWords.", "Words.\n\n**EMBARGOED UNTIL 9 AM**", "<!-- Embargo until 9 -->\n\nWords."),
    *(
        "Words.\n\n- EMBARGOED UNTIL 9 AM",
        "killed: 2026-11-21\n\nWords.",
        "status: draft\n\nWords.",
        '{"draft": true}\nA.',
    ),
]
BODIES += [
    *("# Ferry back\n\ndraft: true\n\nWords.", "Words.\n\ndraft: true\n\nWords.", "<!-- draft: true -->\nWords."),
    *("<!--\nprivate: true\n-->\nWords.", '{\n  "private": true\n}\nWords.', "**Private:** true\n\nWords."),
]
LINES = [
    *("details:\n  Embargo: 10:00 | 03 December 2099\n", "wire: {embargo: 2099-12-03}\n", "wire: {embargo: Friday}\n"),
    *(
        "picture:\n  src: https://ferry.example/a.jpg\n  draft: true\n",
        "hero: {draft: true}\n",
        "a: [{b: {draft: 1}}]\n",
    ),
    *("a: {b: {Not for publication before: 2099-12-03}}\n", "params:\n  draft:true\n", "section: Local\ndraft:true\n"),
    *("draft = true\n", "draft; true\n", "embargo:\n", "killed:\n", 'title2: "A"\nembargo:2099-01-01\n'),
]


@pytest.mark.parametrize("body", BODIES)
def test_what_withholds_a_story_is_an_error_in_its_text(body: str) -> None:
    assert any(each.level == "error" for each in read("", body, SITE).problems)
    adopted = read("", body, ADOPTING)
    assert adopted.manuscript and adopted.manuscript.draft
    assert "withheld" in str(adopted.problems)


LINES += [
    *("details:\n  Status: KILL\n", "details: {Kill: true}\n", "dateline: EMBARGOED UNTIL FRIDAY\n"),
    *("picture: {src: 'https://a.example/a.jpg', alt: '', caption: EMBARGOED UNTIL FRIDAY}\n", "kill_note: Wrong.\n"),
]
IN_TABLES = [
    "draft = true",
    "status = 'draft'",
    "hold = true",
    "private = true",
    "expires = 2026-11-30",
    "killed = 2026-11-30",
]


@pytest.mark.parametrize("line", IN_TABLES)
def test_what_is_below_a_table_in_toml_is_in_it(line: str) -> None:
    picture = f"[picture]\nsrc = 'https://a.example/a.jpg'\nalt = ''\n{line}\n"
    found = story.read(f"+++\ntitle = 'A'\ndate = 2026-11-20\n{picture}+++\nWords.\n".encode(), "content/a.md", SITE)
    (problem,) = (each for each in found.problems if each.level == "error")
    assert "`picture" in problem.message


@pytest.mark.parametrize("line", LINES)
def test_what_withholds_a_story_is_an_error_where_it_has_no_effect(line: str) -> None:
    assert any(each.level == "error" for each in read(line, "Words.", SITE).problems)
    adopted = read(line, "Words.", ADOPTING).manuscript
    assert adopted
    assert adopted.draft or not adopted.published or adopted.published.year == 2099


@pytest.mark.parametrize("line", ["draft:\n", "expires:\n", "hold_until:\n", "unpublish_on:\n", "private: ~\n"])
def test_a_field_that_is_still_empty_is_an_error_but_not_where_copy_is_adopted(line: str) -> None:
    (problem,) = read(line, "Words.", SITE).problems
    assert problem.level == "error"
    assert "is empty" in problem.message
    adopted = read(line, "Words.", ADOPTING).manuscript
    assert adopted
    assert not adopted.draft


@pytest.mark.parametrize(
    "body", ["```\ndraft: true\n```\nWords.", "Write `EMBARGOED UNTIL 9 AM` there.", "Release date: 2 May 2026"]
)
def test_what_is_code_or_news_withholds_nothing(body: str) -> None:
    assert not read("", body, SITE).problems


def test_a_note_about_an_embargo_is_pointed_out_in_a_story_under_embargo() -> None:
    found = read("embargo: 2099-01-01\n", "EMBARGOED UNTIL NEW YEAR\n\nWords.", SITE)
    assert found.manuscript
    (problem,) = found.problems
    assert problem.message == "readers will see `EMBARGOED UNTIL NEW YEAR` in the text once the embargo has ended"


@pytest.mark.parametrize("line", ["draft: true\n", "killed: 2026-11-21\n"])
def test_a_story_that_is_not_public_may_say_so_in_its_text(line: str) -> None:
    assert not read(line, "DRAFT\n\nWords.", SITE).problems


@pytest.mark.parametrize(
    ("line", "level", "said"),
    [
        ("kill_note: It was wrong.\n", "error", "does not withdraw the story without `killed`"),
        ("killed: 2026-11-21\ndraft: true\n", "error", "its addresses do not say that it was withdrawn"),
        ("killed: 2026-11-20\n", "warning", "nothing says that the story was withdrawn"),
    ],
)
def test_what_keeps_a_story_from_being_withdrawn_is_said(line: str, level: str, said: str) -> None:
    (problem,) = read(line, "Words.", SITE).problems
    assert problem.level == level
    assert said in problem.message


def test_a_mark_in_the_headline_is_a_warning_and_a_note_in_the_standfirst_an_error() -> None:
    marked = story.read(b"---\ntitle: 'DRAFT: ferry'\ndate: 2026-11-20\n---\nWords.\n", "content/a.md", SITE)
    noted = read("standfirst: EMBARGOED UNTIL 9 AM\n", "Words.", SITE)
    assert [each.level for each in (*marked.problems, *noted.problems)] == ["warning", "error"]
