"""The typographic punctuation of languages, which can replace straight quotation marks, hyphens and dots."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

_ENGLISH, _SWEDISH, _FRENCH, _GERMAN, _POLISH, _RUSSIAN = "“”‘’", "””’’", "«»“”", "„“‚‘", "„”«»", "«»„“"
_SWISS = "«»‹›"

USUAL: Mapping[str, str] = {
    **dict.fromkeys("af cy en en-US eu fil ga gl hi id lv ms nl pt sw tr ur uz vi zu az bn da ta te".split(), _ENGLISH),  # noqa: SIM905
    **dict.fromkeys(("fi", "sv"), _SWEDISH),
    **dict.fromkeys(("ca", "el", "es", "fr", "it", "pt-PT", "sq", "nb", "nn", "no"), _FRENCH),
    **dict.fromkeys(("cs", "de", "is", "lt", "mk", "sk", "sl", "bg", "sr", "hr", "bs"), _GERMAN),
    **dict.fromkeys(("hu", "pl", "ro"), _POLISH),
    **dict.fromkeys(("be", "kk", "ky", "ru", "uk"), _RUSSIAN),
    **dict.fromkeys(("de-CH", "fr-CH", "it-CH", "rm", "fa"), _SWISS),
    "ar": "”“’‘",
    "et": "„“«»",
    "he": "””’’",
    "hy": "«»«»",
    "ka": "„“«»",
}
"""The quotation marks of languages: the outer ones, then those for a quotation inside a quotation (Unicode's CLDR,
delimiters, except where newspapers differ). Chinese, Japanese and Korean are missing: their marks are typed directly,
and have no spaces around them by which an opening mark could be told from a closing one.
"""

NARROW = "\N{NARROW NO-BREAK SPACE}"


class TypographicMarks(msgspec.Struct, frozen=True):
    """The punctuation of one language.

    ``quotes`` has four marks: before and after a quotation, and before and after one inside it. Each may include a
    space. ``french`` says that spaces before ``;``, ``:``, ``!`` and ``?`` are narrow and do not break.
    """

    quotes: tuple[str, str, str, str]
    dashes: bool = True
    ellipsis: bool = True
    french: bool = False


class Typography(msgspec.Struct, frozen=True):
    """The ``languages`` in which copy gets typographic punctuation, and which punctuation it gets.

    ``quotes`` has the four quotation marks of languages in which they differ from the ``USUAL`` ones.
    """

    languages: tuple[str, ...] = ()
    quotes: Mapping[str, str] = {}
    dashes: bool = True
    ellipsis: bool = True

    def marks(self, language: str) -> TypographicMarks | None:
        """Return the punctuation for copy in a language; None if the copy stays as written."""
        if not any(each in self.languages for each in (language, _main(language))):
            return None
        found = next(
            (of[each] for each in (language, _main(language)) for of in (self.quotes, USUAL) if each in of), ""
        )
        if not found:
            return None
        french = _main(language) == "fr"
        opening, closing, inner, end = (_spaced(each) if french else each for each in found[:4])
        return TypographicMarks((opening, closing, inner, end), self.dashes, self.ellipsis, french)


def _main(language: str) -> str:
    return language.partition("-")[0]


def _spaced(mark: str) -> str:
    """Return a French quotation mark with its space."""
    return f"{mark}{NARROW}" if mark in "«‹" else f"{NARROW}{mark}" if mark in "»›" else mark


_TYPED = str.maketrans({**dict.fromkeys('“”„‟«»‹›‘’‚‛"', "'"), "…": "...", "—": "-", "–": "-"})
_SPACES = re.compile(rf"(?<=[«‹])[ {NARROW}]|[ {NARROW}](?=[»›;:!?])")
_DASHES = re.compile("--++")


def typed(text: str) -> str:
    """Return a text with typewriter punctuation, for comparison with one that may have typographic punctuation."""
    return _DASHES.sub("-", _SPACES.sub("", text).translate(_TYPED))
