"""What other programs call the settings of a site, and what we call them."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom

from generator.model.settings import Settings
from generator.reading.settings.other_names import advice_on_setting


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('baseURL = "https://a.example/"', "did you mean `base_url`?"),
        ("perPage = 3", "did you mean `per_page`?"),
        ('languageCode = "tr"', "write it as `language`"),
        ('author = "Hanna Voss"', "write it as `publisher`"),
        ('navbar = ["/about/"]', "write each entry of the menu below a line `[[menu]]`"),
        ('theme = "ananke"', "write `[theme]`, and its settings below it"),
        ('themesDir = "../themes"', "the theme is in layouts/"),
        ("[params]\na = 1", "values of your own go below a line `[extra]`"),
    ],
)
def test_a_setting_of_another_program_is_translated(newsroom: Newsroom, written: str, said: str) -> None:
    [problem] = newsroom.write(f"{SETTINGS}{written}\n").problems_of_settings()
    assert said in problem.fix


def test_no_setting_of_broadsheet_itself_is_taken_for_one_of_another_program() -> None:
    assert not [name for name in Settings.__struct_fields__ if advice_on_setting(name)]
