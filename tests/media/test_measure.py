"""How large pictures are, and whether they are animated."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from small_pictures import avif, jpeg, png_of, turned

from generator.media import measure as measure_module
from generator.media.measure import TOO_LARGE, UNREADABLE, is_animated, measure


def _tiff(orientation: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20)).save(made, "TIFF", tiffinfo={0x0112: orientation})
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.jpg", jpeg(40, 20), (40, 20)),
        ("A.JPEG", jpeg(40, 20), (40, 20)),
        ("a.jpg", turned(6), (20, 40)),
        ("a.jpg", turned(3), (40, 20)),
        ("a.jpg", b"not a picture", UNREADABLE),
        ("a.jpg", b"", UNREADABLE),
        ("a.avif", avif(), (40, 20)),
        ("a.avif", avif().replace(b"iloc", b"free"), UNREADABLE),  # Pillow fails in a way of its own
        ("a.png", jpeg(40, 20)[:10], UNREADABLE),
        ("a.png", png_of(40, 20), (40, 20)),
        ("a.png", png_of(50_000, 50_000), TOO_LARGE),
        ("a.png", png_of(10_000, 10_000), (10_000, 10_000)),
        ("a.png", png_of(10_001, 10_000), TOO_LARGE),
        ("a.tif", _tiff(1), (40, 20)),
        ("a.tif", _tiff(6), (20, 40)),
        ("a.png", png_of(0, 20), UNREADABLE),
        ("a.csv", b"a,b", (0, 0)),
        ("a.svg", b'<svg width="40" height="20px" viewBox="0 0 4 2">', (40, 20)),
        ("a.svg", b'<svg viewBox="0 0 40.4 20">', (40, 20)),
        ("a.svg", b'<svg width="100%" height="20" viewBox="0,0,40,20">', (40, 20)),
        ("a.svg", b"<svg>", (0, 0)),
        ("a.svg", b'<svg width="1.2.3" height="2">', (0, 0)),
        ("a.svg", b"<html>", UNREADABLE),
        ("a.svg", b'<svg width="0" height="20">', (0, 0)),
        ("a.svg", b'<svg width="40" height="0.4">', (0, 0)),
    ],
)
def test_a_picture_is_measured_as_readers_see_it(name: str, data: bytes, size: tuple[int, int]) -> None:
    assert measure(name, data) == size


@given(st.binary(max_size=200), st.sampled_from(["a.jpg", "a.png", "a.webp", "a.gif", "a.avif", "a.svg"]))
def test_bytes_of_any_kind_are_measured_or_refused(data: bytes, name: str) -> None:
    width, height = measure(name, data)
    assert (width > 0 and height > 0) or (width, height) in ((0, 0), UNREADABLE)


def test_a_tiff_with_pages_counts_as_animated_and_one_with_a_preview_does_not() -> None:
    page, preview = Image.new("RGB", (40, 20)), Image.new("RGB", (4, 2))
    pages, previewed = BytesIO(), BytesIO()
    page.save(pages, "TIFF", save_all=True, append_images=[page])
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    page.save(previewed, "TIFF", save_all=True, append_images=[preview])
    assert is_animated(pages.getvalue())
    assert not is_animated(previewed.getvalue())


@pytest.mark.parametrize(("more", "size"), [(0, (40, 20)), (1, TOO_LARGE)])
def test_a_picture_may_have_so_many_bytes(monkeypatch: pytest.MonkeyPatch, more: int, size: tuple[int, int]) -> None:
    data = jpeg(40, 20)
    monkeypatch.setattr(measure_module, "HEAVIEST", len(data) - more)
    assert measure("a.jpg", data) == size


@pytest.mark.parametrize(("frames", "animated"), [(1, False), (2, True)])
def test_a_gif_is_animated_if_it_has_more_than_one_frame(frames: int, animated: bool) -> None:
    made, shades = BytesIO(), [Image.new("L", (4, 2), shade) for shade in (0, 255)]
    shades[0].save(made, "GIF", save_all=True, append_images=shades[1:frames])
    assert is_animated(made.getvalue()) == animated


def test_what_cannot_be_read_is_not_animated() -> None:
    assert not is_animated(b"GIF89a")


def test_a_photo_with_a_second_one_inside_is_not_animated() -> None:
    made, photo = BytesIO(), Image.new("RGB", (40, 20))
    photo.save(made, "MPO", save_all=True, append_images=[photo])
    assert not is_animated(made.getvalue())
    assert not is_animated(jpeg(40, 20))
