"""Redirects from other spellings of names: from ``/bylines/r-calder/`` to Ruth Calder, who is also "R. Calder"."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at, redirect
from generator.site.former_places import place_at
from generator.site.other_spellings import SPELT


def files(ask: Ask) -> Iterator[File]:
    """Yield one small page for each spelling, which gives way to any other file at its address."""
    for place in ask.keys(SPELT):
        yield file_at(place, f"bylines{place}", yields="any")


def output(ask: Ask, path: str) -> Rendered:
    """Return one redirect page."""
    return redirect(ask, ask(SPELT, place_at(ask, SPELT, path)))


QUERIES = (SPELT,)
