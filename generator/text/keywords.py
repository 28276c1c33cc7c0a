"""The keywords by which related stories are found: a story's words and names, each with a count.

Words are in lower case and, in English, in the singular (Harman's "S" stemmer, *How effective is suffixing?*, 1991),
so that pages can show them as reasons. A stem that is not a word ends in a hyphen and is never shown: agglutinating
languages keep the first five letters (Can et al., *Information retrieval on Turkish texts*, 2008), and scripts
without spaces keep pairs of letters. Names keep their capital letters: ``Ruth Calder``, ``NATO``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

import unicodedata2

from generator.text.stopwords import COMMON_WORDS

KEPT_WORDS = 128
"""How many words of a story are kept: the most frequent; of equally frequent ones, the earliest, since news puts what
matters first.
"""
KEPT_NAMES = 24
"""How many names of a story are kept."""

_HEADLINE = 6  # a word in the headline counts as much as six in the body
_STANDFIRST = 2

_CAPITALS = "".join(letter for letter in map(chr, (*range(0x590), *range(0x1E00, 0x2000))) if letter.isupper())
# Accents and vowel signs: parts of words that "\w" does not match.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_WORD = re.compile(rf"[^\W\d_][\w{_MARKS}]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+"
)
_FAR = re.compile("[^\0-\u02ff\u0370-\u058f\u2000-\u2bff]")  # scripts that the fast patterns do not cover
_ROMAN_WORD = re.compile(r"[^\W\d_]\w+")
_PLAIN = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in map(chr, range(128)))
_FIGURES = "0123456789_"
_TYPOGRAPHIC = "’“”‘—–…"
_REST = rf"[\w{_MARKS}]*(?:[-.&][\w{_MARKS}]+)*"  # the rest of a word, after its capital letter
_CAPITALISED = f"[{_CAPITALS}]{_REST}"
_PARTICLES = "de|da|di|del|la|le|van|von|der|bin"
_WIDEST = 16  # characters between two words; if there are more, a name is assumed to open a sentence
# A name, and the characters before it.
_NAME = re.compile(
    rf"([{_CAPITALS}](?<!\w.)(?<=((?s:.{{{_WIDEST}}})).){_REST}"
    rf"(?: of (?:the )?{_CAPITALISED})?(?: (?:(?:{_PARTICLES}) ){{0,2}}{_CAPITALISED})*)"
)
# Positions where every word is capitalised, such as the start of a sentence.
_OPENING = re.compile(r"[.!?:;…][\"”’»)\]]*\s+[\"“‘«(\[]*$|[\"“‘«(\[\n][\W_]*$|^[\W_]*$")
_ENDS = ".!?:;…"
_OPENERS = '"“‘«([\n'
_TITLES = frozenset(
    """
    Bishop Captain Chancellor Chief Coach Councillor Dame Director Dr General Governor Judge King Lady Lord Mayor
    Minister Mr Mrs Ms Pope Premier President Prince Princess Prof Professor Queen Sayın Secretary Senator Sir
    """.split()  # noqa: SIM905 (a list of thirty quoted words is hard to read)
)
_BY_PREFIX = frozenset({"az", "et", "fi", "hu", "kk", "ky", "tk", "tr", "uz"})
_NOUNS_CAPITALISED = frozenset({"de", "lb"})
_ARTICLE = re.compile("(?:[وبكف]?ال|لل)(?=...)")
_ARABIC = {**dict.fromkeys((*range(0x64B, 0x660), 0x640, 0x670)), **str.maketrans("أإآى", "اااي")}


def terms(headline: str, standfirst: str, text: str, language: str = "") -> tuple[tuple[str, int], ...]:
    """The keywords of a story, sorted, each with its count.

    ``text`` is the body without markup. ``language`` is a BCP 47 tag; empty means English. A word in the headline
    counts six times, one in the standfirst twice.
    """
    language = language.lower().split("-")[0] or "en"
    below = unicodedata2.normalize("NFKC", f"{standfirst}\n{text}")
    found = _keywords(below, language)
    for above, weight in ((headline, _HEADLINE), (standfirst, _STANDFIRST - 1)):
        found += weight * _keywords(unicodedata2.normalize("NFKC", above), language)
    counts = Counter(found)
    del counts[""]
    names = {} if language in _NOUNS_CAPITALISED else _names(below, COMMON_WORDS.get(language, frozenset()))
    return tuple(sorted(_foremost(counts, KEPT_WORDS) + _foremost(names, KEPT_NAMES)))


def _foremost(counts: dict[str, int], kept: int) -> list[tuple[str, int]]:
    if len(counts) <= kept:
        return [*counts.items()]
    return sorted(counts.items(), key=itemgetter(1), reverse=True)[:kept]


def _keywords(text: str, language: str) -> list[str]:
    """The keyword for each word of a text, in order; empty for stop words, numbers and words of two letters."""
    text = _lowered(text, language)
    found = list(map(_stems(language).__getitem__, _found(text)))
    return [*found, *_pairs(text)] if not text.isascii() and _FAR.search(text) else found


class _Stems(dict[str, str]):
    """The keyword for each word that was looked up; empty if it has none. Most words are looked up many times."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, self._stop = language, COMMON_WORDS.get(language, frozenset())

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        plain = word.lstrip(_FIGURES)
        self[word] = keyword = "" if len(plain) < 3 or plain in self._stop else _stem(plain, self._language)
        return keyword


