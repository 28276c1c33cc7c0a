"""Values in layouts: they are escaped as MarkupSafe escapes them, only faster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.theme.environment import escaped


class _Marked:
    def __html__(self) -> str:
        return "<b>words</b>"


@given(st.text(st.sampled_from("a<>&'\" é\u2019")) | st.text().map(Markup) | st.integers() | st.none() | st.booleans())
def test_a_value_is_escaped_as_markupsafe_does(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


def test_html_and_numbers_in_words_are_no_exception() -> None:
    assert escaped(_Marked()) == "<b>words</b>"
    assert escaped(Markup("<i>")) == "<i>"
    assert escaped("<i>") == "&lt;i&gt;"
