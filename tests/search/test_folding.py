"""Plain forms of words, as people type them."""

from __future__ import annotations

import pytest

from generator.search.folding import folded, plain_forms


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("IĞDIR", "igdir"),
        ("ığdır", "igdir"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("Cœur", "coeur"),
        ("Łódź", "lodz"),
        ("الْمَدْرَسَةُ", "المدرسة"),
        ("أحمد", "احمد"),
        ("ガ", "ガ"),
        ("เรือ", "เรือ"),
        ("한국", "한국"),
    ],
)
def test_the_plain_form_of_a_word(word: str, plain: str) -> None:
    assert folded(word) == plain


@pytest.mark.parametrize(
    ("html", "forms"),
    [
        ("<p>The council met on Monday, and naïve café owners came.</p>", ""),
        ("<p>Kış <b>ısı</b>, ısı.</p>", "kis isi"),
        ("<h1>L’été &amp; l'école</h1>", "ete ecole"),
        ("<p>Iğdır’da Straße</p>", "igdir da strasse"),
        ("<p>the council’s vote</p>", "council"),
    ],
)
def test_only_words_that_would_not_be_found_have_plain_forms(html: str, forms: str) -> None:
    assert plain_forms(html) == forms