_MOST_STEMS = 65536
_stems = lru_cache(maxsize=16)(_Stems)


def _found(text: str) -> list[str]:
    """The words of a lower-case text, in a faster way for plain letters, where some may be numbers or too short."""
    if text.isascii():
        return text.translate(_PLAIN).split()
    return _WORD.findall(_UNSPACED.sub(" ", text)) if _FAR.search(text) else _ROMAN_WORD.findall(text)


def _lowered(text: str, language: str) -> str:
    """A text in lower case, without typographic signs, which are never part of a word."""
    for sign in "" if text.isascii() else _TYPOGRAPHIC:
        text = text.replace(sign, " ")
    if text.isascii() and language not in {"tr", "az"}:
        return text.lower()
    if language in {"tr", "az"}:
        text = text.replace("I", "ı")
    text = text.replace("İ", "i").casefold()
    return text.translate(_ARABIC) if not text.isascii() and _FAR.search(text) else text


def _stem(word: str, language: str) -> str:
    if language in _BY_PREFIX:
        return f"{word[:5]}-" if len(word) > 5 else word
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


def _pairs(text: str) -> Iterator[str]:
    """Pairs of adjacent characters in scripts without spaces between words."""
    for run in _UNSPACED.findall(text):
        yield from (f"{first}{second}-" for first, second in pairwise(run))


def _names(text: str, stop: frozenset[str]) -> dict[str, int]:
    """Runs of capitalised words. The first word of a sentence counts only if something else suggests it is a name."""
    within: list[str] = []
    opening: list[str] = []
    for run, before in _NAME.findall("\n" * _WIDEST + text):
        (opening if _opens(before) else within).append(run)
    inside: dict[str, int] = defaultdict(int)
    for run, count in Counter(within).items():
        inside[_untitled(run)] += count
    said = {_opened(run)[0] for run in opening}.intersection(text.split())
    for run in opening:
        first, rest = _opened(run)
        if first in stop or first in said:
            inside[rest] += 1
        elif rest or run in inside:
            inside[_untitled(run)] += 1
    return _in_full(
        {
            name: count
            for name, count in inside.items()
            if len(name) > 1 and name not in _TITLES and (name.isupper() or name.lower() not in stop)
        }
    )


def _opens(before: str) -> bool:
    """Whether a sentence or quotation starts after these characters."""
    last = before[-1]
    if last == " " and (before[-2].isalnum() or before[-2] in _ENDS):  # which is how nearly all words begin
        return not before[-2].isalnum()
    return last in _OPENERS or bool(_OPENING.search(before))


@lru_cache(maxsize=4096)
def _opened(run: str) -> tuple[str, str]:
    """The first word of a run in lower case, or empty if it is an abbreviation, and the rest without titles."""
    first, _, rest = run.partition(" ")
    return "" if first.isupper() else first.lower(), _untitled(rest)


def _untitled(run: str) -> str:
    """A run without titles: ``Secretary General Ruth Calder`` becomes ``Ruth Calder``."""
    words = run.split(" ")
    if len(words) == 1 or (run[0].isupper() and _TITLES.isdisjoint(words)):
        return run
    titles = [place for place, word in enumerate(words[:-1]) if word in _TITLES]
    words = words[titles[-1] + 1 :] if titles else words
    while words and not words[0][:1].isupper():
        del words[0]
    return " ".join(words)


def _in_full(names: dict[str, int]) -> dict[str, int]:
    """Add the count of a bare surname to the full name, if the story has only one full name that ends in it."""
    full: dict[str, list[str]] = {}
    for name in names:
        if " " in name:
            full.setdefault(name.rpartition(" ")[2], []).append(name)
    if full.keys().isdisjoint(names):
        return names
    counts: dict[str, int] = defaultdict(int)
    for name, count in names.items():
        known = full.get(name, [])
        counts[known[0] if len(known) == 1 else name] += count
    return counts
