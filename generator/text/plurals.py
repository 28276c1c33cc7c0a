"""Plural rules: which form of a message a number selects, as given in a catalogue's header (``Plural-Forms``).

The header field: https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from generator.text.locales import locale_of

MOST = 10
"""The most plural forms of a message: ``msgstr[0]`` to ``msgstr[9]``. No language in the CLDR has more than six."""

Rule = Callable[[int], int]
"""Maps a number to its plural form, counted from 0."""


class Plurals(msgspec.Struct, frozen=True):
    """The content of ``Plural-Forms``: how many forms there are, and which one a number selects."""

    forms: int
    rule: Rule


NO_PLURALS = Plurals(1, lambda _: 0)
"""For a catalogue without a rule. Its messages have no plural forms; if they did, that would be a problem."""


def plurals_of(stated: str) -> Plurals:
    """Parse the value of a header's ``Plural-Forms``.

    :raises ValueError: if it is not a rule, or gives some number a form that the catalogue does not have.
    """
    found = re.fullmatch(r"nplurals[ \t]*=[ \t]*(\d+)[ \t]*;[ \t]*plural[ \t]*=[ \t]*([^;]+);?", stated)
    if not found:
        raise ValueError(stated)
    return _tried(int(found[1]), _rule(found[2]))


def _rule(expression: str) -> Rule:
    """Compile a C expression from a gettext header with Python's gettext, which accepts only plural rules."""
    from gettext import c2py

    return c2py(expression)


def _tried(forms: int, rule: Rule) -> Plurals:
    """Return the rule, after trying it on many numbers to check that it always gives one of its forms.

    :raises ValueError: if it does not.
    """
    try:
        given = {rule(number) for number in (*range(1_000), 10_000, 100_000, 1_000_000)}
    except ArithmeticError:
        raise ValueError(forms) from None
    if not 1 <= forms <= MOST or not given <= {*range(forms)}:
        raise ValueError(forms)
    return Plurals(forms, rule)


def suggested(language: str, forms: int = 0) -> str:
    """Babel's ``Plural-Forms`` for a language, or a rule with ``forms`` forms if that fits better."""
    from babel.messages.plurals import get_plural

    count, expression = get_plural(locale_of(language))
    if forms == 2 != count:  # as in French: few catalogues have its form for millions
        rule = _rule(expression)
        count, expression = 2, "(n > 1)" if rule(0) == rule(1) else "(n != 1)"
    return f"Plural-Forms: nplurals={count}; plural={expression};"
