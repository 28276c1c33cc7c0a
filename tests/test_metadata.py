"""What a camera noted is taken out of a picture, and not one of its pixels changes."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import SETTINGS, Newsroom, story
from PIL import Image, ImageOps, PngImagePlugin

from generator.metadata import Located, stripped
from generator.pictures import Broken

PLACE = b"Skerra Point"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + PLACE + b"</x:xmpmeta>"


def _noted(kind: str, orientation: int = 6, **more: object) -> bytes:
    """A picture with a place, a time and which way is up in its Exif, and a place in its XMP."""
    picture = Image.effect_mandelbrot((64, 48), (-2, -1.5, 1, 1.5), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 30.0, 7.25), 29: "2026:11:20"})
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        info.add_text("Raw profile type exif", PLACE.decode())
        info.add_text("Title", "Kept")
        more["pnginfo"] = info
    elif kind != "AVIF":
        more["xmp"] = XMP
    made = BytesIO()
    picture.save(made, kind, exif=exif, **more)  # type: ignore[arg-type]
    return made.getvalue()


def _seen(data: bytes) -> bytes:
    """The pixels as a browser shows them."""
    with Image.open(BytesIO(data)) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_no_note_is_left_and_what_is_seen_stays(kind: str, orientation: int) -> None:
    noted = _noted(kind, orientation)
    assert PLACE in noted
    data = stripped(noted)
    assert PLACE not in data
    assert b"xmpmeta" not in data
    with Image.open(BytesIO(data)) as opened:
        assert not opened.getexif().get_ifd(0x8825)
        assert set(opened.getexif()) <= {0x0112}
    assert _seen(data) == _seen(noted)
    assert stripped(data) == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_without_notes_stays_as_it_is(kind: str) -> None:
    made = BytesIO()
    Image.new("RGB", (9, 9), "red").save(made, kind)
    assert stripped(made.getvalue()) == made.getvalue()


def test_a_progressive_picture_with_a_profile_keeps_it() -> None:
    profile = b"a profile of colours" * 10
    data = stripped(_noted("JPEG", progressive=True, icc_profile=profile))
    with Image.open(BytesIO(data)) as opened:
        assert opened.info["icc_profile"] == profile


def test_pictures_behind_the_first_go() -> None:
    made = BytesIO()
    first, second = Image.new("RGB", (64, 48), "red"), Image.new("RGB", (32, 24), "blue")
    first.save(made, "MPO", save_all=True, append_images=[second])
    data = stripped(made.getvalue() + PLACE)
    assert PLACE not in data
    with Image.open(BytesIO(data)) as opened:
        assert opened.format == "JPEG"
        assert opened.size == (64, 48)
    assert len(data) < len(made.getvalue())


def test_other_words_of_a_png_stay() -> None:
    assert b"Kept" in stripped(_noted("PNG"))


def test_a_kind_out_of_which_we_cannot_take_the_place_is_refused() -> None:
    with pytest.raises(Located):
        stripped(_noted("AVIF"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@given(st.data())
def test_a_picture_that_ends_too_soon_is_said_to_be_broken_or_loses_its_notes(kind: str, data: st.DataObject) -> None:
    noted = _noted(kind)
    with suppress(Broken):
        assert XMP not in stripped(noted[: data.draw(st.integers(1, len(noted) - 1))])


@given(st.binary(max_size=200))
def test_what_is_no_picture_never_fails_otherwise(noise: bytes) -> None:
    for head in (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\4\0\0\0WEBP"):
        with suppress(Broken):
            stripped(head + noise)


def test_row_34_the_place_in_a_picture_is_never_published(newsroom: Newsroom) -> None:
    for name, kind in (("a.jpg", "JPEG"), ("b.png", "PNG"), ("c.webp", "WEBP"), ("static/d.jpg", "JPEG")):
        file = newsroom.folder / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(_noted(kind))
    newsroom.write(
        SETTINGS
        + story("a.md", "Ferry", "2026-01-01", "picture: {src: a.jpg, alt: A}", body="![B](b.png) ![C](c.webp)")
    )
    newsroom.build()
    pictures = [path for path in newsroom.tree() if path.endswith((".jpg", ".png", ".webp"))]
    assert {"a.jpg", "b.png", "c.webp", "d.jpg"} <= set(pictures)
    for path, data in newsroom.tree().items():
        assert PLACE not in data, path
    length = len(newsroom.tree()["a.jpg"])
    assert f'length="{length}"' in newsroom.page("rss.xml")


def test_a_picture_that_keeps_its_place_stops_the_build(newsroom: Newsroom) -> None:
    (newsroom.folder / "content/a.avif").write_bytes(_noted("AVIF"))
    newsroom.write(story("a.md", "Ferry", "2026-01-01", body="![A](a.avif)"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.fix) == ("content/a.avif", "save it anew without, or as JPEG")


def test_a_picture_that_says_to_be_huge_is_broken_and_no_more() -> None:
    gif = b"GIF89a" + (50_000).to_bytes(2, "little") * 2 + b"\x80\0\0" + bytes(6) + b"," + bytes(20)
    with pytest.raises(Broken):
        stripped(gif)
