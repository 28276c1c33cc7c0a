"""Names in the wrong letter case, which work on some disks and not on web servers, or in another Unicode form."""

from __future__ import annotations

import unicodedata

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.reading.letter_case import of_layouts

DRAWING = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>"


def _told(newsroom: Newsroom) -> list[str]:
    return [f"{each.path}: {each.message}: {each.fix}" for each in newsroom.problems() or newsroom.build().warnings]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("![x](market.svg)", "`Market.svg`"),
        ("[x](DUES.csv)", "`dues.csv`"),
        ("[x](B.md)", "`b.md`"),
        ("[x](/files/map.csv)", "/Files/Map.csv"),
    ],
)
def test_the_right_letter_case_is_named(newsroom: Newsroom, written: str, right: str) -> None:
    newsroom.write(SETTINGS + f"-- content/Market.svg --\n{DRAWING}\n-- content/dues.csv --\na\n")
    newsroom.write(
        "-- content/static/Files/Map.csv --\na\n-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n"
    )
    newsroom.write(story("b.md", "Ferry", "2026-01-02") + story("a.md", "A", "2026-01-03", body=written))
    [told] = [each for each in _told(newsroom) if each.startswith("content/a.md")]
    assert f"did you mean {right}? Letter case matters" in told


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("[x](/2026/01/02/Ferry/)", "`b.md`, which is at /2026/01/02/ferry/"),
        ("[x](/About/)", "`pages/about.md`, which is at /about/"),
    ],
)
def test_the_file_of_a_story_is_named_for_its_address_in_another_letter_case(
    newsroom: Newsroom, written: str, right: str
) -> None:
    newsroom.write(SETTINGS + "-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n")
    newsroom.write(story("b.md", "Ferry", "2026-01-02") + story("a.md", "A", "2026-01-03", body=written))
    [told] = [each for each in _told(newsroom) if each.startswith("content/a.md")]
    assert f"did you mean {right}?" in told


def test_the_right_letter_case_of_a_storys_picture_is_named(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + f"-- content/Market.svg --\n{DRAWING}\n")
    newsroom.write(story("a.md", "A", "2026-01-03", "picture: {src: market.svg, alt: M}"))
    assert "did you mean `Market.svg`? Letter case matters" in _told(newsroom)[0]


def test_folders_layouts_and_assets_in_the_wrong_letter_case_are_named(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("Pages/about.md", "About", "2026-01-01") + "-- content/STATIC/a.csv --\na\n")
    newsroom.write(f"-- layouts/Story.html --\nWords\n-- layouts/assets/Icon.svg --\n{DRAWING}\n")
    told = " ".join(_told(newsroom))
    for right in ("`pages`", "`static`", "`story.html`", "`assets/icon.svg`"):
        assert f"rename it to {right}" in told


def test_other_files_of_a_sites_own_may_be_called_as_they_like() -> None:
    assert not [*of_layouts(["de.po", "story.html"], ["DE.po", "Ferry.html", "story.html"])]


def test_a_folder_content_in_another_letter_case_is_named(newsroom: Newsroom) -> None:
    (newsroom.folder / "content").rmdir()
    newsroom.write(SETTINGS + "-- Content/a.md --\nWords\n")
    assert _told(newsroom) == ["content: there is no folder content/ here: rename Content/ to content/"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_unicode_form_of_a_name_makes_no_difference(newsroom: Newsroom, form: str) -> None:
    name = unicodedata.normalize("NFD" if form == "NFC" else "NFC", "café")
    newsroom.write(SETTINGS + f"-- content/{name}.svg --\n{DRAWING}\n-- content/{name}.csv --\na\n")
    newsroom.write(story(f"{name}.md", name, "2026-01-02"))
    newsroom.write(
        unicodedata.normalize(
            form,
            story(
                "a.md",
                "A",
                "2026-01-03",
                "picture: {src: café.svg, alt: C}",
                body="[a](café.csv) [b](/café.csv) [c](café.md) [d](/2026/01/02/café/) ![e](café.svg)",
            ),
        )
    )
    assert _told(newsroom) == []


def test_a_missing_asset_is_named_as_one(newsroom: Newsroom) -> None:
    layout = '{% extends "theme/front.html" %}{% block main %}{{ assets["House.css"] }}{% endblock %}'
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-03") + f"-- layouts/front.html --\n{layout}\n")
    assert "there is no `House.css` here: put the file into layouts/assets/" in _told(newsroom)[0]
