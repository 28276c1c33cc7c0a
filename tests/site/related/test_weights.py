"""How stories' weights are laid out to be compared: a story with one term, or none, is no special case."""

from __future__ import annotations

from array import array

import pytest

from generator.site.related.weights import Row, Weighed, picking


@pytest.mark.parametrize("places", [[], [2], [2, 0]])
def test_however_many_items_are_picked_they_come_as_a_tuple(places: list[int]) -> None:
    assert picking(places)([5, 6, 7]) == tuple([5, 6, 7][place] for place in places)


def test_the_row_of_a_story_has_nothing_of_the_story_before() -> None:
    row = Row(4)
    first, second = (Weighed.of(array("I", numbers).tobytes()) for numbers in ([1, 3, 40, 20, 9], [0, 30, 7]))
    assert list(row.of(0, first)) == [0, 40, 0, 20]
    assert list(row.of(1, second)) == [30, 0, 0, 0]
    assert first.pick(row.of(0, first)) == (40, 20)
    assert second.pick(row.of(1, second)) == (30,)
