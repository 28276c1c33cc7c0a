"""The slug of a headline, in any script."""

from __future__ import annotations

import pytest
import unicodedata2
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.slug import LONGEST, slug


@pytest.mark.parametrize(
    ("headline", "language", "expected"),
    [
        ("Ferry steps reopen", "en", "ferry-steps-reopen"),
        ("A/B C#", "en", "a-b-c-sharp"),
        ("Fish & chips: up 5%", "en", "fish-and-chips-up-5-percent"),
        ("The mayor\N{RIGHT SINGLE QUOTATION MARK}s dog", "en", "the-mayors-dog"),
        ("Işıklar DİYARBAKIR'DA", "tr", "ışıklar-diyarbakırda"),
        ("Işıklar İZMİR'DE", "en", "işıklar-izmirde"),
        ("北京的天气 — 今天", "zh", "北京的天气-今天"),
        ("الميناء يُفتح", "ar", "الميناء-يُفتح"),
        ("हिन्दी में", "hi", "हिन्दी-में"),
        ("Cafe\N{COMBINING ACUTE ACCENT}", "en", "caf\N{LATIN SMALL LETTER E WITH ACUTE}"),
        ("We \N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16} Port Elm", "en", "we-port-elm"),
        ("\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}", "en", ""),
        ("1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP} step", "en", "1-step"),
        ("?!", "en", ""),
        ("../../etc/passwd", "en", "etc-passwd"),
        ("CON", "en", "con-story"),
    ],
)
def test_a_headline_becomes_a_readable_slug(headline: str, language: str, expected: str) -> None:
    assert slug(headline, language) == expected


def test_characters_with_a_meaning_distinguish_slugs() -> None:
    assert len({slug(name) for name in ("C", "C#", "C+", "C++", "C and", "AB", "A/B", "A@B", "A%B")}) == 9


def test_a_long_headline_is_cut_between_words() -> None:
    assert slug("harbour " * 20) == "-".join(["harbour"] * 10)
    assert len(slug("x" * 300)) == LONGEST
    assert slug("a" * 41 + " " + "b" * 60) == "a" * 41
    assert slug("a" * 40 + " " + "b" * 60) == "a" * 40 + "-" + "b" * 39  # otherwise more than half would be lost
    assert slug("\N{CJK UNIFIED IDEOGRAPH-20000}" * 80) == "\N{CJK UNIFIED IDEOGRAPH-20000}" * 50  # 200 bytes


HEADLINES = st.text(max_size=120) | st.text("İIı ß\ufe0f\u0301#+&/.\\-_'  新ع𝕏", max_size=120)


@settings(max_examples=300)
@given(HEADLINES, st.sampled_from(["", "en", "tr", "az-Latn", "zh"]))
def test_any_slug_is_safe_in_an_address_and_on_a_disk(headline: str, language: str) -> None:
    made = slug(headline, language)
    kinds = {unicodedata2.category(letter) for letter in made if letter != "-"}
    assert all(kind in {"Mn", "Mc"} or kind[0] in "LN" for kind in kinds)
    assert not made.startswith("-")
    assert not made.endswith("-")
    assert "--" not in made
    assert made == unicodedata2.normalize("NFC", made) == made.replace("İ", "i").lower()
    assert len(made) <= LONGEST
    assert len(made.encode()) <= 200
    assert made == "" or any(kind[0] in "LN" for kind in kinds)


@settings(max_examples=300)
@given(HEADLINES)
def test_the_slug_of_a_slug_is_itself(headline: str) -> None:
    assert slug(slug(headline)) == slug(headline)


@pytest.mark.parametrize("whole", ["a" * 41 + "-" + "b" * 38, "\N{CJK UNIFIED IDEOGRAPH-6E2F}" * 60 + "-" + "b" * 19])
def test_a_headline_that_just_fits_is_not_cut(whole: str) -> None:
    assert len(whole) == LONGEST
    assert slug(whole) == whole
