"""Plural rules: which form of a message a number gets, as the header of a catalogue states it (``Plural-Forms``).

The field: https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.text.locales import locale_of

MOST = 10
"""Most plural forms of a message: ``msgstr[0]`` to ``msgstr[9]``. No language of the CLDR has more than six."""

Rule = Callable[[int], int]
"""Which plural form a number gets, counted from 0."""


@dataclass(frozen=True, slots=True)
class Plurals:
    """What ``Plural-Forms`` states: how many forms there are, and which of them a number gets."""

    forms: int
    rule: Rule


NO_PLURALS = Plurals(1, lambda _: 0)
"""For a catalogue that states no rule: its messages have no plural forms, or they would be a problem."""


def plurals_of(stated: str) -> Plurals:
    """Read what a header states as ``Plural-Forms``.

    :raises ValueError: where it is no rule, or gives some number a form that the catalogue does not have.
    """
    found = re.fullmatch(r"nplurals[ \t]*=[ \t]*(\d+)[ \t]*;[ \t]*plural[ \t]*=[ \t]*([^;]+);?", stated)
    if not found:
        raise ValueError(stated)
    return _tried(int(found[1]), _rule(found[2]))


def _rule(expression: str) -> Rule:
    """A rule in C, as in gettext's headers, compiled by Python's own gettext, which lets nothing else in."""
    from gettext import c2py

    return c2py(expression)


def _tried(forms: int, rule: Rule) -> Plurals:
    """A rule that gives every number one of its forms, as far as can be tried."""
    try:
        given = {rule(number) for number in (*range(1_000), 10_000, 100_000, 1_000_000)}
    except ArithmeticError:
        raise ValueError(forms) from None
    if not 1 <= forms <= MOST or not given <= {*range(forms)}:
        raise ValueError(forms)
    return Plurals(forms, rule)


def suggested(language: str, forms: int = 0) -> str:
    """The field ``Plural-Forms`` for a language, as Babel has it; one for ``forms`` forms, where that fits better."""
    from babel.messages.plurals import get_plural

    count, expression = get_plural(locale_of(language))
    if forms == 2 != count:  # as in French, whose form for millions few catalogues have
        rule = _rule(expression)
        count, expression = 2, "(n > 1)" if rule(0) == rule(1) else "(n != 1)"
    return f"Plural-Forms: nplurals={count}; plural={expression};"
