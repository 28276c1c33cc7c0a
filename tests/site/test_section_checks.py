"""Sections that are probably misspelt, and sections of site.toml that no story has."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

SECTIONS = SETTINGS + 'sections = ["Sport", "Council"]\n'


def _told(newsroom: Newsroom, *sections: str) -> list[str]:
    newsroom.write(SECTIONS)
    for number, section in enumerate(("Council", *sections)):
        newsroom.write(story(f"{number}.md", f"Story {number}", f"2026-01-0{number + 1}", f"section: {section}"))
    return [f"{each.place} {each.message}: {each.fix}" for each in newsroom.build().warnings]


def test_a_misspelt_section_is_named_once_with_the_right_one(newsroom: Newsroom) -> None:
    [told] = _told(newsroom, "Sport", "Sprot", "Sprot")
    assert told.startswith("content/2.md:4 `Sprot` is not one of")
    assert told.endswith("did you mean `Sport`? otherwise add it there; also in content/3.md")


@pytest.mark.parametrize("written", ["Sports", "Spört", "Şport", "sports", "SPORTS", "Spor", "Counciƚ"])
def test_plurals_accents_and_slips_are_found(newsroom: Newsroom, written: str) -> None:
    [told] = _told(newsroom, "Sport", written)
    assert f"`{written}` is not one of" in told


@pytest.mark.parametrize("written", ["sport", "SPORT", "Harbour", "Obituaries"])
def test_another_case_and_a_new_section_are_no_mistakes(newsroom: Newsroom, written: str) -> None:
    assert not _told(newsroom, "Sport", written)


def test_a_section_that_no_story_has_is_named_at_its_setting(newsroom: Newsroom) -> None:
    [told] = _told(newsroom)
    assert told.startswith("site.toml:5:1 `sections` has `Sport`, but no story does")


def test_a_new_site_without_stories_is_not_told_so(newsroom: Newsroom) -> None:
    newsroom.write(SECTIONS)
    assert not newsroom.build().warnings


def test_a_site_that_lists_no_sections_may_have_any(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS)
    for number, section in enumerate(("Sport", "Sprot")):
        newsroom.write(story(f"{number}.md", f"Story {number}", f"2026-01-0{number + 1}", f"section: {section}"))
    assert not newsroom.build().warnings


def test_only_the_first_files_with_a_misspelt_section_are_named(newsroom: Newsroom) -> None:
    [told] = _told(newsroom, "Sport", *["Sprot"] * 4)
    assert told.endswith("also in content/3.md, content/4.md and 1 more")


def test_stories_to_come_and_drafts_have_sections_too(newsroom: Newsroom) -> None:
    newsroom.write(story("later.md", "Later", "2036-01-01", "section: Sport"))
    assert not _told(newsroom)


def test_a_site_with_nothing_public_yet_is_not_told_so(newsroom: Newsroom) -> None:
    newsroom.write(SECTIONS + story("later.md", "Later", "2036-01-01", "section: Sport"))
    assert not newsroom.build().warnings


def test_a_section_of_a_story_with_errors_is_not_called_unused(newsroom: Newsroom) -> None:
    newsroom.write(SECTIONS + story("a.md", "A", "2026-01-01", "section: Council"))
    newsroom.write(story("b.md", "B", "2026-99-01", "section: Sport"))
    assert not [each for each in newsroom.problems() if "no story does" in each.message]
