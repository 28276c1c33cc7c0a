"""The tables [podcast.NAME] of site.toml."""

from __future__ import annotations

import pytest

from generator.model.podcast import CATEGORIES
from generator.model.problems import Problems
from generator.reading.settings.site_toml import read

START = 'title = "The Courier"\nbase_url = "https://courier.example/"\n'
GOOD = {
    "series": '"Tides"',
    "category": '"News > Politics"',
    "artwork": '"/podcasts/tides.jpg"',
    "description": '"Who lives by the water."',
}


def table(name: str = "tides", **changed: str) -> str:
    values = {**GOOD, **changed}
    return f"[podcast.{name}]\n" + "".join(f"{key} = {value}\n" for key, value in values.items() if value)


def said(text: str) -> list[tuple[int, str]]:
    try:
        read(START + text)
    except Problems as found:
        return [(each.line, each.message) for each in found.problems]
    return []


def test_a_podcast_is_read_with_its_defaults() -> None:
    found = read(START + table(explicit="true", type='"serial"')).podcast["tides"]
    assert (found.series, found.explicit, found.type, found.locked) == ("Tides", True, "serial", True)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (table(category=""), 3, "the podcast `tides` has no `category`"),
        (table(series=""), 4, "the podcast has neither `series`, `tag` nor `section`"),
        (table(tag='"Talks"'), 8, "the podcast has `series` and `tag`"),
        (table(category='"Newz"'), 5, "`Newz` is not one of Apple's categories"),
        (table(category='"News > Politic"'), 5, "`Politic` is not a category of News"),
        (table(category='"Daily News"'), 5, "`Daily News` is not one of Apple's categories"),
        (table(artwork='"tides.gif"'), 6, "`tides.gif` is not the place of a picture on the site"),
        (table(email='"ada"'), 8, "`ada` is not an address for email"),
        (table(type='"weekly"'), 8, "`type` cannot be `weekly`"),
        (table(guid='"1"'), 8, "`guid` is not that of a podcast"),
        (table(language='"english"'), 8, "`english` is not a language tag"),
        (table(explicit='"no"'), 8, "`explicit` must be true or false"),
        (table(autor='"Ada"'), 8, "`autor` is not a setting of the podcast tides"),
        (table('"The Tides"'), 3, "`The Tides` cannot be the name of a podcast, which is part of its feed's address"),
        ('podcast = "x"', 3, "each podcast must be a table with a name"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(text: str, line: int, message: str) -> None:
    assert (line, message) in said(text)


def test_every_category_of_apple_can_be_written() -> None:
    for broad, narrower in CATEGORIES.items():
        for each in (broad, *(f"{broad} > {narrow}" for narrow in narrower)):
            assert said(table(category=f'"{each}"')) == []
