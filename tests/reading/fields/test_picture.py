"""How a story shows its picture, and which point crops keep."""

from __future__ import annotations

import pytest

from generator.reading.fields.picture import display, focus
from generator.reading.fields.values import InvalidValue


@pytest.mark.parametrize("words", ["wide", "portrait", "full", "none", "Wide", "NONE"])
def test_each_way_of_showing_a_picture_is_read(words: str) -> None:
    assert display(words, ":") == words.lower()


@pytest.mark.parametrize(
    ("words", "fix"),
    [
        ("wid", "did you mean `wide`?"),
        ("large", "write `wide`, `portrait`, `full` or `none`, or remove `display: large`"),
    ],
)
def test_another_way_is_refused(words: str, fix: str) -> None:
    with pytest.raises(InvalidValue) as found:
        display(words, ":")
    assert found.value.message == f"a picture cannot be shown as `{words}`"
    assert found.value.fix.startswith(fix)


@pytest.mark.parametrize("words", ["60% 30%", "60 30", "60%, 30%", "60%   30%", "60,30"])
def test_a_point_is_two_percentages(words: str) -> None:
    assert focus(words, ":") == (60, 30)


@pytest.mark.parametrize("words", ["60%", "left top", "101% 0%", "-1% 0%", "6030", "1% 2% 3%", "60.5% 30%"])
def test_what_is_no_point_in_the_picture_is_refused(words: str) -> None:
    with pytest.raises(InvalidValue) as found:
        focus(words, "=")
    assert found.value.message == f"`{words}` is not a point in the picture"
    assert found.value.fix.endswith('`focus= "60% 30%"`')
