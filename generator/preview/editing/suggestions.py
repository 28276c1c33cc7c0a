"""The suggestions of forms, from existing stories: tags, people, sections, agencies, series and slugs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from generator.engine.definitions import Ask
from generator.model.settings import Settings
from generator.site.entry import IndexEntry
from generator.site.index import INDEX

MOST = 2000
"""How many names a form offers of each kind, at most: the browser has to hold them all."""


def choices(ask: Ask, settings: Settings) -> Mapping[str, list[str]]:
    """Return the names that fields can refer to, by ``Form.of``, with those that most stories have first."""
    entries = [each for each in ask(INDEX) if each.kind == "story"]
    found: dict[str, Iterable[str]] = {
        "section": (*settings.sections, *(each.section for each in entries)),
        "tag": (name for each in entries for name in each.tags),
        "byline": (name for each in entries for name in each.bylines),
        "source": (*settings.agencies, *(each.source for each in entries)),
        "series": (each.series.name for each in entries if each.series),
        "story": (each.slug for each in sorted(entries, key=_time, reverse=True)),
    }
    found |= {own: [name for each in entries for name in each.taxonomies.get(own, ())] for own in settings.taxonomies}
    return {name: _most_used(names) for name, names in found.items()}


def _most_used(names: Iterable[str]) -> list[str]:
    return [each for each, _ in Counter(filter(None, names)).most_common(MOST)]


def _time(entry: IndexEntry) -> datetime:
    return entry.published or datetime.max.replace(tzinfo=UTC)
