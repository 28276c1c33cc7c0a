"""All corrections of the site, at ``/corrections/``: by story, the story with the newest correction first.

If a standalone page has this address, such as content/pages/corrections.md, its text is shown above the list.
"""

from __future__ import annotations

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.page import About, Listing
from generator.outputs.pagination import ListingKind
from generator.site.corrections import listed, page_above
from generator.site.frame import SITE, words
from generator.site.groups import Group
from generator.theme.blocks import needs, page_here


def _describe(ask: Ask, group: Group) -> Listing:
    own = words(ask)
    about = own.gettext("Corrections and clarifications of stories in %(site)s", site=ask(SITE).title)
    return Listing("corrections", own.gettext("Corrections"), about, "", ())


def _with_corrections(ask: Ask, paths: tuple[str, ...], listing: Listing) -> Listing:
    return replace(listing, corrections=tuple(listed(ask, path) for path in paths))


def _about_page(ask: Ask, kind: str, group: Group) -> About | None:
    path = page_above(ask)
    if not path:
        return None
    page = page_here(ask, path)
    return About(
        page.title,
        page.title_spans,
        page.standfirst,
        page.standfirst_spans,
        body=page.body if page.body.marked else None,
        withheld=page.withheld,
        needs=needs(ask, path),
    )


_KIND = ListingKind(
    "corrections",
    _describe,
    lambda ask, group: "the list of corrections",
    more=_with_corrections,
    said=_about_page,
    layout="corrections.html",
    fed=True,
)
files, output = _KIND.files, _KIND.output
