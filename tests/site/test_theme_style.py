"""The style sheet of a site's own theme: its design tokens, the look, and whether readers can read the accent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import tinycss2

from generator.model.colours import contrast
from generator.model.settings import LightDark, ThemeSettings
from generator.reading import layout_files
from generator.site.theme_style import problems, tokens_of, with_theme, without_comments

ASSETS = layout_files.layouts(Path("nowhere")).assets
LOOKS = {
    "newspaper": ASSETS["style.css"],
    "magazine": ASSETS["style.css"] + ASSETS["looks/magazine.css"],
}


def _style(theme: ThemeSettings, assets: Mapping[str, bytes] = ASSETS) -> bytes:
    return with_theme(assets, theme)["style.css"]


def test_a_site_that_chooses_nothing_has_the_theme_as_it_is() -> None:
    found = with_theme(ASSETS, ThemeSettings())
    assert found["style.css"] == without_comments(ASSETS["style.css"])
    assert not [name for name in found if name.startswith(("fonts/", "looks/"))]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        (b"/* a */ a { }\n  b { } /* c */\n", b"a { }\nb { }\n"),
        (b"a { } /* c */\n\n  /* d */\nb { }", b"a { } \nb { }\n"),
        (b"a { }\n/* not closed", b"a { }\n"),
        (b'a::after { content: "/* no comment */" }\n/* c */', b'a::after { content: "/* no comment */" }\n'),
        (b"a::after { content: '\\'/*' }\n/*'*/ b { }", b"a::after { content: '\\'/*' }\nb { }\n"),
        (b"a { background: url(/*x) }\n/* c */", b"a { background: url(/*x) }\n"),
        (b'a { background: url("/*x") }\n/* c */', b'a { background: url("/*x") }\n'),
        (b"a { margin: 1px/* c */2px }", b"a { margin: 1px/**/2px }\n"),
        (b"a { content: 'b\\\n  c' }", b"a { content: 'b\\\n  c' }\n"),
    ],
)
def test_readers_do_not_load_the_comments_of_the_style(written: bytes, published: bytes) -> None:
    assert without_comments(written) == published


def test_an_accent_is_used_on_light_screens_and_one_like_it_on_dark_ones() -> None:
    tokens = tokens_of(_style(ThemeSettings(accent=LightDark("#0b5d4b"))))
    assert tokens.get("accent", "light") == "#0b5d4b"
    assert contrast(tokens.get("accent", "dark"), tokens.get("paper", "dark")) >= 7


def test_a_dark_accent_of_ones_own_is_left_alone() -> None:
    tokens = tokens_of(_style(ThemeSettings(accent=LightDark("#0b5d4b", "#7fd6bd"))))
    assert tokens.get("accent", "dark") == "#7fd6bd"


def test_an_accent_for_dark_screens_alone_gives_one_like_it_for_light_ones() -> None:
    tokens = tokens_of(_style(ThemeSettings(accent=LightDark("", "#7fd6bd"))))
    assert tokens.get("accent", "dark") == "#7fd6bd"
    assert contrast(tokens.get("accent", "light"), tokens.get("paper", "light")) >= 7


def test_what_is_no_colour_or_class_never_gets_into_the_style() -> None:
    own = {
        "of-section-harbour": LightDark("#0b5d4b"),
        "of-section-a{}": LightDark("#0b5d4b"),
        "of-tag-b": LightDark("red;}"),
    }
    style = with_theme(ASSETS, ThemeSettings(), own)["style.css"]
    style = style.removeprefix(without_comments(ASSETS["style.css"]))
    assert style.count(b"{ --accent: #") == 2, "on light and on dark screens"
    assert b".of-section-harbour { --accent: #0b5d4b; }" in style
    assert b"red" not in style
    assert b"section-a" not in style


def test_typefaces_come_before_those_that_every_reader_has() -> None:
    style = _style(ThemeSettings(headline_font="Newsreader", text_font="Public Sans"))
    tokens = tokens_of(style)
    assert tokens.get("headline", "light").startswith('"Newsreader", Georgia')
    assert tokens.get("text", "light") == '"Public Sans", var(--plain)'
    assert style.count(b"@font-face") == 6


@pytest.mark.parametrize(
    ("theme", "token", "value"),
    [
        (ThemeSettings(width="narrow"), "page", "68rem"),
        (ThemeSettings(width="wide"), "page", "100rem"),
        (ThemeSettings(density="compact"), "row", ".5rem"),
        (ThemeSettings(look="magazine"), "weight", "400"),
        (ThemeSettings(look="magazine", accent=LightDark("#123456")), "accent", "#123456"),
    ],
)
def test_settings_are_design_tokens(theme: ThemeSettings, token: str, value: str) -> None:
    assert tokens_of(_style(theme)).get(token, "light") == value


def test_the_width_of_a_logo_follows_from_its_shape() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 100"></svg>'
    style = _style(ThemeSettings(logo=LightDark("logo.svg")), {**ASSETS, "logo.svg": drawing})
    assert tokens_of(style).get("logo-ratio", "light") == "5"


def test_a_look_is_made_of_design_tokens_alone_that_the_theme_knows() -> None:
    known = tokens_of(ASSETS["style.css"])
    look = tokens_of(ASSETS["looks/magazine.css"])
    assert {*look.light, *look.dark} <= {*known.light}
    rules = tinycss2.parse_stylesheet_bytes(ASSETS["looks/magazine.css"], skip_comments=True, skip_whitespace=True)[0]
    assert [each.type for each in rules] == ["qualified-rule", "at-rule"]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_a_look_can_be_read(look: str, scheme: str) -> None:
    tokens = tokens_of(LOOKS[look])
    for name in ("ink", "soft", "accent"):
        for behind in ("paper", "wash"):
            assert contrast(tokens.get(name, scheme), tokens.get(behind, scheme)) >= 4.5, (name, behind)


def test_a_pale_accent_is_measured_and_the_nearest_that_works_is_named() -> None:
    [problem] = problems(ThemeSettings(accent=LightDark("#ffcc00")), ASSETS)
    assert problem.level == "warning"
    assert problem.message == "`accent` #ffcc00 has a contrast of 1.51:1 with the paper of light screens (#fff)"
    assert problem.fix.endswith('the nearest colour is "#907300"')
    assert not [*problems(ThemeSettings(accent=LightDark("#907300")), ASSETS)]


def test_a_dark_accent_is_measured_on_dark_paper() -> None:
    [problem] = problems(ThemeSettings(accent=LightDark("#0b5d4b", "#0b5d4b")), ASSETS)
    assert "2.27:1 with the paper of dark screens (#15181b)" in problem.message


def test_contrast_is_measured_on_the_paper_that_a_site_has() -> None:
    own = {"style.css": b":root { --paper: #907300 }\n@media print { :root { --paper: #fff } }"}
    [problem] = problems(ThemeSettings(accent=LightDark("#907300")), own)
    assert "1.0:1 with the paper of light screens (#907300)" in problem.message


def test_a_style_sheet_without_tokens_is_measured_on_ours() -> None:
    assert not [*problems(ThemeSettings(accent=LightDark("#907300")), {"style.css": b"p {} @media print {} } x"})]


def test_the_theme_can_do_without_a_style_sheet() -> None:
    assert "style.css" not in with_theme({}, ThemeSettings(accent=LightDark("#907300")))
