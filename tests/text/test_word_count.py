"""How many words a text has, in every script."""

from __future__ import annotations

import pytest

from generator.text.word_count import word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Nine ferries sail – at 10:30.", 6),
        ("Liman bugün açıldı.", 3),
        ("港口的渡轮", 5),
        ("フェリー、ﾌｪﾘｰ 𠮷々", 11),
        ("The 港口 ferry", 4),
    ],
)
def test_words_between_spaces_and_each_wide_letter_count_as_one(text: str, words: int) -> None:
    assert word_count(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("เรือข้ามฟากกลับมาให้บริการอีกครั้งในวันนี้หลังจากหยุดไปสามสัปดาห์", 14),
        ("ເຮືອຂ້າມຟາກກັບມາໃຫ້ບໍລິການອີກຄັ້ງໃນມື້ນີ້", 10),
        ("သင်္ဘောသည်ယနေ့ပြန်လည်ပြေးဆွဲသည်", 6),
        ("សាឡាងបានដំណើរការឡើងវិញនៅថ្ងៃនេះ", 6),
    ],
)
def test_words_without_spaces_are_counted_roughly(text: str, words: int) -> None:
    assert words * 0.75 <= word_count(text) <= words * 1.35
    assert word_count(text * 100) == pytest.approx(word_count(text) * 100, rel=0.2)
