"""Icons from one SVG."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from newsroom import Newsroom
from PIL import Image

from generator.media.icons import ICONS, draw, faults
from generator.model.picture import Icon

OURS = (Path(__file__).parent.parent.parent / "layouts/assets/icon.svg").read_bytes()
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#00f"/></svg>'
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#00f"/></svg>'


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.place)
def test_each_icon_has_its_size_and_its_form(icon: Icon) -> None:

    data = draw(icon, OURS)
    picture = Image.open(BytesIO(data))
    assert picture.size == (icon.size, icon.size)
    assert picture.format == ("ICO" if icon.place.endswith(".ico") else "PNG")
    assert draw(icon, OURS) == data


def test_a_maskable_icon_is_centred_on_its_own_background_colour() -> None:
    maskable = next(icon for icon in ICONS if icon.purpose == "maskable")
    whole = Image.open(BytesIO(draw(maskable, SQUARE))).convert("RGBA")
    assert whole.getpixel((2, 2)) == (0, 0, 255, 255)
    round_ = Image.open(BytesIO(draw(maskable, DOT))).convert("RGBA")
    assert round_.getpixel((2, 2)) == (255, 255, 255, 255)
    assert round_.getpixel((256, 60)) == (255, 255, 255, 255)
    assert round_.getpixel((256, 256)) == (0, 0, 255, 255)


@pytest.mark.parametrize(
    ("svg", "wrong"),
    [
        (b"<svg", "not well-formed XML"),
        (b"\xff\xfe", "not well-formed XML"),
        (b"<svg width='0' height='0'/>", "no size"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg/>', "defines entities"),
        (DOT.replace(b"<circle", b'<image href="/etc/secret.png" width="9" height="9"/><circle'), "would load"),
        (DOT.replace(b"<circle", b"<image href=x.png /><circle"), "not well-formed XML"),
        (DOT.replace(b'"#00f"', b'"url(https://x.example/a.svg#b)"'), "loaded from outside the drawing"),
        (DOT.replace(b"<circle", b"<script/><circle"), "a script"),
        (DOT + b" " * 200_001, "the limit for an icon is"),
    ],
)
def test_an_unsuitable_icon_is_refused(svg: bytes, wrong: str) -> None:
    assert any(wrong in each.message and each.fix for each in faults(svg))


def test_an_icon_that_cannot_be_drawn_is_a_problem_and_nothing_changes(newsroom: Newsroom) -> None:
    newsroom.build()
    before = newsroom.tree()
    newsroom.write("-- layouts/assets/icon.svg --\n<svg>\n")
    assert [problem.path for problem in newsroom.problems()] == ["layouts/assets/icon.svg"]
    assert newsroom.tree() == before


def test_icons_are_drawn_once(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.build()
    monkeypatch.setattr("generator.pipeline.render.draw", None)
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n")
    assert "icons/192.png" not in newsroom.build().published.written


def test_the_sites_own_icon_overrides_ours(newsroom: Newsroom) -> None:
    newsroom.write(f"-- layouts/assets/icon.svg --\n{SQUARE.decode()}\n")
    newsroom.build()
    drawn = Image.open(newsroom.output / "icons/192.png").convert("RGBA")
    assert drawn.getpixel((96, 96)) == (0, 0, 255, 255)


def test_an_icon_may_be_just_so_large() -> None:
    assert faults(DOT + b" " * (200_000 - len(DOT))) == ()
