"""What browsers hide in a body is not moved, and is said; what they show is."""

from __future__ import annotations

import pytest
from fuzzing_exports import Addresses

from generator.editorial.moving._html import markdown_of


class Remembering(Addresses):
    def __init__(self) -> None:
        self.said: list[str] = []

    def unkept(self, what: str, line: int) -> None:
        self.said.append(what)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p hidden>One two</p>", "2 words that browsers hide"),
        ('<div style="color:red; DISPLAY : none">One<p>two <b>three</b></p></div>', "3 words that browsers hide"),
        ('<p>Seen. <span style="visibility:hidden">One</span></p>', "a word that browsers hide"),
        ('<div class="wp-block hidden">One</div>', "a word that browsers hide"),
        ('<img src="a.jpg" alt="One" style="display:none">', "a picture that browsers hide"),
    ],
)
def test_what_browsers_hide_is_left_out_and_said(html: str, said: str) -> None:
    told = Remembering()
    made = markdown_of(f"{html}<p>Shown.</p>", told).markdown
    assert "One" not in made
    assert made.endswith("Shown.\n")
    assert told.said == [said]


@pytest.mark.parametrize(
    "html",
    ['<p class="d-none d-md-block">One</p>', '<p style="width:100px; margin-left:0">One</p>', "<p>One<wbr>two</p>"],
)
def test_what_browsers_show_is_kept(html: str) -> None:
    told = Remembering()
    assert "One" in markdown_of(html, told).markdown
    assert not told.said
