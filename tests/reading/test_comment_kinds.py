"""The markers that open comments."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from generator.reading.comment_kinds import OPENING, opening_in

_PIECES = st.sampled_from(
    [*"<!-[]{}%#*/\\.:@&( )\n a1", "..", "<!--", "&lt;", "\uff1c", "[//]: # ", "comment", "\u200b", "://", ":::", "%%"]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
@example("one\n\n.. a note to the desk\n")
@example("a stop. and ...\n")
def test_the_first_opening_marker_is_the_one_that_the_whole_pattern_finds(text: str) -> None:
    found, sought = opening_in(text), OPENING.search(text)
    assert (found and (found.span(), found.lastgroup)) == (sought and (sought.span(), sought.lastgroup))
