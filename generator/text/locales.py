"""Language names, date formats and list formats, from Babel and the CLDR."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pickle import dumps, loads
from typing import cast

from babel.core import Locale, UnknownLocaleError, get_global
from babel.lists import format_list


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Return the locale for a BCP 47 tag; English if Babel has no data for it.

    ``en`` puts the day first, as newspapers outside the United States do. Every locale is a deep copy: Babel
    2.18 shares inherited names between locales and resolves them in place, so the month names of one language can
    appear in another, depending on which was used first.
    """
    try:
        locale = Locale.parse("en-GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en", "GB")
    assert locale.months  # reading one name loads all of them before the copy is made
    return cast("Locale", loads(dumps(locale)))  # noqa: S301 - made here, in half the time of a `deepcopy`


def shortest(language: str) -> str:
    """Return a BCP 47 tag with its language's shortest code, as RFC 5646 requires: ``tr`` for ``tur``."""
    first, hyphen, rest = language.partition("-")
    known = str(get_global("language_aliases").get(first, first)) if len(first) == 3 else first
    return f"{known}{hyphen}{rest}" if len(known) == 2 else language


def as_tag(written: str) -> str:
    """Return a BCP 47 tag in the usual letter case: ``en-GB`` for ``EN-gb``, ``zh-Hant`` for ``zh-hant``."""
    first, *rest = written.split("-")
    cased = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest)
    return "-".join((first.lower(), *cased))


def unknown_language(tag: str) -> tuple[str, str] | None:
    """Return what is wrong with a tag whose two-letter code is not a language's, and the fix; ``None`` if it is valid.

    Codes of countries are the usual mistake: ``gr`` for Greek.
    """
    code = tag.partition("-")[0]
    if len(code) != 2 or code in Locale("en").languages or code in get_global("language_aliases"):
        return None
    there = get_global("territory_languages").get(code.upper(), {})
    spoken = max(there, key=lambda each: (there[each]["population_percent"], each), default="")
    fix = f'did you mean "{spoken}"?' if spoken else 'write it as in BCP 47: "en", "tr", "pt-BR"'
    return f"`{code}` is not the code of a language", fix


_SOUNDS_LIKE_I = re.compile(r"(?:<[^<>]*>|\s)*+(?:[ií]|h[ií](?![ae]))", re.IGNORECASE)
"""Words before which Spanish uses "e" instead of "y": the rule of ICU's ListFormatter, which Babel lacks."""


def listed(names: Sequence[str], language: str) -> str:
    """Return ``a``, ``a and b`` or ``a, b and c`` in ``language``; each name may be HTML."""
    if len(names) < 2:
        return "".join(names)
    text = format_list(names, "standard", locale_of(language))
    if language.partition("-")[0] == "es" and _SOUNDS_LIKE_I.match(names[-1]):
        return f"{text.removesuffix(f' y {names[-1]}')} e {names[-1]}"
    return text


def own_name(language: str) -> str:
    """Return a language's name in that language: ``Türkçe``."""
    locale = locale_of(language)
    if locale.language != language.split("-")[0]:
        return language
    name = locale.languages.get(language.replace("-", "_")) or locale.get_language_name()
    return str(name or language)
