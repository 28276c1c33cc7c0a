"""What an update of wire copy says it changed, however the copy was made."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.editorial.importers._versions import differences

MOST = 4.0  # seconds on the processor; a tenth of that is usual
PARAGRAPHS = st.lists(st.sampled_from("abcdef"), max_size=8)
HOSTILE = {
    "a few paragraphs again and again": (
        [str(n % 7) for n in range(100_000)],
        [str(n * 3 % 7) for n in range(100_000)],
    ),
    "all of them in the opposite order": ([str(n) for n in range(100_000)], [str(-n) for n in range(-99_999, 1)]),
    "every second one is new": ([str(n) for n in range(100_000)], [str(n * (n % 2)) for n in range(100_000)]),
    "all of them shuffled": ([str(n) for n in range(100_003)], [str(n * 4_567 % 100_003) for n in range(100_003)]),
}


@given(PARAGRAPHS, PARAGRAPHS)
def test_the_differences_turn_the_old_text_into_the_new_one(before: list[str], after: list[str]) -> None:
    made, at = list[str](), 0
    for start, end, new_start, new_end in differences(before, after):
        made += [*before[at:start], *after[new_start:new_end]]
        at = end
    assert [*made, *before[at:]] == after


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("One. Two. Three.", []),
        ("One. Two! Three.", [(1, 2, 1, 2)]),
        ("One. Three.", [(1, 2, 1, 1)]),
        ("Nought. One. Two. Three. Four.", [(0, 0, 0, 1), (3, 3, 4, 5)]),
        ("", [(0, 3, 0, 0)]),
    ],
)
def test_only_what_an_agency_changed_is_a_change(after: str, found: list[tuple[int, int, int, int]]) -> None:
    assert [*differences(["One.", "Two.", "Three."], after.split())] == found


@pytest.mark.parametrize("texts", HOSTILE.values(), ids=HOSTILE)
def test_hostile_versions_are_compared_in_good_time(texts: tuple[list[str], list[str]]) -> None:
    start = time.process_time()
    assert [*differences(*texts)]
    assert time.process_time() - start < MOST
