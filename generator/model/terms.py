"""Turns the names that editors write into terms: each has one spelling, one slug and one address.

``nato`` and ``NATO`` are the same tag, spelt as most stories spell it. Two names that differ in more than letter case
but would share an address are reported as a problem and never merged.
"""

from __future__ import annotations

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
    terms, owner = Terms(kind), dict[str, Named]()
    for key, found in sorted(uses.items()):
        name = spelt.get(key) or _usual(use.name for use in found)
        short = slug(name, settings.language)
        if not short:
            terms.problems.append(_unreadable(kind, found[0]))
        elif short in owner:
            terms.problems.append(_clash(kind, found[0], owner[short]))
        owner.setdefault(short, found[0])
        terms.by_name[key] = Term(name, short, address(settings, f"{folder}{short}/"))
    return terms


def _usual(spellings: Iterable[str]) -> str:
    counted = Counter(" ".join(spelling.split()) for spelling in spellings)
    return min(counted, key=lambda spelling: (-counted[spelling], spelling))


def _unreadable(kind: str, use: Named) -> Problem:
    message = f"the {kind} `{use.name}` has no letter or digit to make an address of"
    return Problem(use.path, use.line, 0, message, "write it with letters or digits")


def _clash(kind: str, use: Named, other: Named) -> Problem:
    message = f"the {kind} `{use.name}` would have the same address as `{other.name}` in {other.path}"
    return Problem(use.path, use.line, 0, message, "spell both alike, or make one of them clearly another name")
