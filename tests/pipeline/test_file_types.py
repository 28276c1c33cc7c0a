"""Whether the name of a file fits what is in it."""

from __future__ import annotations

import pytest

from generator.model.output import Copied, Cropped, Data, Drawn, Made, Rendered, Resized, Sanitized, SocialCard
from generator.model.picture import Icon, Rendition, Shape
from generator.pipeline.file_types import suffix_fits

PHOTO = Copied("content/quay.JPG", "5ca1ab1e", 900)
WIDE = Shape("16x9", 16, 9)
ICON = Drawn(Icon("/favicon.ico", 32, "ico"), b"<svg/>")
SMALL = Resized(PHOTO, Rendition("webp", 480, 320))


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("quay.jpg", Sanitized(PHOTO)),
        ("figures.csv", Copied("content/figures.csv", "decade", 90)),
        ("quay-480.webp", SMALL),
        ("quay-16x9.jpg", Cropped(PHOTO, WIDE)),
        ("2026/11/24/ferry/share.png", SocialCard("card.svg", {}, "")),
        ("2026/11/24/ferry/share.jpg", SocialCard("card.svg", {}, "", PHOTO, WIDE)),
        ("2026/11/24/ferry/index.html", Rendered("story.html", {}, "")),
        ("feed.json", Rendered("feed.json", {}, "")),
        ("old.php", Rendered("redirect.html", {}, "")),
        ("_headers", Data(b"/*")),
        ("favicon.ico", ICON),
        ("icons/192.png", ICON),
    ],
)
def test_what_a_build_makes_fits(path: str, made: Made) -> None:
    assert suffix_fits(path, made)


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("quay.html", Sanitized(PHOTO)),
        ("_redirects", SMALL),
        ("assets/reader.js", SMALL),
        ("raw.svg", Cropped(PHOTO, WIDE)),
        ("figures.html", Copied("content/figures.csv", "decade", 90)),
        ("share.html", SocialCard("card.svg", {}, "")),
        ("evil.html", Rendered("ninjs.json", {}, "")),
        ("icons/192.html", ICON),
    ],
)
def test_what_would_be_taken_for_another_kind_of_file_does_not(path: str, made: Made) -> None:
    assert not suffix_fits(path, made)
