"""The addresses of people's stories under other spellings of their names."""

from __future__ import annotations

from newsroom import SETTINGS, Newsroom, story

RUTH = "-- content/people/ruth-calder.md --\n---\nname: Ruth Calder\naliases: [R. Calder, Ada Quill]\n---\nWords.\n"


def test_the_address_of_another_spelling_leads_to_the_person(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "One", "2026-01-01", "byline: R. Calder"))
    newsroom.build()
    assert "One" in newsroom.page("bylines/r-calder")
    newsroom.write(RUTH + story("b.md", "Two", "2026-01-02", "byline: Ruth Calder")).build()
    assert 'content="0; url=/bylines/ruth-calder/"' in newsroom.page("bylines/r-calder")
    assert "Two" in newsroom.page("bylines/ruth-calder")


def test_without_stories_of_hers_there_is_nothing_to_lead_to(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + RUTH + story("a.md", "One", "2026-01-01", "byline: Tom Ardley")).build()
    assert not (newsroom.output / "bylines/r-calder").exists()
