"""The typefaces that a site chooses: which files belong to each, and how browsers load them."""

from __future__ import annotations

import re

import pytest
from media.test_font_files import woff2

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
    assert "convert the font to WOFF2 and put it there" in _told(ThemeSettings(text_font="Gazette.ttf"), {})[0]
    [found] = _told(ThemeSettings(text_font="Gazette"), _assets("Gazette-Regular.ttf"))
    assert "layouts/assets/fonts/Gazette-Regular.ttf is there, but browsers need WOFF2" in found
    [told] = _told(ThemeSettings(text_font="Gazette"), {"fonts/Gazette.woff2": b"\0\1\0\0"})
    assert "is not a WOFF2 font" in told


def test_a_file_whose_name_a_style_sheet_cannot_have_is_to_be_renamed() -> None:
    [told] = _told(ThemeSettings(text_font="My Font.woff2"), _assets("My Font.woff2"))
    assert "rename it" in told


def _weights(name: str, *files: str) -> dict[str, str]:
    rules = typefaces.rules(name, _assets(*files))
    return dict(re.findall(r'url\("fonts/([^"]+)"\).*?font-weight: ([^;]+);', rules))


def test_files_as_download_pages_name_them_are_shown_at_their_own_weight() -> None:
    fontsource = ("inter-latin-400-normal.woff2", "inter-latin-700-normal.woff2", "inter-latin-700-italic.woff2")
    assert [*_weights("inter", *fontsource).values()] == ["400", "700", "700"]
    assert "font-style: italic" in typefaces.rules("Inter", _assets(*fontsource))
    assert _weights("Open Sans", "open-sans-latin-700.woff2", "open-sans-latin-regular.woff2") == {
        "open-sans-latin-700.woff2": "700",
        "open-sans-latin-regular.woff2": "400",
    }


def test_a_file_of_another_typeface_is_left_out_and_named() -> None:
    files = ("Gaz-Condensed.woff2", "Gaz-Regular.woff2", "Gaz-Regular-latin-ext.woff2")
    assert "Gaz-Condensed.woff2" not in _weights("Gaz", *files)
    assert set(_weights("Gaz", *files).values()) == {"400"}
    [told] = _told(ThemeSettings(text_font="Gaz"), _assets(*files))
    assert "Gaz-Condensed.woff2 does not end in a known weight or style" in told


def test_two_files_for_the_same_weight_are_an_error() -> None:
    theme = ThemeSettings(text_font="Gaz")
    told = _told(theme, _assets("Gaz-Regular.woff2", "Gaz-400.woff2", "Gaz-Bold.woff2"))
    assert len(told) == 1
    assert "has the same weight and style as fonts/Gaz-400.woff2" in told[0]


def test_browsers_take_the_smallest_subset_that_has_the_letters() -> None:
    rules = typefaces.rules("Gaz", _assets("Gaz-latin-400.woff2", "Gaz-latin-ext-400.woff2"))
    assert rules.index("latin-ext") < rules.index("latin-400")  # the last one is asked first


def test_a_variable_font_beside_an_italic_has_all_weights() -> None:
    assets = {"fonts/Gaz.woff2": woff2(1, 47), "fonts/Gaz-Italic.woff2": woff2(1)}
    rules = typefaces.rules("Gaz", assets)
    assert "font-weight: 100 900;" in rules
    assert "font-weight: 400; font-style: italic;" in rules


def test_a_font_that_is_cut_off_or_huge_is_told() -> None:
    theme = ThemeSettings(text_font="Gaz")
    [cut] = _told(theme, {"fonts/Gaz-Regular.woff2": woff2(1, length=9000)})
    assert "is cut off" in cut
    [huge] = _told(theme, {"fonts/Gaz-Regular.woff2": woff2(1) + bytes(2_000_000)})
    assert "2.0 MB" in huge


def test_text_that_would_all_be_bold_is_told() -> None:
    [told] = _told(ThemeSettings(text_font="Gaz"), _assets("Gaz-Bold.woff2"))
    assert "has no upright regular weight" in told
    assert not _told(ThemeSettings(headline_font="Gaz"), _assets("Gaz-Bold.woff2"))
