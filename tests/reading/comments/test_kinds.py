"""The markers that open comments."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.reading.comments.kinds import COMMENT, KINDS, OPENING, Closers, opening_in

_PIECES = st.sampled_from(
    [
        *"<!-[]{}%#*/\\.:@&( )\n a1",
        "..",
        "<!--",
        "&lt;",
        "\uff1c",
        "[//]: # ",
        "comment",
        "\u200b",
        "://",
        ":::",
        "%%",
        "#+",
        "/*",
        ">/",
        "\uff0f",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
@example("one\n\n.. a note to the desk\n")
@example("a stop. and ...\n")
def test_the_first_opening_marker_is_the_one_that_the_whole_pattern_finds(text: str) -> None:
    found, sought = opening_in(text), OPENING.search(text)
    assert (found and (found.span(), found.lastgroup)) == (sought and (sought.span(), sought.lastgroup))


@pytest.mark.parametrize(
    ("name", "text", "after", "limit", "end"),
    [
        (COMMENT, "<!-- a --> b", 4, 12, 10),
        (COMMENT, "<!-- a --> b", 4, 10, 10),
        (COMMENT, "<!-- a --> b", 4, 9, -1),
        (COMMENT, "<!-- a", 4, 6, -1),
        ("declaration", "<!a b> c", 2, 8, 6),
        ("declaration", "<!a\n\nb> c", 2, 10, -1),
    ],
)
def test_a_comment_ends_at_its_closing_marker_if_that_is_before_the_limit(
    name: str, text: str, after: int, limit: int, end: int
) -> None:
    assert Closers().end(KINDS[name], text, after, limit) == end


def test_a_marker_within_a_comment_ends_where_that_does() -> None:
    text, closers = "<!-- a <!-- b --> c", Closers()
    assert [closers.end(KINDS[COMMENT], text, after, len(text)) for after in (4, 11, 17)] == [17, 17, -1]


def test_where_a_comment_was_not_closed_a_later_one_is_looked_for_again_only_beyond() -> None:
    text, closers = "<!a <!b\n\n<!c> d", Closers()
    assert [closers.end(KINDS["declaration"], text, after, len(text)) for after in (2, 6, 11)] == [-1, -1, 13]
