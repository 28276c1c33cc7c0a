"""Stories by section, tag, byline, source and day, and each story's neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.settings import Settings
from generator.model.story import Card, Term
from generator.model.terms import Terms, folded


@dataclass(frozen=True, slots=True)
class Group:
    """The stories of one section, tag, byline or source, newest first."""

    term: Term
    cards: tuple[Card, ...]


def groups(terms: Terms, cards: Mapping[str, Card], of: Callable[[Card], Iterable[Term]]) -> tuple[Group, ...]:
    """The terms of one kind by name, each with its cards."""
    grouped: dict[Term, list[Card]] = {term: [] for term in sorted(terms.by_name.values(), key=_by_name)}
    for card in cards.values():
        for term in of(card):
            grouped[term].append(card)
    return tuple(Group(term, tuple(found)) for term, found in grouped.items())


def ordered(sections: tuple[Group, ...], settings: Settings) -> tuple[Group, ...]:
    """Sections in the order of site.toml, those that it does not name after them."""
    ranks = {folded(name): rank for rank, name in enumerate(settings.sections)}
    return tuple(
        sorted(sections, key=lambda group: (ranks.get(folded(group.term.name), len(ranks)), _by_name(group.term)))
    )


def neighbours(cards: Mapping[str, Card]) -> dict[str, tuple[Card | None, Card | None]]:
    """The next newer and older story of the same section, by path."""
    of_section: dict[Term | None, list[str]] = defaultdict(list)
    for path, card in cards.items():
        of_section[card.section].append(path)
    found: dict[str, tuple[Card | None, Card | None]] = {}
    for paths in of_section.values():
        row = [None, *(cards[path] for path in paths), None]
        found |= {path: (row[place], row[place + 2]) for place, path in enumerate(paths)}
    return found


def _by_name(term: Term) -> tuple[str, str]:
    return term.name.casefold(), term.slug


def by_day(cards: Iterable[Card]) -> dict[date, tuple[Card, ...]]:
    """The stories of each day, the oldest day first."""
    days: dict[date, list[Card]] = defaultdict(list)
    for card in cards:
        days[card.published.date()].append(card)
    return {day: tuple(days[day]) for day in sorted(days)}
