"""Languages: their names, their way of dates, and of putting several things into a row; by Babel, from the CLDR."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.lists import format_list


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The locale of a BCP 47 tag; English where Babel has no data for it.

    Plain English is written day first, as newspapers outside the United States do. A locale's names are its own: Babel
    2.18 shares inherited ones and resolves them in place, so that one language's months come out in another, by which
    of them was asked for first.
    """
    try:
        locale = Locale.parse("en-GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en", "GB")
    assert locale.months  # reading a name loads them all, so that the copy has them
    return deepcopy(locale)


def listed(names: Sequence[str], language: str) -> str:
    """``a``, ``a and b``, ``a, b and c`` in ``language``."""
    return format_list(names, "standard", locale_of(language)) if len(names) > 1 else "".join(names)


def own_name(language: str) -> str:
    """What a language is called by those who write it: ``Türkçe``."""
    locale = locale_of(language)
    if locale.language != language.split("-")[0]:
        return language
    name = locale.languages.get(language.replace("-", "_")) or locale.get_language_name()
    return str(name or language)
