"""The keywords by which related stories are found: a story's words and names, each with a count.

Words are in lower case and, in English, in the singular (Harman's "S" stemmer, *How effective is suffixing?*, 1991);
agglutinating languages keep the first five letters (Can et al., *Information retrieval on Turkish texts*, 2008), and
scripts without spaces keep pairs of letters. Versions of software are also keywords: ``4.2.1`` and its series, ``4.2``.
Readers never see keywords, since a keyword may not be a word. Names keep their capital letters: ``Ruth Calder``,
``NATO``. Links are kept as the paths that they lead to, after ``LINK``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

import unicodedata2

from generator.model.safe_paths import hidden_in
from generator.text.names import MARKS, names_in
from generator.text.stopwords import stop_words

KEPT_WORDS = 128
"""How many words of a story are kept: the most frequent ones. If several are equally frequent, the earliest are kept,
since news puts what matters first.
"""
KEPT_NAMES = 24
"""How many names of a story are kept."""
KEPT_LINKS = 24
"""How many links of a story are kept."""
LINK = "@"
"""The first character of the keyword for a link. No word begins with it."""

_HEADLINE = 6  # a word in the headline counts as much as six in the body
_STANDFIRST = 3

_WORD = re.compile(rf"[^\W\d_][\w{MARKS}]+")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+"
)
"""Runs of letters in scripts without spaces between words."""
_WIDE = "\u3000"  # from here on, characters are syllables or words
_KATAKANA = re.compile("[\u30a0-\u30ff]{2,}")
_IDEOGRAPHS = re.compile("[\u3400-\U0003ffff]{2,}")
_FAR = re.compile("[^\0-\u02ff\u0370-\u058f\u2000-\u2bff]")  # scripts that the fast patterns do not cover
_ROMAN_WORD = re.compile(r"[^\W\d_]\w+")
_PLAIN = "".join(char if char.isalnum() or char == "_" else " " for char in map(chr, range(128)))
_FIGURES = "0123456789_"
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w.-]++|\bhttps?://\S++|\bwww\.\S++")
_HASH = re.compile(r"(?=[a-f]*+[0-9])(?=[0-9]*+[a-f])[0-9a-f]{7,}+")  # such as a commit's; not a word or a number
_NUMBERED = re.compile(r"(?<![0-9.,])([0-9]{1,2}\.[0-9]{1,2})((?:\.[0-9]{1,2})?+)(?![0-9]|[.,:][0-9])")  # versions
_TYPOGRAPHIC = "’“”‘—–…"
_BY_PREFIX = frozenset({"az", "et", "fi", "hu", "kk", "ky", "tk", "tr", "uz"})
_NOUNS_CAPITALISED = frozenset({"de", "lb"})
_DOTLESS = frozenset({"az", "tr"})
_CAPITAL_I = {"i": ("i\u0307",), "ı": ("i",)}  # the lower case of "İ" and "I" in other languages
_LONG_CAPITALS = 6  # letters; a word in capitals with at least so many is emphasis, not an abbreviation
_ARTICLE = re.compile("(?:[وبكف]?ال|لل)(?=...)")
_ARABIC = {**dict.fromkeys((*range(0x64B, 0x660), 0x640, 0x670)), **str.maketrans("أإآى", "اااي")}


def terms(
    headline: str, standfirst: str, text: str, language: str = "", links: Iterable[str] = ()
) -> tuple[tuple[str, int], ...]:
    """Return the keywords of a story, sorted, each with its count.

    ``text`` is the body without markup. ``language`` is a BCP 47 tag; empty means English. A word in the headline
    counts six times, one in the standfirst three times. ``links`` are the paths of what the body links to.
    """
    language = _base(language)
    below = _without_addresses(unicodedata2.normalize("NFKC", f"{standfirst}\n{text}"))
    found = _keywords(below, language)
    for above, weight in ((headline, _HEADLINE), (standfirst, _STANDFIRST - 1)):
        found += weight * _keywords(unicodedata2.normalize("NFKC", above), language)
    found += _HEADLINE * [*_versions(headline, 2)] + [*_versions(below, 3)]
    counts = Counter(found)
    del counts[""]
    names = names_in(below, _stop(language))
    if language in _NOUNS_CAPITALISED:
        names = {name: count for name, count in names.items() if " " in name or _is_proper(name)}
    linked = [(f"{LINK}{path}", 1) for path in sorted(set(links)) if not hidden_in(path)][:KEPT_LINKS]
    return tuple(sorted(_foremost(counts, KEPT_WORDS) + _foremost(names, KEPT_NAMES) + linked))


def _is_proper(word: str) -> bool:
    """Whether a word is a name even if all nouns have a capital letter: it has more capitals, but not for emphasis."""
    return not word[1:].islower() and (len(word) < _LONG_CAPITALS or not word.isupper())


def _without_addresses(text: str) -> str:
    """Return a text without addresses of pages and people, whose parts are not words."""
    return _ADDRESS.sub(" ", text) if "@" in text or "://" in text or "www." in text else text


@lru_cache(maxsize=64)
def _stop(language: str) -> frozenset[str]:
    """Return the stop words of a language and of English, which occurs in texts of all languages, in the form in which
    words are looked up. A Turkish word that begins with ``İ`` or ``I`` is also included as Python lowers it.
    """
    own = _found(_lowered("\n".join(sorted(stop_words(language) | stop_words("en"))), language))
    lowered = [f"{first}{word[1:]}" for word in own for first in _CAPITAL_I.get(word[0], ())]
    return frozenset([*own, *(lowered if language in _DOTLESS else ())])


def _foremost(counts: dict[str, int], kept: int) -> list[tuple[str, int]]:
    if len(counts) <= kept:
        return [*counts.items()]
    return sorted(counts.items(), key=itemgetter(1), reverse=True)[:kept]


def _keywords(text: str, language: str) -> list[str]:
    """Return the keyword for each word of a text, in order; empty for stop words, numbers and words of two letters."""
    text = _lowered(text, language)
    found = list(map(_stems(language).__getitem__, _found(text)))
    return [*found, *_pieces(text, language)] if not text.isascii() and _FAR.search(text) else found


def _versions(text: str, parts: int) -> Iterator[str]:
    """Yield the versions in a text that have at least ``parts`` parts, such as ``4.2.1``, and their series, ``4.2``."""
    for version in _NUMBERED.finditer(text):
        if version[2]:
            yield version[0]
        if version[2] or parts < 3:
            yield version[1]


class _Stems(dict[str, str]):
    """The keyword for each word that was looked up; empty if it has none. Most words are looked up many times."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self._stop = language, _stop(language)

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        plain = "" if _HASH.fullmatch(word) else word.lstrip(_FIGURES)
        self[word] = keyword = "" if len(plain) < 3 or plain in self._stop else _stem(plain, self._language)
        return keyword


