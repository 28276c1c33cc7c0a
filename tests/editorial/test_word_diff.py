"""Which words of a text changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.editorial.word_diff import word_diff


def test_changed_words_are_shown_with_those_around_them() -> None:
    before = "The gate took forty minutes to close, and nobody on the quay had seen that before."
    after = before.replace("forty minutes", "forty-one minutes").replace("quay", "long quay")
    assert word_diff(before, after) == (
        ("same", "The gate took"),
        ("removed", "forty"),
        ("added", "forty-one"),
        ("same", "minutes to close, and nobody on the"),
        ("added", "long"),
        ("same", "quay had seen that before."),
    )


def test_words_far_from_a_change_are_left_out() -> None:
    text = "\n".join(f"Line {number} is as it was." for number in range(50))
    found = word_diff(text, text.replace("Line 25 is", "Line 25 was"))
    assert found == (
        ("same", "… as it was. Line 25"),
        ("removed", "is"),
        ("added", "was"),
        ("same", "as it was. Line 26 …"),
    )


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_every_word_that_only_one_version_has_is_shown(before: str, after: str) -> None:
    found = word_diff(before, after)
    same = sum(len(words.split()) for kind, words in found if kind == "same" and "…" not in words)
    for kind, text in (("removed", before), ("added", after)):
        own = sum(len(words.split()) for each, words in found if each == kind)
        if not any("…" in words for _, words in found):
            assert own + same == len(text.split())
