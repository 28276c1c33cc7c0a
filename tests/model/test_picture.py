"""Pictures: what a style sheet needs to know of them."""

from __future__ import annotations

import pytest

from generator.model.picture import Picture


@pytest.mark.parametrize(
    ("focus", "classes"),
    [
        ((50, 50), ""),
        ((60, 30), "x60 y30"),
        ((50, 0), "y0"),
        ((100, 54), "x100"),
        ((4, 96), "x0 y100"),
        ((65, 45), "x70"),
    ],
)
def test_the_focus_of_a_picture_has_classes_to_the_nearest_ten_percent(focus: tuple[int, int], classes: str) -> None:
    assert Picture("/a.jpg", focus=focus).position == classes
