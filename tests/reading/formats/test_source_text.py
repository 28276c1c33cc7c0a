"""Invisible characters that do not belong in a text are found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.reading.formats.source_text import _OVERRIDE, CONTROL, hidden

_SIGNS = st.sampled_from("ab\t\n\x00\x07\x0b\x1f\x7f\x85\x9f\xa0\xad\u200b\u2028\u202c\u202d\u202e\ufffe\uffff")


@given(st.text(st.one_of(_SIGNS, st.characters(codec="utf-8")), max_size=6))
def test_a_hidden_character_is_found_wherever_it_is(text: str) -> None:
    found = hidden(text)
    sought = CONTROL.search(text) or _OVERRIDE.search(text)
    assert (found and (found.offset, found.sign)) == (sought and (sought.start(), sought.group()))
