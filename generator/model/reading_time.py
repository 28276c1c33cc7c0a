"""Estimates how long it takes to read a text in each language.

The figures are those of the International Reading Speed Texts, the same ten texts in 17 languages (Trauzettel-Klosinski
and Dietz, "Standardized Assessment of Reading Performance", Investigative Ophthalmology & Visual Science 53(9), 2012,
table 2; https://doi.org/10.1167/iovs.11-8284). They are for reading aloud. For silent reading of non-fiction in
English, Brysbaert's meta-analysis finds nearly the same: 238 words a minute (Journal of Memory and Language 109, 2019).
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS_A_MINUTE: Mapping[str, int] = {
    "ar": 138,
    "de": 179,
    "en": 228,
    "es": 218,
    "fi": 161,
    "fr": 195,
    "he": 187,
    "it": 188,
    "nl": 202,
    "pl": 166,
    "pt": 181,
    "ru": 184,
    "sl": 180,
    "sv": 199,
    "tr": 166,
}
"""Words a minute by language. Languages with longer words have lower figures."""

IN_OTHERS = 184
"""Words a minute in all other languages: the mean of the study. It is also used for Thai, Lao, Burmese and Khmer, in
which the number of words is an estimate (see ``text/word_count.py``).
"""

CHARACTERS_A_MINUTE: Mapping[str, int] = {"zh": 255, "ja": 357}
"""Characters a minute by language. Chinese and Japanese have no spaces, so reading speed is measured in characters."""

_WITH_CHARACTERS = frozenset({*CHARACTERS_A_MINUTE, "yue", "wuu", "cmn"})


def reading_minutes(words: int, characters: int, language: str) -> int:
    """Return the reading time in whole minutes, at least one.

    ``characters`` says how many of the ``words`` are single Chinese or Japanese characters. Other words in a Chinese or
    Japanese text are mostly names and numbers in Latin letters, so they count as English words.
    """
    main = language.partition("-")[0].lower()
    spoken = "en" if main in _WITH_CHARACTERS else main
    spaced = (words - characters) / WORDS_A_MINUTE.get(spoken, IN_OTHERS)
    return max(1, round(spaced + characters / CHARACTERS_A_MINUTE.get(main, CHARACTERS_A_MINUTE["zh"])))
