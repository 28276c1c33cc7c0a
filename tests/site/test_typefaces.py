"""The typefaces that a site chooses: which files belong to each, and how browsers load them."""

from __future__ import annotations

import pytest

from generator.model.settings import ThemeSettings
from generator.site import typefaces

FONT = b"wOF2..."


def _assets(*names: str) -> dict[str, bytes]:
    return {f"fonts/{name}": FONT for name in names}


def _told(theme: ThemeSettings, assets: dict[str, bytes]) -> list[str]:
    return [f"{each.message}: {each.fix}" for each in typefaces.problems(theme, assets)]


def test_the_name_of_a_typeface_stands_for_all_its_files_and_no_others() -> None:
    rules = typefaces.rules(
        "Old Gazette", _assets("OldGazette-Bold.woff2", "OldGazette-Italic.woff2", "OldGazetteX.woff2")
    )
    assert rules.count("@font-face") == 2
    assert (
        'font-family: "Old Gazette"; src: url("fonts/OldGazette-Bold.woff2") format("woff2"); font-weight: 700;'
        in rules
    )
    assert 'Italic.woff2") format("woff2"); font-weight: 400; font-style: italic;' in rules


def test_a_single_file_is_shown_as_it_is_at_every_weight() -> None:
    rules = typefaces.rules("Gazette-Light.woff2", _assets("Gazette-Light.woff2", "Gazette-Bold.woff2"))
    assert rules.count("@font-face") == 1
    assert 'font-family: "Gazette-Light"' in rules
    assert "font-weight: 100 900" in rules


@pytest.mark.parametrize(
    ("file", "weight"),
    [
        ("Gazette-Regular", "400"),
        ("Gazette-SemiBold", "600"),
        ("Gazette-ExtraBold", "800"),
        ("Gazette-ExtraLightItalic", "200"),
        ("Gazette", "100 900"),
        ("Gazette-VF", "100 900"),
        ("Gazette-Roman", "400"),
    ],
)
def test_weights_are_read_from_the_names_that_makers_of_fonts_give(file: str, weight: str) -> None:
    assert f"font-weight: {weight};" in typefaces.rules("Gazette", _assets(f"{file}.woff2"))


def test_our_own_typefaces_never_move_the_page_once_it_is_shown() -> None:
    assert "font-display: optional" in typefaces.rules("Newsreader", _assets("Newsreader-Bold.woff2"))
    assert "font-display: swap" in typefaces.rules("Gazette", _assets("Gazette-Bold.woff2"))


def test_our_fonts_are_published_only_if_a_style_sheet_mentions_them() -> None:
    assets = _assets("Newsreader-Bold.woff2", "PublicSans-Bold.woff2", "Gazette-Bold.woff2", "OFL.txt")
    assets["style.css"] = b'src: url("fonts/Newsreader-Bold.woff2")'
    assert typefaces.unused(assets) == {"fonts/PublicSans-Bold.woff2", "fonts/OFL.txt"}


def test_browsers_ask_at_once_for_the_fonts_that_every_page_needs() -> None:
    assets = _assets("A-Bold.woff2", "A-Italic.woff2", "A-Regular.woff2", "B-Bold.woff2", "B-Regular.woff2")
    theme = ThemeSettings(headline_font="A", text_font="B")
    assert typefaces.first_used(theme, assets, "700") == ("fonts/A-Bold.woff2", "fonts/B-Regular.woff2")
    assert typefaces.first_used(theme, assets, "400") == ("fonts/A-Regular.woff2", "fonts/B-Regular.woff2")


def test_a_misspelt_typeface_is_named_with_the_right_one() -> None:
    [told] = _told(ThemeSettings(headline_font="Newsreadr"), {})
    assert "`headline_font` is `Newsreadr`, and there is no such font" in told
    assert told.endswith('did you mean "Newsreader"?')


def test_a_font_of_another_format_is_to_be_converted() -> None:
    assert _told(ThemeSettings(text_font="Gazette.ttf"), {})[0].endswith("convert the font to WOFF2 and put it there")
    [told] = _told(ThemeSettings(text_font="Gazette"), {"fonts/Gazette.woff2": b"\0\1\0\0"})
    assert "is not a WOFF2 font" in told


def test_a_file_whose_name_a_style_sheet_cannot_have_is_to_be_renamed() -> None:
    [told] = _told(ThemeSettings(text_font="My Font.woff2"), _assets("My Font.woff2"))
    assert "rename it" in told
