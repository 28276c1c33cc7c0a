"""The shapes that pictures are cropped to, and the sizes and formats that browsers choose from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.media.renditions import reduced, renditions, shapes
from generator.model.picture import Rendition, Shape
from generator.model.picture_kinds import GIF, JPEG, TIFF, PictureKind


def test_a_large_picture_is_cropped_to_three_shapes() -> None:
    assert [*shapes("a.jpg", 4000, 3000)] == [
        Shape("16x9", 1200, 675),
        Shape("4x3", 1200, 900),
        Shape("1x1", 1200, 1200),
    ]


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_shape_is_never_larger_than_the_picture_and_never_too_small_to_be_useful(width: int, height: int) -> None:
    for shape in shapes("a.jpg", width, height):
        across, down = map(int, shape.ratio.split("x"))
        assert shape.width <= min(width, 1200)
        assert shape.height <= height
        assert shape.width * shape.height >= 50_000
        assert abs(shape.width / shape.height - across / down) < 0.02


def test_drawings_and_small_pictures_are_not_cropped() -> None:
    assert [*shapes("a.svg", 4000, 3000), *shapes("a.gif", 4000, 3000), *shapes("a.jpg", 200, 200)] == []


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
        ("a.jpg", 1380, {"avif": [400, 800, 1380], "webp": [400, 800, 1380], "jpg": [1200]}),
        ("a.jpg", 1381, {"avif": [400, 800, 1200, 1381], "webp": [400, 800, 1200, 1381], "jpg": [1200]}),
        ("a.jpg", 1200, {"avif": [400, 800, 1200], "webp": [400, 800, 1200]}),
        ("a.jpg", 1839, {"avif": [400, 800, 1200, 1839], "webp": [400, 800, 1200, 1839], "jpg": [1200]}),
        ("a.jpg", 1841, {"avif": [400, 800, 1200, 1600], "webp": [400, 800, 1200, 1600], "jpg": [1200]}),
        ("a.jpg", 401, {"avif": [401], "webp": [401]}),
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


@pytest.mark.parametrize(
    ("path", "kind", "size", "published"),
    [
        ("content/a.jpg", JPEG, (2560, 2560), None),
        ("content/a.jpg", JPEG, (5120, 2560), Rendition("jpg", 2560, 1280)),
        ("content/a.jpg", JPEG, (100, 2561), Rendition("jpg", 100, 2560)),
        ("content/a.tif", TIFF, (9000, 1), Rendition("jpg", 2560, 1)),
        ("content/a.gif", GIF, (5120, 2560), None),
        ("content/a.png", JPEG, (5120, 2560), None),
        ("content/static/a.jpg", JPEG, (5120, 2560), None),
    ],
)
def test_a_picture_larger_than_any_screen_is_reduced_unless_it_is_to_be_downloaded(
    path: str, kind: PictureKind, size: tuple[int, int], published: Rendition | None
) -> None:
    assert reduced(path, kind, *size) == published
