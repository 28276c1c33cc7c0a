"""Each agency's stories, at ``/sources/agency/``, with a link to the agency's own site if it is known."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.model.story import Link
from generator.model.urls import address
from generator.outputs._terms import listings
from generator.reading.inputs import SETTINGS
from generator.site.frame import SITE, words
from generator.site.navigation import index_name


def _about(ask: Ask, name: str) -> str:
    return words(ask).gettext("Stories from %(name)s in %(site)s", name=name, site=ask(SITE).title)


def _way(ask: Ask) -> tuple[Link, ...]:
    return (Link(index_name(ask, "sources"), address(ask(SETTINGS), "/sources/")),)


def _website(ask: Ask, name: str) -> str:
    agency = ask(SETTINGS).agency(name)
    return agency.url if agency else ""


_KIND = listings("source", _about, _way, _website)
files, output = _KIND.files, _KIND.output
