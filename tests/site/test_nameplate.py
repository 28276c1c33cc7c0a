"""The logo: what layouts get of it, and what its editor is told."""

from __future__ import annotations

from zlib import crc32

import pytest

from generator.model.frame import Nameplate
from generator.model.settings import LightDark
from generator.site import nameplate

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 100"><!-- mine --><path d="M0 0h9v9z"/></svg>'
URLS = {"logo.svg": "/assets/logo.1.svg", "dark.svg": "/assets/dark.2.svg"}


def test_a_logo_has_an_address_and_a_size_so_that_nothing_moves() -> None:
    found = nameplate.nameplate(LightDark("logo.svg", "dark.svg"), {"logo.svg": DRAWING, "dark.svg": DRAWING}, URLS)
    assert found == Nameplate("/assets/logo.1.svg", "/assets/dark.2.svg", 500, 100)
    assert nameplate.ratio(LightDark("logo.svg"), {"logo.svg": DRAWING}) == 5


def test_a_site_without_a_logo_has_its_title() -> None:
    assert nameplate.nameplate(LightDark(), {}, {}) is None


def test_a_drawing_is_published_without_what_nobody_sees() -> None:
    assert b"mine" not in nameplate.safe(LightDark("logo.svg"), {"logo.svg": DRAWING})["logo.svg"]


def test_a_logo_that_is_missing_is_named_with_the_nearest_file() -> None:
    [problem] = nameplate.problems(LightDark("logos.svg"), {"logo.svg": DRAWING})
    assert problem.path == "site.toml"
    assert problem.fix == 'did you mean "logo.svg"? otherwise put the file there'


def test_each_logo_is_checked() -> None:
    [problem] = nameplate.problems(LightDark("logo.svg", "dark.svg"), {"logo.svg": DRAWING})
    assert "`logo` is dark.svg, and there is no such file" in problem.message


@pytest.mark.parametrize(
    ("name", "data"), [("logo.txt", b"words"), ("logo.png", b"words"), ("logo.svg", DRAWING.replace(b"viewBox", b"id"))]
)
def test_a_logo_that_is_no_picture_or_has_no_size_is_an_error(name: str, data: bytes) -> None:
    [told] = [each.message for each in nameplate.problems(LightDark(name), {name: data})]
    assert f"`logo` is {name}, which is not a picture" in told


def test_a_drawing_with_a_script_is_refused_at_its_line() -> None:
    unsafe = DRAWING.replace(b"<path", b"\n<script>1</script><path")
    [problem] = nameplate.problems(LightDark("logo.svg"), {"logo.svg": unsafe})
    assert problem.place == "layouts/assets/logo.svg:2:1"
    assert "contains a script" in problem.message
    assert "static" not in problem.fix


def test_a_logo_beside_site_toml_is_to_be_moved() -> None:
    [problem] = nameplate.problems(LightDark("logo.svg"), {"icon.svg": DRAWING, "style.css": b""})
    assert "if it is next to site.toml, move it to layouts/assets/logo.svg" in problem.fix


def test_a_logo_with_text_that_each_reader_sees_otherwise_is_told() -> None:
    living = DRAWING.replace(b"<path", b"<text>The Courier</text><path")
    [problem] = nameplate.problems(LightDark("logo.svg"), {"logo.svg": living})
    assert (problem.level, "not outlines" in problem.message) == ("warning", True)
    assert nameplate.nameplate(LightDark("logo.svg"), {"logo.svg": living}, URLS)


def test_a_logo_with_too_many_pixels_is_told_so() -> None:
    header = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\x75\x30" * 2 + b"\x08\x06\0\0\0"
    data = header + crc32(header[12:]).to_bytes(4) + b"\0\0\0\0IEND\xaeB`\x82"
    [problem] = nameplate.problems(LightDark("logo.png"), {"logo.png": data})
    assert "more pixels or bytes than a picture may have" in problem.message
