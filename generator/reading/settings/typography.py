"""Checks ``[typography]`` in site.toml: the languages, and the quotation marks of each."""

from __future__ import annotations

import re
from collections.abc import Mapping

import unicodedata2
from msgspec.structs import replace

from generator.model.typography import USUAL, Typography
from generator.reading.settings.checks import Wrong, check_language
from generator.text.locales import as_tag

EXAMPLE = 'de = "»«›‹"'
_KINDS = frozenset({"Pi", "Pf", "Ps", "Pe", "Po"})


def wrong_quotes(language: str, marks: object) -> Wrong:
    """Return the message about invalid quotation marks of a language, and the fix; None if they are valid."""
    if wrong := check_language(language):
        return wrong
    written = marks if isinstance(marks, str) else ""
    if len(written) != 4 or any(unicodedata2.category(mark) not in _KINDS for mark in written):
        message = f"`{language}` must have four quotation marks: two for a quotation, two for one in it"
        return message, f"write them one after the other, as in `{EXAMPLE}`"
    if re.search("[\"']", written):
        return f"`{language}` has straight quotation marks, which are those that are replaced", f"write `{EXAMPLE}`"
    return None


def without_marks(found: Typography) -> Wrong:
    """Return the message about a language without known quotation marks, or with unused ones, and the fix; or None."""
    for language in found.languages:
        if not any(each in of for each in (language, language.partition("-")[0]) for of in (found.quotes, USUAL)):
            fix = f'write them below a line `[typography.quotes]`, as in `{language} = "“”‘’"`'
            return f"Broadsheet does not know the quotation marks of `{language}`", fix
    unused = [each for each in found.quotes if not _covers(found.languages, each)]
    if unused:
        named = ", ".join(f'"{each}"' for each in (*found.languages, unused[0]))
        return f"`{unused[0]}` is not in `languages`, so its marks are not used", f"write `languages = [{named}]`"
    return None


def _covers(languages: tuple[str, ...], language: str) -> bool:
    return language in languages or language.partition("-")[0] in languages


def normalised(found: Typography) -> Typography:
    """Return the settings with all language tags in their usual letter case."""
    quotes: Mapping[str, str] = {as_tag(language): marks for language, marks in found.quotes.items()}
    return replace(found, languages=tuple(map(as_tag, found.languages)), quotes=quotes)
