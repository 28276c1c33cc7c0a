"""Other words for the text of a story: every other byte of its file stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.editorial.story_text import text_of, with_text
from generator.model.problems import Problems
from generator.reading.formats.source_text import decoded

NAME = "content/a.md"
FRONT = "---\n# ours\ntitle: 'Ferry'\n---\n"
CHANGES = [
    (FRONT + "\nOne.\n\nTwo.\n", "One.\n\n2.", FRONT + "\nOne.\n\n2.\n"),
    (FRONT + "\nOne.", "One. Two.", FRONT + "\nOne. Two."),
    (FRONT + "\n", "One.", FRONT + "\nOne.\n"),
    (FRONT, "One.", FRONT + "\nOne.\n"),
    (FRONT.rstrip("\n"), "One.", FRONT + "\nOne.\n"),
    (FRONT + "\n\nOne.\n\n\n", "", FRONT + "\n\n\n\n\n"),
    (FRONT + "\nOne.\n", "\n\nTwo.\n\n", FRONT + "\nTwo.\n"),
    ("---\ntitle: A\ntitle: B\n---\nOne.\n", "---\ntitle: A\n---\nOne.\n", "---\ntitle: A\n---\nOne.\n"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("before", "words", "after"), CHANGES)
def test_words_change_and_every_other_byte_stays(before: str, words: str, after: str, ending: str) -> None:
    data = b"\xef\xbb\xbf" + before.replace("\n", ending).encode()
    assert with_text(data, NAME, words) == b"\xef\xbb\xbf" + after.replace("\n", ending).encode()


def test_lines_that_end_in_other_ways_stay_as_they_are() -> None:
    data = b"---\r\ntitle: A\r\n---\r\nOne.\nTwo.\rThree.\r\n"
    assert with_text(data, NAME, "One.\nTwo!\nThree.") == data.replace(b"Two.", b"Two!")


def test_half_a_character_is_refused() -> None:
    with pytest.raises(Problems, match="no safe way to write this text"):
        with_text(FRONT.encode(), NAME, "\ud800")


_WORDS = st.text(st.sampled_from("ab \n\r\t-+#:é\u2028ص"), max_size=30)


@settings(max_examples=200)
@given(_WORDS, _WORDS, st.sampled_from([FRONT, "+++\ntitle = 'A'\n+++\n", "no front matter\n", "\ufeff" + FRONT]))
def test_any_text_is_read_again_as_it_was_given(old: str, new: str, front: str) -> None:
    data = (front + old).encode()
    try:
        after = with_text(data, NAME, new)
    except Problems:
        return
    plain = new.replace("\r\n", "\n").replace("\r", "\n")
    was, now = text_of(decoded(data, NAME)), text_of(decoded(after, NAME))
    assert now.words == (plain if was.whole else plain.strip("\n")) or was.whole != now.whole
    assert with_text(after, NAME, now.words) == after
    if not was.whole:
        assert after.startswith(front.encode())
