"""Each reporter's stories, at ``/bylines/byline/``."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.model.story import Link
from generator.model.urls import address
from generator.outputs._terms import listings
from generator.reading.inputs import SETTINGS
from generator.site.frame import SITE, words
from generator.site.navigation import index_name


def _about(ask: Ask, name: str) -> str:
    return words(ask).gettext("Stories by %(name)s in %(site)s", name=name, site=ask(SITE).title)


def _way(ask: Ask) -> tuple[Link, ...]:
    return (Link(index_name(ask, "bylines"), address(ask(SETTINGS), "/bylines/")),)


_KIND = listings("byline", _about, _way)
files, output = _KIND.files, _KIND.output
