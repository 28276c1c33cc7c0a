"""The matrix of terms: rows are replaced, postings are windows in time, and windows shift only around what moved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.related.index_update import shifted
from generator.site.related.term_matrix import Postings, TermMatrix

ROWS = st.lists(st.sets(st.integers(0, 9), max_size=5), max_size=8)


def matrix(rows: list[set[int]]) -> TermMatrix:
    empty = TermMatrix.of(b"", b"", b"")
    return empty.with_rows({number: row(terms) for number, terms in enumerate(rows)}, len(rows))


def row(terms: set[int]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    return np.array(sorted(terms), np.int32), np.full(len(terms), 4, np.uint8)


@given(rows=ROWS, changes=st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 9), max_size=5)))
def test_rows_that_are_replaced_or_added_leave_the_others_as_they_are(
    rows: list[set[int]], changes: dict[int, set[int]]
) -> None:
    size = max([len(rows) - 1, *changes]) + 1
    now = matrix(rows).with_rows({number: row(terms) for number, terms in changes.items()}, size)
    expected = {**{key: set() for key in range(size)}, **dict(enumerate(rows)), **changes}
    assert {number: {*now.row(number).tolist()} for number in range(size)} == expected


@pytest.mark.parametrize("columns", [(b"\0" * 8, b"\0" * 4, b"\0"), (b"", b"\0" * 4, b""), (b"\1" * 16, b"", b"")])
def test_columns_that_do_not_fit_together_are_an_error(columns: tuple[bytes, bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="do not match"):
        TermMatrix.of(*columns)


@given(rows=ROWS, window=st.integers(1, 3))
def test_a_term_connects_stories_near_in_time_and_both_ways(rows: list[set[int]], window: int) -> None:
    stories = matrix(rows)
    wanted = np.ones(10, bool)
    postings = Postings.of(stories, np.arange(len(rows)), np.ones(10, np.int64), wanted)
    for number, terms in enumerate(rows):
        entries = slice(stories.starts[number], stories.starts[number + 1])
        at, times = postings.around(stories.terms[entries], postings.rows[entries], window)
        found = [*zip(np.repeat(stories.terms[entries], times).tolist(), postings.places[at].tolist(), strict=True)]
        for term in terms:
            holders = [other for other, theirs in enumerate(rows) if term in theirs]
            here = holders.index(number)
            near = holders[max(0, here - window) : here + window + 1]
            assert [other for known, other in found if known == term] == near


@given(before=st.sets(st.integers(0, 30)), now=st.sets(st.integers(0, 30)), window=st.integers(1, 4))
def test_only_stories_around_those_that_moved_are_connected_with_others(
    before: set[int], now: set[int], window: int
) -> None:
    def connected(holders: set[int]) -> dict[int, set[int]]:
        order = sorted(holders)
        stay = [each for each in order if each in before & now]
        near = {each: order[max(0, at - window) : at + window + 1] for at, each in enumerate(order)}
        return {each: {*near[each]} & before & now for each in stay}

    moved = np.array(sorted(before ^ now), np.int64)
    found = {*shifted(np.array(sorted(now), np.int64), moved, window).tolist()} if len(moved) and now else set()
    old, new = connected(before), connected(now)
    assert {each for each in old if old[each] != new[each]} <= found
