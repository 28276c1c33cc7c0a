"""Font files: what their names and headers say."""

from __future__ import annotations

import struct

import pytest

from generator.media.font_files import Style, is_variable, missing_bytes, style_of


def woff2(*tables: int, length: int = 0) -> bytes:
    """The header and table directory of a font that has tables with these numbers (WOFF 2.0, 4.1), none transformed."""
    directory = b"".join(bytes([(number | 192) if number in (10, 11) else number, 129, 0]) for number in tables)
    size = 48 + len(directory)
    head = struct.pack(">4sIIHHI", b"wOF2", 0x10000, length or size, len(tables), 0, 0)
    return head.ljust(48, b"\0") + directory


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("", Style()),
        ("-latin-400-normal", Style(400, False, "latin")),
        ("-latin-700-normal", Style(700, False, "latin")),
        ("-latin-ext-700-italic", Style(700, True, "latin-ext")),
        ("-latin-wght-normal", Style(0, False, "latin")),
        ("-v13-latin-700", Style(700, False, "latin")),
        ("-v13-latin-700italic", Style(700, True, "latin")),
        ("-v13-latin-regular", Style(400, False, "latin")),
        ("-BoldIt", Style(700, True)),
        ("-ExtraLightItalic", Style(200, True)),
        ("-Italic", Style(None, True)),
        ("-VariableFont_opsz,wght", Style(0)),
        ("-Italic[wght]", Style(0, True)),
        ("-Black", Style(900)),
    ],
)
def test_the_names_that_makers_and_download_pages_give_say_weight_and_style(words: str, style: Style) -> None:
    assert style_of(words) == style


@pytest.mark.parametrize("words", ["-Condensed", "-Display", "-CondensedBold", "-Boldish", "-1234"])
def test_other_words_are_not_guessed_at(words: str) -> None:
    assert style_of(words) is None


def test_a_variable_font_is_known_by_its_tables() -> None:
    assert is_variable(woff2(1, 10, 11, 47))
    assert not is_variable(woff2(1, 10, 11, 6))
    assert not is_variable(b"wOF2...")
    assert not is_variable(b"")


def test_a_font_that_is_cut_off_is_known_by_its_header() -> None:
    assert missing_bytes(woff2(1, length=9000)) == 9000 - len(woff2(1))
    assert missing_bytes(woff2(1)) == 0
    assert missing_bytes(b"wOF2") == 0
