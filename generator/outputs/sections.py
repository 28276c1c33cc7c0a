"""Each section's stories, at ``/section/``."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.outputs._terms import listings
from generator.site.frame import SITE, words


def _about(ask: Ask, name: str) -> str:
    return words(ask).gettext("%(name)s: news from %(site)s", name=name, site=ask(SITE).title)


_KIND = listings("section", _about)
files, output = _KIND.files, _KIND.output
