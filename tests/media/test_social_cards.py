"""Social cards: drawn in parts, they look as if resvg had drawn them whole, and take a fraction of the time."""

from __future__ import annotations

from io import BytesIO

import pytest
from newsroom import photo
from PIL import Image, ImageChops, features
from PIL.ImageFont import Layout, truetype

from generator.media import card_text, social_cards
from generator.media.social_cards import drawn
from generator.media.text_fit import FONTS
from generator.model.picture import Shape
from generator.model.problems import Problems

ROOT = social_cards._ROOT.format(1200, 630, 0)
GRADIENT = '<linearGradient id="g"><stop stop-color="#fff"/><stop offset="1" stop-color="#8be"/></linearGradient>'
WHITE = '<rect width="1200" height="630" fill="#ffffff"/>'
PICTURE = '<image href="photo:" x="760" y="0" width="440" height="630" preserveAspectRatio="xMidYMid slice"/>'
SHAPE = Shape("share", 440, 630)


def text(words: str, y: int = 300, size: int = 60, colour: str = "#17191c", anchor: str = "start", x: int = 64) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{words}</text>\n'


def card(*parts: str, photo: bytes = b"") -> Image.Image:
    made = drawn(f"{ROOT}{''.join(parts)}</svg>", photo, SHAPE if photo else None, "layouts/share.svg")
    return Image.open(BytesIO(made))


def whole(*parts: str) -> Image.Image:
    """What resvg draws of all of it: a group around everything is not taken apart."""
    return card("<g>", *parts, "</g>").convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> int:
    """How much two pictures differ where they differ most, from 0 to 255; shifts by a pixel or so are nothing."""
    small = [each.convert("L").resize((50, 26), Image.Resampling.BOX) for each in (one, other)]
    return int(ImageChops.difference(*small).getextrema()[1])  # type: ignore[arg-type]


WORDS = {
    "English": "AVATAR: “To Port Elm,” says P. Yorke",
    "Turkish": "Şehirde çığ: İskele’de IŞIK &amp; yağış",
    "French": "L’été où Œdipe a dû naître à Ÿ",
    "Vietnamese": "Bến cảng mở cửa đón tàu",
    "Greek": "Το λιμάνι ανοίγει ξανά για Ύδρα",
    "Russian": "Туризм: Гавань открыта",
    "combining": "Cafe\u0301 at the quay",
    "Arabic": "\u202bعودة العبّارة إلى الميناء\u202c",
    "Hebrew": "\u202bהים עולה בנמל\u202c",
    "mixed": "The ferry العبّارة is back",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_lines_of_text_are_where_resvg_puts_them(words: str) -> None:
    ends = "\u202b" in words
    parts = WHITE, text(words, x=1136 if ends else 64, anchor="end" if ends else "start"), text("Ferry", 130, 34)
    assert difference(card(*parts), whole(*parts)) < 30


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow has no HarfBuzz here")
@pytest.mark.parametrize("words", ["AVATAR To P. Yorke", "Ağrı’da Yağış Tüm", "Туризм. Гавань", "Γάτα Yo", "“Tea”"])
def test_letters_are_kerned_as_by_harfbuzz(words: str) -> None:
    font = truetype(str(FONTS / "NotoSerif-Bold.ttf"), 1000, layout_engine=Layout.RAQM)
    assert card_text._places(words)[-1] == font.getlength(words, features=["-liga"])
    assert card_text._places("AV")[-1] < card_text._places("A")[-1] + card_text._places("V")[-1]


def test_text_without_a_photo_takes_sixteen_colours_and_few_bytes() -> None:
    made = card(WHITE, text("Harbour", 192, 28, "#9c2119"), text("Ferry returns", 300, 84))
    assert (made.mode, made.size) == ("P", (1200, 630))
    assert len(made.getcolors() or ()) <= 16
    assert {(255, 255, 255), (0x17, 0x19, 0x1C), (0x9C, 0x21, 0x19)} <= {
        colour for _, colour in made.convert("RGB").getcolors() or ()
    }


@pytest.mark.parametrize(
    "ground",
    [
        f'{WHITE}<rect x="300" width="900" height="630" fill="#88bbee"/>',
        f'{GRADIENT}<rect width="1200" height="630" fill="url(#g)"/>',
    ],
    ids=["two colours", "many colours"],
)
def test_text_can_be_on_any_ground(ground: str) -> None:
    parts = ground, text("Ferry returns to the old harbour")
    assert difference(card(*parts), whole(*parts)) < 30


def test_lines_that_touch_do_not_cut_each_other_off() -> None:
    parts = WHITE, text("gjpqy gjpqy", 200, 84), text("ÅÊĞİÖ ÅÊĞİÖ", 260, 84), text("ÅÊĞİÖ", 210, 60, "#9c2119")
    assert difference(card(*parts), whole(*parts)) < 30


def test_what_is_drawn_over_text_stays_over_it() -> None:
    parts = WHITE, text("Ferry"), '<rect y="200" width="1200" height="200" fill="#88bbee"/>'
    assert difference(card(*parts), whole(*parts)) < 3


@pytest.mark.parametrize(
    "words",
    [
        '<text x="64" y="300" font-size="60">Ferry</text>',
        '<text x="64" y="300" font-size="60" fill="#17191c" text-anchor="start"><tspan>Ferry</tspan></text>',
        "<style>text { opacity: 0.2 }</style>" + text("Ferry"),
        text("Off it", 2000) + text("شكر", 2000) + text(""),
    ],
)
def test_text_written_in_another_way_is_drawn_as_it_says(words: str) -> None:
    assert difference(card(WHITE, words), whole(WHITE, words)) < 30


def test_a_card_does_not_depend_on_those_drawn_before_it() -> None:
    first = card(WHITE, text("Ferry")).tobytes()
    card(WHITE, text("Quay", 200, 84, "#9c2119"), text("عودة"))
    assert card(WHITE, text("Ferry")).tobytes() == first


@pytest.mark.parametrize("words", ["photo: the ferry", "href=&quot;photo:&quot; ferry", "\u202bphoto: عودة\u202c"])
@pytest.mark.parametrize("ending", ["", '<rect width="1" height="1"/>'], ids=["in parts", "whole"])
def test_the_photo_is_in_its_place_and_never_in_the_headline(words: str, ending: str) -> None:
    with_photo = card(WHITE, PICTURE, text(words), ending, photo=photo()).convert("RGB")
    without = card(WHITE, text(words)).convert("RGB")
    left, right = (0, 0, 760, 630), (760, 0, 1200, 630)
    assert difference(with_photo.crop(left), without.crop(left)) < 30
    assert difference(with_photo.crop(right), without.crop(right)) > 60


def test_a_photo_in_parts_looks_as_in_a_whole_card() -> None:
    parts = WHITE, PICTURE, text("Ferry")
    one, other = card(*parts, photo=photo()), card(*parts, '<rect width="0" height="0"/>', photo=photo())
    assert one.format == other.format == "JPEG"
    assert difference(one, other) < 30


def test_a_layout_that_is_no_svg_is_a_problem_with_or_without_lines() -> None:
    for parts in (("<g>",), ("<g>", text("Ferry"))):
        with pytest.raises(Problems, match="not a valid SVG"):
            card(*parts)
