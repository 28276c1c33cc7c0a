"""Language names, date formats and list formats, from Babel and the CLDR."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.lists import format_list


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The locale for a BCP 47 tag; English if Babel has no data for it.

    Plain ``en`` puts the day first, as newspapers outside the United States do. Every locale is a deep copy: Babel
    2.18 shares inherited names between locales and resolves them in place, so the month names of one language can
    appear in another, depending on which was used first.
    """
    try:
        locale = Locale.parse("en-GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en", "GB")
    assert locale.months  # reading one name loads them all before the copy is made
    return deepcopy(locale)


def listed(names: Sequence[str], language: str) -> str:
    """``a``, ``a and b``, ``a, b and c`` in ``language``."""
    return format_list(names, "standard", locale_of(language)) if len(names) > 1 else "".join(names)


def own_name(language: str) -> str:
    """A language's name in that language: ``Türkçe``."""
    locale = locale_of(language)
    if locale.language != language.split("-")[0]:
        return language
    name = locale.languages.get(language.replace("-", "_")) or locale.get_language_name()
    return str(name or language)
