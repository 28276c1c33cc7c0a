"""Settings below the wrong table of site.toml, and tables that are there twice."""

from __future__ import annotations

import pytest

from generator.model.problems import Problem, Problems
from generator.model.settings import LightDark, Settings
from generator.reading.settings.site_toml import read

SITE = 'title = "The Port Elm Courier"\nbase_url = "https://courier.example/"\n'


def _told(text: str) -> Problem:
    with pytest.raises(Problems) as caught:
        read(text)
    [problem] = caught.value.problems
    return problem


def test_a_setting_of_the_site_at_the_end_of_the_file_belongs_above_the_first_table() -> None:
    problem = _told(f'{SITE}[feeds]\nstories = 9\n[theme]\ndates = "long"\nsearch = "pagefind"\n')
    assert (problem.line, problem.message) == (7, "`search` is not a setting of [theme]")
    assert problem.fix == "it is a setting of the whole site: move this line above `[feeds]` on line 3, the first table"


def test_a_menu_at_the_top_of_the_file_is_one_mistake_and_not_nine() -> None:
    rest = 'tagline = "By the sea"\nlanguage = "en"\nper_page = 9\n'
    problem = _told(f'[[menu]]\nname = "About us"\n{SITE}{rest}')
    assert problem.line == 3
    assert "(`title`, `base_url`, `tagline`, `language` and 1 more)" in problem.fix
    assert "above `[[menu]]` on line 1" in problem.fix


def test_a_setting_of_another_table_is_named_with_that_table() -> None:
    assert _told(f'{SITE}[front]\naccent = "#0b5d4b"\n').fix == "write it below a line `[theme]`"


def test_a_setting_among_the_blocks_is_no_section() -> None:
    assert "move this line above `[blocks]`" in _told(f'{SITE}[blocks]\nsearch = "pagefind"\n').fix


def test_a_section_with_a_space_is_in_quotes_in_the_fix() -> None:
    assert _told(f'{SITE}[blocks]\n"town hall" = "led"\n').fix.startswith('write `"town hall" = "lead"`')


@pytest.mark.parametrize("header", ["[theme]", "[theme] # again"])
def test_a_table_that_is_there_twice_is_to_be_merged(header: str) -> None:
    problem = _told(f'{SITE}[theme]\ndates = "long"\n[front]\ntop = 3\n{header}\nwidth = "wide"\n')
    assert (problem.line, problem.message) == (7, "`[theme]` is here a second time: it begins on line 3")
    assert problem.fix == "move what is below it to line 4, and remove this line"


def test_an_accent_for_dark_screens_alone_is_enough() -> None:
    settings: Settings = read(f'{SITE}[theme]\naccent = {{ dark = "#7fd6bd" }}\n')
    assert settings.theme.accent == LightDark("", "#7fd6bd")


def test_a_misspelt_screen_is_named() -> None:
    problem = _told(f'{SITE}[theme]\naccent = {{ light = "#0b5d4b", darck = "#7fd6bd" }}\n')
    assert (problem.message, problem.fix) == (
        "`accent` has no `darck`, only `light` and `dark`",
        "did you mean `dark`?",
    )


@pytest.mark.parametrize("search", ["http://s.example/?q={query}", "https://s.example:99999/?q={query}"])
def test_what_readers_search_for_is_sent_only_to_a_secure_address(search: str) -> None:
    assert "address" in _told(f'{SITE}search = "{search}"\n').message


def test_a_page_pasted_into_a_setting_is_not_shown_in_full() -> None:
    problem = _told(f'{SITE}language = "{"x" * 5000}"\n')
    assert len(str(problem)) < 1500
