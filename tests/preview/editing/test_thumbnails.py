"""Small copies of pictures: only of pictures, only of content/, and nothing that could run."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from newsroom import Newsroom, photo
from PIL import Image

from generator.model.problems import Problems
from generator.preview.editing.thumbnails import thumbnail

FERRY = "content/harbour/ferry.md"
_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    room = Newsroom(tmp_path / "site").write(f"-- {FERRY} --\nWords.\n-- content/static/images/a.txt --\nWords.\n")
    return room.folder


@pytest.mark.parametrize(
    ("src", "path"),
    [
        ("quay.jpg", "content/harbour/quay.jpg"),
        ("../quay.jpg", "content/quay.jpg"),
        ("/images/quay.jpg", "content/static/images/quay.jpg"),
        ("/harbour/quay.jpg", "content/harbour/quay.jpg"),
    ],
)
def test_a_picture_is_found_where_the_story_has_it_and_shown_small(site: Path, src: str, path: str) -> None:
    (site / path).write_bytes(photo(1200, 300))
    kind, data = thumbnail(site, FERRY, src)
    with Image.open(BytesIO(data)) as picture:
        assert (kind, picture.format, picture.size) == ("image/webp", "WEBP", (480, 120))


def test_a_drawing_is_cleaned_and_one_that_does_more_than_draw_is_not_shown(site: Path) -> None:
    (site / "content/harbour/a.svg").write_bytes(_DRAWING)
    kind, data = thumbnail(site, FERRY, "a.svg")
    assert kind == "image/svg+xml"
    assert b"<rect" in data
    for more in (b"<script>alert(1)</script>", b'<image href="file:///etc/passwd"/>'):
        (site / "content/harbour/a.svg").write_bytes(_DRAWING.replace(b"<rect", more + b"<rect"))
        with pytest.raises(Problems, match="does not exist"):
            thumbnail(site, FERRY, "a.svg")


def test_nothing_else_is_shown(site: Path, tmp_path: Path) -> None:
    picture = photo()
    (tmp_path / "outside.jpg").write_bytes(picture)
    (site / "beside.jpg").write_bytes(picture)
    (site / "content/.hidden").mkdir()
    (site / "content/.hidden/a.jpg").write_bytes(picture)
    (site / "content/linked.jpg").symlink_to(tmp_path / "outside.jpg")
    (site / "content/linked").symlink_to(tmp_path)
    (site / "content/broken.jpg").write_bytes(picture[:-40])
    (site / "content/text.jpg").write_text("Words.")
    for src in (
        *("", ".", "ferry.md", "/", "nosuch.jpg", "../../beside.jpg", "../../../outside.jpg", "/../beside.jpg"),
        *("/etc/passwd", "//evil.example/a.jpg", "https://evil.example/a.jpg", "file:///etc/passwd", "..\\a.jpg"),
        *(
            "../.hidden/a.jpg",
            "../linked.jpg",
            "../linked/outside.jpg",
            "../text.jpg",
            "a\0.jpg",
            "a" * 5000,
            "C:\\a.jpg",
        ),
    ):
        with pytest.raises(Problems):
            thumbnail(site, FERRY, src)
            pytest.fail(src)
