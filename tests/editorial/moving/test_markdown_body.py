"""Addresses in Markdown bodies that move in."""

from __future__ import annotations

import pytest
from fuzzing_moves import Addresses

from generator.editorial.moving._markdown_body import readdressed
from generator.editorial.moving._sites.markdown_text import normalised


class Moved(Addresses):
    """An old address has a new one."""

    def link(self, address: str, line: int) -> str:
        return address.replace("https://old.example/a_b/", "../a.md") if "gone" not in address else ""


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("See <https://old.example/a_b/>.", "See [https://old.example/a_b/](<../a.md>)."),
        ("See <https://old.example/gone/>.", "See https://old.example/gone/."),
        ("See <https://a.example/> and `<https://old.example/a_b/>`", ""),
        (r"See \<https://old.example/a_b/>", ""),
    ],
)
def test_an_address_in_angle_brackets_is_a_link(text: str, made: str) -> None:
    assert readdressed(text, Moved()) == (made or text)


@pytest.mark.parametrize("text", ["a \0002\0 b", "`x` \0000\0", "\0", "\0007\0 `code` \0000\0"])
def test_no_character_of_a_body_is_taken_for_the_place_of_code(text: str) -> None:
    shown = text.replace("\0", "\ufffd")
    assert readdressed(text, Addresses()) == shown
    assert normalised(text, lambda *_: None) == shown
