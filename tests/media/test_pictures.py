"""Pictures: how large they are, and the shapes that are cut of them."""

from __future__ import annotations

import os
import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import SETTINGS, Newsroom, story
from PIL import Image

from generator.media import image_cache, pictures
from generator.media.pictures import (
    TOO_LARGE,
    UNREADABLE,
    Broken,
    Rendition,
    Shape,
    cropped,
    measure,
    moves,
    rendered,
    renditions,
    shapes,
)


def _jpeg(width: int, height: int, **options: object) -> bytes:
    made = BytesIO()
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, 0, width // 2, height))
    picture.save(made, "JPEG", **options)  # type: ignore[arg-type]
    return made.getvalue()


def _avif() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "red").save(made, "AVIF")
    return made.getvalue()


def _turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    return _jpeg(40, 20, exif=exif)


def _png_that_says(width: int, height: int) -> bytes:
    """A PNG without pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(head) + _chunk(b"IDAT") + _chunk(b"IEND")


def _chunk(data: bytes) -> bytes:
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.jpg", _jpeg(40, 20), (40, 20)),
        ("A.JPEG", _jpeg(40, 20), (40, 20)),
        ("a.jpg", _turned(6), (20, 40)),
        ("a.jpg", _turned(3), (40, 20)),
        ("a.jpg", b"not a picture", UNREADABLE),
        ("a.jpg", b"", UNREADABLE),
        ("a.avif", _avif(), (40, 20)),
        ("a.avif", _avif().replace(b"iloc", b"free"), UNREADABLE),  # Pillow fails in a way of its own
        ("a.png", _jpeg(40, 20)[:10], UNREADABLE),
        ("a.png", _png_that_says(40, 20), (40, 20)),
        ("a.png", _png_that_says(50_000, 50_000), TOO_LARGE),
        ("a.png", _png_that_says(10_001, 10_000), TOO_LARGE),
        ("a.png", _png_that_says(0, 20), UNREADABLE),
        ("a.csv", b"a,b", (0, 0)),
        ("a.svg", b'<svg width="40" height="20px" viewBox="0 0 4 2">', (40, 20)),
        ("a.svg", b'<svg viewBox="0 0 40.4 20">', (40, 20)),
        ("a.svg", b'<svg width="100%" height="20" viewBox="0,0,40,20">', (40, 20)),
        ("a.svg", b"<svg>", (0, 0)),
        ("a.svg", b'<svg width="1.2.3" height="2">', (0, 0)),
        ("a.svg", b"<html>", UNREADABLE),
    ],
)
def test_a_picture_is_as_large_as_readers_see_it(name: str, data: bytes, size: tuple[int, int]) -> None:
    assert measure(name, data) == size


@given(st.binary(max_size=200), st.sampled_from(["a.jpg", "a.png", "a.webp", "a.gif", "a.avif", "a.svg"]))
def test_bytes_of_any_kind_are_measured_or_refused(data: bytes, name: str) -> None:
    width, height = measure(name, data)
    assert (width > 0 and height > 0) or (width, height) in ((0, 0), UNREADABLE)


def test_a_large_picture_is_cut_into_three_shapes_none_wider_than_is_asked_for() -> None:
    assert [*shapes("a.jpg", 4000, 3000)] == [
        Shape("16x9", 1200, 675),
        Shape("4x3", 1200, 900),
        Shape("1x1", 1200, 1200),
    ]


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_shape_is_never_larger_than_the_picture_and_never_too_small_to_be_of_use(width: int, height: int) -> None:
    for shape in shapes("a.jpg", width, height):
        across, down = map(int, shape.ratio.split("x"))
        assert shape.width <= min(width, 1200)
        assert shape.height <= height
        assert shape.width * shape.height >= 50_000
        assert abs(shape.width / shape.height - across / down) < 0.02


def test_of_drawings_and_small_pictures_nothing_is_cut() -> None:
    assert [*shapes("a.svg", 4000, 3000), *shapes("a.gif", 4000, 3000), *shapes("a.jpg", 200, 200)] == []


def test_a_crop_is_the_middle_upright_and_without_what_the_camera_noted() -> None:
    picture = Image.open(BytesIO(cropped(_turned(6), Shape("1x1", 20, 20))))
    assert (picture.size, picture.format, picture.mode) == ((20, 20), "JPEG", "RGB")
    assert not picture.getexif()
    assert "icc_profile" not in picture.info
    top, bottom = picture.getpixel((10, 1)), picture.getpixel((10, 18))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[2] > 200
    assert bottom[0] > 200


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_greys_of_sixteen_bits_keep_their_shades(kind: str) -> None:
    made = BytesIO()
    Image.new("I;16", (600, 600), 0x8000).save(made, kind)
    shade = Image.open(BytesIO(rendered(made.getvalue(), Rendition("jpg", 300, 300)))).getpixel((9, 9))
    assert shade in [(127, 127, 127), (128, 128, 128)]


def test_the_pages_of_a_tiff_are_not_its_previews() -> None:
    page, preview = Image.new("RGB", (40, 20)), Image.new("RGB", (4, 2))
    pages, previewed = BytesIO(), BytesIO()
    page.save(pages, "TIFF", save_all=True, append_images=[page])
    preview.encoderinfo = {"tiffinfo": {254: 1}}
    page.save(previewed, "TIFF", save_all=True, append_images=[preview])
    assert moves(pages.getvalue())
    assert not moves(previewed.getvalue())


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "CMYK", "1", "I;16"])
def test_pictures_of_every_kind_can_be_cut(mode: str) -> None:
    made = BytesIO()
    Image.new(mode, (300, 300)).save(made, "TIFF" if mode in ("CMYK", "I;16") else "PNG")
    assert Image.open(BytesIO(cropped(made.getvalue(), Shape("1x1", 240, 240)))).size == (240, 240)


def test_what_lets_through_its_ground_stands_on_white() -> None:
    made = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(made, "PNG")
    assert Image.open(BytesIO(cropped(made.getvalue(), Shape("1x1", 240, 240)))).getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_that_ends_too_soon_is_broken() -> None:
    with pytest.raises(Broken):
        cropped(_jpeg(800, 600)[:2000], Shape("1x1", 600, 600))


def _with_picture(newsroom: Newsroom, data: bytes, name: str = "b.jpg") -> Newsroom:
    newsroom.write(
        SETTINGS
        + story("a.md", "Boat", "2026-01-01", f'picture: {{src: {name}, alt: "A boat"}}', body=f"![Boat]({name})")
    )
    (newsroom.folder / "content" / name).write_bytes(data)
    return newsroom


def test_a_page_says_how_large_its_pictures_are(newsroom: Newsroom) -> None:
    _with_picture(newsroom, _jpeg(800, 600)).build()
    page = newsroom.page("2026/01/01/boat")
    assert page.count('<img src="/b.jpg"') == page.count('width="800" height="600"') == 2
    assert '<img src="/b.jpg" alt="A boat" width="800" height="600"' in newsroom.page("index.html")


def test_the_crops_of_public_stories_are_published_and_made_once(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_picture(newsroom, _jpeg(800, 600)).build()
    crops = {path for path in newsroom.tree() if path.startswith("b.") and path != "b.jpg"}
    assert {path.split(".")[1] for path in crops} >= {"16x9", "4x3", "1x1"}
    monkeypatch.setattr("generator.pipeline.render.cropped", None)
    newsroom.write(story("a.md", "Boat", "2026-01-01", 'picture: {src: b.jpg, alt: "A boat"}', body="Other words."))
    newsroom.build()


def test_the_crops_of_a_story_that_is_not_public_are_nowhere(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Boat", "2027-01-01", 'picture: {src: b.jpg, alt: "A boat"}'))
    (newsroom.folder / "content/b.jpg").write_bytes(_jpeg(800, 600))
    newsroom.build()
    assert not any(path.endswith(".jpg") for path in newsroom.tree())


def test_what_is_not_a_picture_is_not_published_under_the_name_of_one(newsroom: Newsroom) -> None:
    (problem,) = _with_picture(newsroom, b"not a picture").problems()
    assert problem.path == "content/b.jpg"
    assert "not a picture, although its name ends in `.jpg`" in problem.message
    assert newsroom.problems() == [problem]  # remembered, and still said


def test_a_picture_that_ends_too_soon_is_a_problem_and_nothing_changes(newsroom: Newsroom) -> None:
    newsroom.build()
    before = newsroom.tree()
    (problem,) = _with_picture(newsroom, _jpeg(800, 600)[:2000]).problems()
    assert problem.path == "content/b.jpg"
    assert "this picture is damaged" in problem.message
    assert newsroom.tree() == before


def _sizes(name: str, width: int, height: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for each in renditions(name, width, height):
        found.setdefault(each.format, []).append(each.width)
    return found


@pytest.mark.parametrize(
    ("name", "width", "sizes"),
    [
        ("a.jpg", 4000, {"avif": [400, 800, 1200, 1600], "webp": [400, 800, 1200, 1600], "jpg": [1200]}),
        ("a.jpg", 1000, {"avif": [400, 800, 1000], "webp": [400, 800, 1000]}),
        ("a.png", 4000, {"avif": [400, 800, 1200, 1600], "webp": [400, 800, 1200, 1600]}),
        ("a.jpg", 850, {"avif": [400, 850], "webp": [400, 850]}),
        ("a.jpg", 400, {}),
        ("a.svg", 4000, {}),
        ("a.gif", 4000, {}),
    ],
)
def test_browsers_choose_from_sizes_and_formats(name: str, width: int, sizes: dict[str, list[int]]) -> None:
    assert _sizes(name, width, width // 2) == sizes


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_no_rendition_is_larger_than_its_picture_nor_of_another_shape(width: int, height: int) -> None:
    for each in renditions("a.jpg", width, height):
        assert each.width <= width
        assert abs(each.height - height * each.width / width) <= 1


@pytest.mark.parametrize("kind", ["avif", "webp", "jpg"])
def test_a_rendition_is_upright_in_its_size_and_says_nothing_of_the_camera(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    made = Image.open(BytesIO(rendered(_jpeg(800, 400, exif=exif), Rendition(kind, 100, 200))))
    assert made.size == (100, 200)
    assert made.format == {"jpg": "JPEG"}.get(kind, kind.upper())
    assert not made.getexif()
    assert "icc_profile" not in made.info


def test_what_lets_through_the_page_still_does() -> None:
    data = BytesIO()
    Image.new("RGBA", (800, 400), (255, 0, 0, 0)).save(data, "PNG")
    made = Image.open(BytesIO(rendered(data.getvalue(), Rendition("webp", 400, 200))))
    assert made.convert("RGBA").getpixel((9, 9))[3] == 0  # type: ignore[index]


def test_a_picture_that_moves_is_left_as_it_is(newsroom: Newsroom) -> None:
    data = BytesIO()
    frames = [Image.new("RGB", (900, 400), colour) for colour in ("red", "blue")]
    frames[0].save(data, "WEBP", save_all=True, append_images=frames[1:])
    assert moves(data.getvalue())
    newsroom.write(story("a.md", "Boat", "2026-01-01", 'picture: {src: b.webp, alt: "A boat"}'))
    (newsroom.folder / "content/b.webp").write_bytes(data.getvalue())
    newsroom.build()
    assert "<source" not in newsroom.page("2026/01/01/boat")


def test_pictures_of_a_body_and_of_a_story_can_be_chosen_from(newsroom: Newsroom) -> None:
    _with_picture(newsroom, _jpeg(2000, 1000))
    newsroom.write(
        story(
            "a.md", "Boat", "2026-01-01", 'picture: {src: b.jpg, alt: "A boat"}', body="![Boat](b.jpg)\n\n[It](b.jpg)"
        )
    )
    newsroom.build()
    page = newsroom.page("2026/01/01/boat")
    assert page.count("<picture>") == 2
    assert page.count('type="image/avif"') == 2
    assert 'href="/b.jpg"' in page  # the link leads to the picture itself
    assert len(re.findall(r'<img src="/b\.1200\.[0-9a-f]{8}\.jpg" alt="[^"]+" width="2000" height="1000"', page)) == 1
    feed = newsroom.page("feed.xml")
    assert "picture&gt;" not in feed
    assert "https://courier.example/b.jpg" in feed
    sources = set(re.findall(r"/b\.\d+\.[0-9a-f]{8}\.(?:avif|webp|jpg)", page))
    assert {path.removeprefix("/") for path in sources} <= newsroom.tree().keys()


def test_pictures_are_made_once_for_all_builds_and_folders(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_picture(newsroom, _jpeg(800, 600)).build()
    before = newsroom.tree()
    with monkeypatch.context() as patch:
        patch.setattr("generator.pipeline.render.rendered", None)
        patch.setattr("generator.pipeline.render.cropped", None)
        newsroom.build(output=newsroom.folder / "elsewhere")
    assert newsroom.tree(newsroom.folder / "elsewhere") == before


def test_a_full_build_trusts_no_picture_that_is_kept(newsroom: Newsroom) -> None:
    _with_picture(newsroom, _jpeg(800, 600)).build()
    before = newsroom.tree()
    for file in (newsroom.folder / image_cache.FOLDER).iterdir():
        file.write_bytes(image_cache._sign(b"another picture") + b"another picture")
    newsroom.build(full=True)
    assert newsroom.tree() == before
    newsroom.build(output=newsroom.folder / "elsewhere")  # and what is kept is right again
    assert newsroom.tree(newsroom.folder / "elsewhere") == before


def test_what_nobody_has_asked_for_in_two_months_is_forgotten(newsroom: Newsroom) -> None:
    _with_picture(newsroom, _jpeg(800, 600)).build()
    kept = list((newsroom.folder / image_cache.FOLDER).iterdir())
    assert kept
    for each in kept:
        os.utime(each, (0, 0))
    newsroom.write(story("a.md", "Boat", "2026-01-01"))
    (newsroom.folder / "content/b.jpg").unlink()
    newsroom.build()
    assert not set((newsroom.folder / image_cache.FOLDER).iterdir()) & set(kept)


@pytest.mark.parametrize("large", ["pixels", "bytes"])
def test_a_picture_that_is_too_large_is_a_problem(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, large: str
) -> None:
    data = _png_that_says(50_000, 50_000)
    if large == "bytes":
        monkeypatch.setattr(pictures, "HEAVIEST", 10)
        data = _jpeg(40, 20)
    (problem,) = _with_picture(newsroom, data).problems()
    assert problem.path == "content/b.jpg"
    assert "more than 100 million pixels or 40 MB" in problem.message


def test_a_picture_that_changes_while_the_site_is_built_is_kept_under_no_other_name(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_picture(newsroom, _jpeg(800, 600))
    with monkeypatch.context() as patch:
        find = image_cache.find

        def found_and_saved_again(site: Path, made: object) -> bytes | None:
            (newsroom.folder / "content/b.jpg").write_bytes(_jpeg(900, 600))
            return find(site, made)

        patch.setattr(image_cache, "find", found_and_saved_again)
        assert any("was changed while the site was being built" in each.message for each in newsroom.problems())
    assert not (newsroom.folder / image_cache.FOLDER).exists()
    newsroom.build()
