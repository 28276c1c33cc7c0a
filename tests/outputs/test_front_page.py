"""Which stories stand where on the front page."""

from __future__ import annotations

import pytest
from asking import site_of
from newsroom import SETTINGS, Newsroom, story

from generator.model.page import Front
from generator.model.problems import Problems
from generator.model.story import Card
from generator.outputs.front_page import front


def _front(newsroom: Newsroom, *priorities: int) -> Front:
    """The front page of stories "0", "1", …, each newer than the one before, with these priorities."""
    for number, priority in enumerate(priorities):
        section = f"section: {'Local' if number % 2 else 'World'}"
        pinned = ("priority_until: 2027-01-01",) if priority else ()
        lines = (section, f"priority: {priority}", f"slug: s{number}", *pinned)
        newsroom.write(story(f"{number}.md", str(number), f"2026-01-{number + 1:02}", *lines))
    return front(site_of(newsroom).graph)


def _names(cards: tuple[Card, ...]) -> str:
    return " ".join(card.headline for card in cards)


def test_the_newest_story_leads_where_none_is_pinned(newsroom: Newsroom) -> None:
    page = _front(newsroom, 0, 0, 0, 0, 0, 0)
    assert page.lead
    assert page.lead.headline == "5"
    assert _names(page.top) == "4 3 2 1"
    assert _names(page.latest) == "0"


def test_priority_1_leads_and_the_others_come_to_the_top_in_order(newsroom: Newsroom) -> None:
    page = _front(newsroom, 3, 1, 0, 2, 0, 0)
    assert page.lead
    assert page.lead.headline == "1"
    assert _names(page.top) == "3 0 5 4"


def test_a_pinned_story_that_is_no_lead_does_not_become_one(newsroom: Newsroom) -> None:
    page = _front(newsroom, 2, 0, 0)
    assert page.lead
    assert page.lead.headline == "2"
    assert _names(page.top) == "0 1"


def test_of_two_leads_the_newer_one_leads(newsroom: Newsroom) -> None:
    page = _front(newsroom, 1, 1, 0)
    assert page.lead
    assert page.lead.headline == "1"
    assert _names(page.top) == "0 2"


def test_the_lead_and_the_top_stories_are_not_shown_again_below(newsroom: Newsroom) -> None:
    page = _front(newsroom, *[0] * 30)
    above = [page.lead, *page.top]
    below = [*page.latest, *(card for part in page.sections for card in part.cards)]
    assert not {card.url for card in above if card} & {card.url for card in below}
    assert [len(page.top), len(page.latest)] == [4, 8]


def test_a_sections_block_begins_with_its_newest_story_that_is_not_above(newsroom: Newsroom) -> None:
    page = _front(newsroom, *[0] * 30)
    first, second = page.sections
    newest = {first.cards[0].url, second.cards[0].url}
    assert newest == {page.latest[0].url, page.latest[1].url}


def _at(newsroom: Newsroom, as_of: str) -> Front:
    return front(site_of(newsroom, as_of=as_of).graph)


@pytest.mark.parametrize(
    ("until", "last", "over"),
    [
        ("", "2026-11-21T08:59:00Z", "2026-11-21T09:00:00Z"),  # for a day
        ("priority_until: 2026-11-20T18:00:00Z", "2026-11-20T17:59:00Z", "2026-11-20T18:00:00Z"),
        ("priority_until: 2026-11-30T00:00:00Z", "2026-11-29T23:59:00Z", "2026-11-30T00:00:00Z"),
    ],
)
def test_a_pin_ends(newsroom: Newsroom, until: str, last: str, over: str) -> None:
    lines = ["priority: 1", *([until] if until else [])]
    newsroom.write(story("a.md", "Pinned", "2026-11-20T09:00:00Z", *lines))
    newsroom.write(story("b.md", "Newer", "2026-11-20T10:00:00Z"))
    leads = [_at(newsroom, when).lead for when in (last, over)]
    assert [lead.headline for lead in leads if lead] == ["Pinned", "Newer"]
    assert newsroom.build(as_of=last).published.written
    assert "index.html" in newsroom.build(as_of=over).published.written, "without any other change"


