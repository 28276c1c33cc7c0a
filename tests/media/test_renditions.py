"""The shapes that pictures are cropped to, and the sizes and formats that browsers choose from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.media.renditions import renditions, shapes
from generator.model.picture import Shape


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
