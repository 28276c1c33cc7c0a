"""Which form of a keyword is shown: one that two texts have, also in scripts without spaces between words."""

from __future__ import annotations

import pytest

from generator.text.word_forms import WordForms, form_in_both


def shown(keyword: str, one: str, other: str, language: str = "") -> str:
    return form_in_both(keyword, WordForms.of(one, language), WordForms.of(other, language))


def test_a_word_is_shown_as_both_texts_have_it() -> None:
    assert shown("ferry", "Ferries wait; a ferry left.", "The ferry returns.") == "ferry"
    assert shown("ferry", "Ferries wait.", "The ferry returns.") == ""


@pytest.mark.parametrize(
    ("keyword", "one", "other", "language", "form"),
    [
        ("电池", "节省电池电量的方法", "延长电池电量", "zh", "电池电量"),
        ("漁港", "北の漁港組合が集まる", "漁港組合の船", "ja", "漁港組合"),
        ("電力", "電力を節約する", "電力の消費", "ja", "電力"),
        ("バッテリー", "新しいバッテリーの交換", "バッテリーを充電", "ja", "バッテリー"),
        ("เลือ", "การเลือกตั้งวันนี้", "ผลเลือกตั้ง", "th", "เลือกตั้ง"),
        ("电池", "节省电池", "延长电量", "zh", ""),
    ],
)
def test_in_scripts_without_spaces_the_longest_text_is_shown_that_both_have(
    keyword: str, one: str, other: str, language: str, form: str
) -> None:
    assert shown(keyword, one, other, language) == form


def test_a_word_never_begins_with_a_vowel_sign() -> None:
    assert shown("ิดตา", "ติดตาม", "คิดตาม", "th")[0] == "ด"