@pytest.mark.parametrize(
    ("breaking", "last", "over"),
    [
        ("true", "2026-11-20T20:59:00Z", "2026-11-20T21:00:00Z"),  # for twelve hours
        ("2026-11-20T12:00:00Z", "2026-11-20T11:59:00Z", "2026-11-20T12:00:00Z"),
    ],
)
def test_breaking_news_are_announced_for_a_while(newsroom: Newsroom, breaking: str, last: str, over: str) -> None:
    newsroom.write(story("a.md", "Gate shut", "2026-11-20T09:00:00Z", f"breaking: {breaking}"))
    newsroom.write(story("b.md", "Plain", "2026-11-20T09:30:00Z", "breaking: false"))
    assert [_names(_at(newsroom, when).breaking) for when in (last, over)] == ["Gate shut", ""]


def test_no_pin_ends_before_the_story_is_there(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Early", "2026-11-20", "priority: 1", "priority_until: 2026-11-19"))
    with pytest.raises(Problems, match="`priority_until` is not after the time of publication"):
        newsroom.build()


def test_each_part_has_as_many_stories_as_site_toml_says(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "[front]\ntop = 2\nlatest = 3\nsection = 1\nlead = 'beside'\n")
    page = _front(newsroom, *[0] * 12)
    assert [len(page.top), len(page.latest), *(len(each.cards) for each in page.sections)] == [2, 3, 1, 1]
    assert page.look == "beside"


def test_sections_have_the_looks_of_site_toml(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[blocks]\nlocal = "opinion"\nWorld = "none"\n')
    page = _front(newsroom, *[0] * 12)
    assert [(each.section.name, each.look) for each in page.sections] == [("Local", "opinion")]


@pytest.mark.parametrize(
    "form", ['["%s"]', '[{"url": "https://courier.example%s?ref=x", "views": 9}]', '[{"path": "%s"}]']
)
def test_the_most_read_come_from_a_list_that_another_program_writes(newsroom: Newsroom, form: str) -> None:
    newsroom.write(story("a.md", "Old", "2026-01-01") + story("b.md", "New", "2026-02-01"))
    newsroom.write(f"-- most-read.json --\n{form % '/2026/01/01/old/'}\n")
    assert _names(front(site_of(newsroom).graph).most_read) == "Old"
    newsroom.build()
    assert "Most read" in newsroom.page("index.html")


def test_the_most_read_show_nothing_that_is_not_public(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Draft", "2026-01-01", "draft: true") + story("b.md", "New", "2026-02-01"))
    newsroom.write(
        '-- most-read.json --\n["/2026/01/01/draft/", "/about/", "/nowhere/", "https://[", "/2026/02/01/new"]\n'
    )
    assert _names(front(site_of(newsroom).graph).most_read) == "New"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "this file is not JSON"),
        ('{"a": 1}', "this file is not a list of addresses"),
        ("[1]", "this file is not a list of addresses"),
        ("[" * 5000, "this file is not JSON"),
    ],
)
def test_a_list_of_the_most_read_that_makes_no_sense_stops_no_build(
    newsroom: Newsroom, text: str, message: str
) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01") + f"-- most-read.json --\n{text}\n")
    (problem,) = newsroom.build().warnings
    assert problem.path == "most-read.json"
    assert message in problem.message


def test_an_empty_site_has_an_empty_front_page(newsroom: Newsroom) -> None:
    assert _front(newsroom) == Front(None, (), (), ())


@pytest.mark.parametrize(
    ("settings", "description"),
    [('tagline = "By the sea"\n', "By the sea"), ('tagline = "By the sea"\ndescription = "All news"\n', "All news")],
)
def test_search_engines_get_the_description_or_else_the_tagline(
    newsroom: Newsroom, settings: str, description: str
) -> None:
    newsroom.write(SETTINGS + settings).build()
    assert f'<meta name="description" content="{description}">' in newsroom.page("index.html")


def test_a_look_of_a_section_that_there_is_not_is_told(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + 'sections = ["Opinion"]\n[blocks]\nOpnion = "opinion"\n')
    newsroom.write(story("a.md", "One", "2026-01-01", "section: Opinion"))
    (problem,) = newsroom.build().warnings
    assert "`Opnion` in [blocks] is not a section" in problem.message
    assert problem.fix == "did you mean `Opinion`?"


def test_the_end_of_a_pin_that_there_is_not_is_told(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01", "priority_until: 2026-02-01"))
    (problem,) = newsroom.build().warnings
    assert problem.message == "`priority_until` has no effect without `priority`"
