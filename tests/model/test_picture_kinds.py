"""The bytes of a file decide which kind of picture it is. Its name must agree."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Newsroom, story
from picture_files import EVERY, box, pixels, tiff
from PIL import Image

from generator.model.picture_kinds import (
    AVIF,
    BMP,
    HEIF,
    ICO,
    JPEG,
    JPEG_2000,
    JPEG_XL,
    KINDS,
    PHOTOSHOP,
    PNG,
    RAW,
    TIFF,
    PictureKind,
    claimed,
    kind_of,
    named_right,
    published_path,
)
from generator.model.problems import Problem, Problems


def _saved(kind: str) -> bytes:
    made = BytesIO()
    pixels().save(made, kind)
    return made.getvalue()


def _brands(*brands: bytes) -> bytes:
    return box(b"ftyp", brands[0] + bytes(4) + b"".join(brands[1:]))


@pytest.mark.parametrize("name", EVERY)
def test_a_picture_is_known_by_its_bytes_and_fits_its_name(name: str) -> None:
    kind = kind_of(name, EVERY[name](1))
    assert kind
    assert named_right(name, kind)
    assert kind_of("a.txt", EVERY[name](1)) == kind


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.bmp", _saved("BMP"), BMP),
        ("a.jp2", _saved("JPEG2000"), JPEG_2000),
        ("a.psd", b"8BPS\0\1", PHOTOSHOP),
        ("a.jxl", b"\0\0\0\x0cJXL \r\n\x87\n", JPEG_XL),
        ("a.heic", _brands(b"heic", b"mif1", b"heic"), HEIF),
        ("a.heif", _brands(b"mif1", b"heix"), HEIF),
        ("a.avif", _brands(b"mif1", b"miaf", b"avif"), AVIF),
        ("a.cr3", _brands(b"crx ", b"isom"), RAW),
        ("a.NEF", b"MM\0*\0\0\0\x08", RAW),
        ("a.tif", b"MM\0*\0\0\0\x08", TIFF),
        ("a.mp4", _brands(b"mp42", b"isom"), None),
        ("a.mov", _brands(b"qt  "), None),
        ("a.txt", b"BM is short for beach mark, says the council", None),
        ("a.ttf", b"\0\1\0\0\0\x12", None),
        ("a.dat", b"\0\0\1\0" + bytes(40), None),
        ("a.svg", b"<svg/>", None),
        ("a.jpg", b"", None),
        ("a.nef", b"\xff\xd8\xff", JPEG),
        ("a.wav", b"RIFF\0\0\0\0WAVEfmt ", None),
        ("a.webp", b"RIFX\0\0\0\0WEBPVP8 ", None),
    ],
)
def test_kinds_that_are_not_published_are_known_too(name: str, data: bytes, kind: PictureKind | None) -> None:
    assert kind_of(name, data) == kind


@pytest.mark.parametrize(("at", "data"), [(0, b"XX"), (6, b"\1"), (14, b"\x0b")])
def test_a_bmp_is_known_by_more_than_two_letters(at: int, data: bytes) -> None:
    bmp = _saved("BMP")
    assert kind_of("a.bmp", bmp[:at] + data + bmp[at + len(data) :]) is None


def _ico(count: int = 1, reserved: int = 0, planes: int = 1, size: int = 4, offset: int = 22) -> bytes:
    """An icon directory and four bytes that may be its first icon."""
    return b"\0\0\1\0" + struct.pack("<H3xBH2xII", count, reserved, planes, size, offset) + bytes(4)


@pytest.mark.parametrize("data", [_ico(), _ico(planes=0), _ico(size=2, offset=24), _ico(size=0)[:22]])
def test_a_directory_whose_first_icon_is_in_the_file_is_an_icon(data: bytes) -> None:
    assert kind_of("favicon.ico", data) == ICO


@pytest.mark.parametrize(
    "data",
    [
        _ico(count=0),
        _ico(reserved=1),
        _ico(planes=2),
        _ico(size=5),
        _ico(offset=21),
        _ico(count=2),
        _ico()[:21],
        b"\0\0\2\0" + _ico()[4:],
    ],
)
def test_a_directory_without_a_first_icon_is_none(data: bytes) -> None:
    assert kind_of("favicon.ico", data) is None


@given(st.binary(max_size=100))
def test_bytes_of_any_kind_are_of_some_kind_or_none(data: bytes) -> None:
    assert kind_of("a", data) in (None, *KINDS)


def test_a_name_without_a_suffix_is_not_wrong() -> None:
    assert claimed("content/static/avatars/8ad1") is None
    assert named_right("content/static/avatars/8ad1", JPEG)
    assert not named_right("a.jpg_large", JPEG)
    assert named_right("content/static/favicon.ico", PNG)
    assert claimed("favicon.ico") == ICO


def test_a_tiff_is_published_as_jpeg_under_a_name_that_says_so() -> None:
    assert published_path("content/a/Scan.TIFF") == "content/a/Scan.jpg"
    assert published_path("content/static/scan.tif") == "content/static/scan.tif"
    assert published_path("content/a.tif.png") == "content/a.tif.png"


def _problem(newsroom: Newsroom, name: str, data: bytes) -> Problem:
    file = newsroom.folder / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    newsroom.write(story("a.md", "A", "2026-01-01", body=f"![It]({name})"))
    (problem,) = newsroom.problems()
    assert not newsroom.output.exists() or not newsroom.tree()
    assert problem.path == f"content/{name}"
    return problem


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("phone.heic", _brands(b"heic", b"mif1")),
        ("phone.jpg", _brands(b"heic", b"mif1")),
        ("logo.bmp", _saved("BMP")),
        ("a.jp2", _saved("JPEG2000")),
        ("a.dng", tiff(1)),
        ("a.nef", b"of a camera that we do not know"),
        ("static/scan.tif", tiff(1)),
        ("static/phone.heic", _brands(b"heic", b"mif1")),
    ],
)
def test_a_kind_that_cannot_be_cleaned_is_refused(newsroom: Newsroom, name: str, data: bytes) -> None:
    problem = _problem(newsroom, name, data)
    assert "browsers do not show it, and it may reveal where it was taken" in problem.message
    assert "export it as JPEG" in problem.fix


@pytest.mark.parametrize(
    ("name", "file", "fix"),
    [
        ("a.jpg", "still.png", "rename it to `a.png`"),
        ("a.png", "baseline.jpg", "rename it to `a.jpg`"),
        ("a.tif", "baseline.jpg", "rename it to `a.jpg`"),
        ("a.webp", "moving.gif", "rename it to `a.gif`"),
        ("a.svg", "baseline.jpg", "rename it to `a.jpg`"),
        ("a.pdf", "still.avif", "rename it to `a.avif`"),
        ("static/a.jpg", "lossy.webp", "rename it to `a.webp`"),
    ],
)
def test_a_name_with_the_wrong_suffix_is_refused(newsroom: Newsroom, name: str, file: str, fix: str) -> None:
    assert _problem(newsroom, name, EVERY[file](6)).fix.startswith(fix)


def test_an_archive_keeps_the_addresses_of_its_pictures_whatever_their_names(newsroom: Newsroom) -> None:
    from msgspec.structs import replace

    from generator.pipeline.build import build

    (newsroom.folder / "content/a.jpg").write_bytes(EVERY["still.png"](6))
    newsroom.write(story("a.md", "A", "2026-01-01", body="![It](a.jpg)"))
    order = newsroom.request()
    (warning,) = build(replace(order, settings=replace(order.settings, adopt=True)), newsroom.output).warnings
    assert "this is a PNG picture" in warning.message
    with Image.open(BytesIO(newsroom.tree()["a.jpg"])) as opened:
        assert (opened.format, opened.size) == ("PNG", (48, 64))


@pytest.mark.parametrize("name", [name for name in EVERY if name != "scan.tif"])
def test_an_incomplete_picture_is_refused(newsroom: Newsroom, name: str) -> None:
    problem = _problem(newsroom, name, EVERY[name](1)[:200])
    assert "this picture is damaged" in problem.message or name == "icons.ico"  # four bytes do not make an icon


def test_a_tiff_of_several_pages_is_refused(newsroom: Newsroom) -> None:
    problem = _problem(newsroom, "a.tif", tiff(1, save_all=True, append_images=[pixels()]))
    assert "several pages" in problem.message


def test_a_tiff_and_a_jpeg_of_the_same_name_cannot_both_be_published(newsroom: Newsroom) -> None:
    (newsroom.folder / "content/a.tif").write_bytes(tiff(1))
    (newsroom.folder / "content/a.jpg").write_bytes(EVERY["baseline.jpg"](1))
    newsroom.write(story("a.md", "A", "2026-01-01", body="![It](a.tif)\n\n![It](a.jpg)"))
    with pytest.raises(Problems, match=r"a\.jpg is claimed twice: by content/a\.jpg and by content/a\.tif"):
        newsroom.build()


def test_a_tiff_is_a_full_picture(newsroom: Newsroom) -> None:
    made = BytesIO()
    pixels().resize((1400, 900)).save(made, "TIFF")
    (newsroom.folder / "content/scan.tif").write_bytes(made.getvalue())
    newsroom.write(story("a.md", "A", "2026-01-01", "picture: {src: scan.tif, alt: A}", body="![It](scan.tif)"))
    newsroom.build()
    page = newsroom.page("2026/01/01/a")
    assert 'href="/scan.jpg"' in page or 'src="/scan.' in page
    assert "scan.tif" not in page
    assert "image/tiff" not in newsroom.page("rss.xml")
    assert 'width="1400" height="900"' in page
    assert page.count('type="image/avif"') == 2
