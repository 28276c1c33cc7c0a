"""The addresses that people's stories would have under the other spellings of their names (``aliases``)."""

from __future__ import annotations

from collections.abc import Mapping

from generator.engine.definitions import Ask, Table
from generator.model.slug import slug
from generator.model.story import Link
from generator.model.urls import address
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.description_links import DESCRIBED, described_place
from generator.site.groups import GROUPS
from generator.site.names import taxonomy_of


def _spelt(ask: Ask) -> Mapping[str, Link]:
    settings, folder, found = ask(SETTINGS), taxonomy_of(ask, "byline").folder, dict[str, Link]()
    for key in ask.keys(DESCRIBED):
        path = ask(DESCRIBED, key)
        head = ask(HEAD, path) if key.startswith("byline/") else None
        target = Link(head.headline, address(settings, described_place(ask, path))) if head else None
        for name in head.spellings if head and target else ():
            found.setdefault(f"{folder}{slug(name, settings.language)}/", target)  # type: ignore[arg-type]
    taken = ask.keys(GROUPS["byline"])
    return {place: target for place, target in sorted(found.items()) if place not in taken}


SPELT = Table[Link]("spelt-otherwise", Link, _spelt)
"""The page of a person's stories, by the place where they would be under another spelling of the name."""
