"""Turns the names that editors write into terms: each has one spelling, one slug and one address.

``nato`` and ``NATO`` are the same tag, spelt as most stories spell it. Two names that differ in more than letter case
but would share an address are reported as a problem and never merged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import unicodedata2

from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.slug import slug
from generator.model.story import Term
from generator.model.urls import address


@dataclass(frozen=True, slots=True)
class Named:
    """A name as one file spells it, on ``line``."""

    name: str
    path: str
    line: int


@dataclass(slots=True)
class Terms:
    """All terms of one kind (``tag``), by folded name; ``problems`` lists names that clash or make no slug."""

    kind: str
    by_name: dict[str, Term] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, name: str) -> Term:
        """The term for ``name``."""
        return self.by_name[folded(name)]

    def all(self, names: Iterable[str]) -> tuple[Term, ...]:
        """The terms for ``names``, in order and without repeats."""
        return tuple(dict.fromkeys(self.of(name) for name in names))


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """A name reduced to what all its spellings share: Unicode form NFKC, case-folded, with single spaces."""
    return " ".join(unicodedata2.normalize("NFKC", name).casefold().split())


def settle_terms(
    kind: str, folder: str, named: Iterable[Named], settings: Settings, preferred: Iterable[str] = ()
) -> Terms:
    """The terms of one kind. ``folder`` is their place (``/tags/``); ``preferred`` spellings take precedence."""
    uses: dict[str, list[Named]] = defaultdict(list)
    for use in named:
        uses[folded(use.name)].append(use)
    spelt = {folded(name): name for name in preferred}
    terms, owner = Terms(kind), dict[str, tuple[Named, Term]]()
    for key, found in sorted(uses.items(), key=lambda each: (-len(each[1]) if settings.adopt else 0, each[0])):
        name = spelt.get(key) or _usual(use.name for use in found)
        short = slug(name, settings.language)
        if settings.adopt and folder == "/" and _TAKEN.fullmatch(short):
            short = f"{short}-stories"
            terms.problems.append(_renamed(kind, found[0], short))
        if not short:
            terms.problems.append(_unreadable(kind, found[0]))
        elif short in owner:  # one term: both would have the same page
            terms.problems.append(_clash(kind, found[0], *owner[short], settings.adopt))
            terms.by_name[key] = owner[short][1]
            continue
        terms.by_name[key] = Term(name, short, address(settings, f"{folder}{short}/"))
        owner[short] = found[0], terms.by_name[key]
    return terms


_TAKEN = re.compile(r"\d{4}|archive|assets|bylines|icons|latest|search|sitemaps|sources|tags|text")
"""Folders at the site's root that are not a section's."""


def _renamed(kind: str, use: Named, short: str) -> Problem:
    message = f"the {kind} `{use.name}` is at /{short}/, because its own address is that of another page"
    return Problem(use.path, use.line, 0, message, "give it another name", "", "warning", "guessed")


def _usual(spellings: Iterable[str]) -> str:
    counted = Counter(" ".join(spelling.split()) for spelling in spellings)
    return min(counted, key=lambda spelling: (-counted[spelling], spelling))


def _unreadable(kind: str, use: Named) -> Problem:
    message = f"the {kind} `{use.name}` has no letter or digit to make an address of"
    return Problem(use.path, use.line, 0, message, "write it with letters or digits")


def _clash(kind: str, use: Named, other: Named, term: Term, adopt: bool) -> Problem:
    message = f"the {kind} `{use.name}` would have the same address as `{other.name}` in {other.path}"
    fix = "spell both alike, or make one of them clearly another name"
    if adopt:
        return Problem(
            use.path, use.line, 0, message, f"{fix}; both are listed as `{term.name}`", "", "warning", "guessed"
        )
    return Problem(use.path, use.line, 0, message, fix)
