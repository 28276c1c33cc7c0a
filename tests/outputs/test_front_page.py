"""Which stories stand where on the front page."""

from __future__ import annotations

import pytest
from asking import site_of
from newsroom import SETTINGS, Newsroom, story

from generator.model.page import Front
from generator.model.story import Card
from generator.outputs.front_page import front


def _front(newsroom: Newsroom, *priorities: int) -> Front:
    """The front page of stories "0", "1", …, each newer than the one before, with these priorities."""
    for number, priority in enumerate(priorities):
        section = f"section: {'Local' if number % 2 else 'World'}"
        lines = (section, f"priority: {priority}", f"slug: s{number}")
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