_MOST_STEMS = 65536
_stems = lru_cache(maxsize=16)(_Stems)


def _found(text: str) -> list[str]:
    """Return the words of a lower-case text. The faster way for ASCII also returns numbers and words of one letter."""
    if text.isascii():
        return text.translate(_PLAIN).split()
    return _WORD.findall(UNSPACED.sub(" ", text)) if _FAR.search(text) else _ROMAN_WORD.findall(text)


def _lowered(text: str, language: str) -> str:
    """Return a text in lower case, without typographic signs, which are never part of a word."""
    for char in "" if text.isascii() else _TYPOGRAPHIC:
        text = text.replace(char, " ")
    if text.isascii() and language not in _DOTLESS:
        return text.lower()
    if language in _DOTLESS:
        text = text.replace("I", "ı")
    text = text.replace("İ", "i").casefold()
    return text.translate(_ARABIC) if not text.isascii() and _FAR.search(text) else text


def _stem(word: str, language: str) -> str:
    if language in _BY_PREFIX:
        return word[:5]
    if language == "en":
        return _singular(word) if word[-1] == "s" else word
    return _ARTICLE.sub("", word, count=1) if "\u0600" < word[0] < "\u0700" else word


def _singular(word: str) -> str:
    if len(word) == 3 or word.endswith(("ss", "us", "is")) or word in {"series", "species", "news"}:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def _pieces(text: str, language: str) -> Iterator[str]:
    """Yield pieces of runs in scripts without spaces between words: pairs of Chinese characters, words of katakana, and
    four letters in scripts with vowel signs. Hiragana are left out, since they are endings and function words.
    """
    stop = stop_words(language)
    for run in UNSPACED.findall(text):
        if run[0] < _WIDE:
            yield from (run[at : at + 4] for at in range(max(1, len(run) - 3)))
            continue
        yield from (word for word in _KATAKANA.findall(run) if word not in stop)
        for part in _IDEOGRAPHS.findall(run):
            yield from (pair for pair in map("".join, pairwise(part)) if pair not in stop)


def words_of(text: str, language: str = "") -> Iterator[tuple[str, str]]:
    """Yield each word of a text after its keyword (see ``terms``); no words of scripts without spaces."""
    stems = _stems(_base(language))
    return ((keyword, word) for word in _found(cleaned(text, language)) if (keyword := stems[word]))


def cleaned(text: str, language: str = "") -> str:
    """Return a text in lower case, without addresses and typographic signs."""
    return _lowered(_without_addresses(unicodedata2.normalize("NFKC", text)), _base(language))


def _base(language: str) -> str:
    return language.lower().split("-")[0] or "en"
