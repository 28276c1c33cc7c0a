"""Standalone pages: content/pages/about.md at ``/about/``."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at, head, place_of
from generator.site.corrections import page_above
from generator.site.index import PUBLIC
from generator.site.places import AT, places
from generator.theme.blocks import needs, page_here
from generator.theme.chosen_layouts import layout_for
from generator.theme.queries import page as made_page


def files(ask: Ask) -> Iterator[File]:
    """Yield one page for each file in content/pages/, except the one shown above the list of corrections."""
    known, above = places(ask), page_above(ask)
    for path in ask(PUBLIC).pages:
        if path == above:
            continue
        yield file_at(known[path], path)


def output(ask: Ask, path: str) -> Rendered:
    """Return one page."""
    place = place_of(path)
    source = ask(AT, place)
    page = page_here(ask, source)
    about = head(
        ask,
        "page",
        place,
        page.title,
        page.summary,
        language=page.language,
        direction=page.direction,
        withheld=page.withheld,
        indexed=not page.noindex,
        canonical=page.canonical,
        needs=needs(ask, source),
    )
    return made_page(ask, layout_for(ask, "page", page.layout), head=about, page=page)
