"""What every HTML page has: the site, its navigation, the assets, and what the page says of itself."""

from __future__ import annotations

from generator.addresses import address, output_path, permanent
from generator.edition import Edition
from generator.output import Head, Output, Rendered
from generator.story import Link


def html(edition: Edition, place: str, layout: str, head: Head, source: str, **values: object) -> Output:
    """A page at ``place``. Besides its own ``values`` it gets what every page has: site, nav, assets and head."""
    context = {"site": edition.site, "nav": edition.nav, "assets": edition.asset_urls, "head": head, **values}
    return Output(output_path(place), Rendered(layout, context), source)


def redirect(edition: Edition, place: str, target: Link, source: str, yields: bool = False) -> Output:
    """A page at ``place`` that sends readers on to ``target``."""
    made = Rendered("redirect.html", {"site": edition.site, "target": target})
    return Output(output_path(place), made, source, yields)


def head(
    edition: Edition,
    kind: str,
    place: str,
    title: str,
    description: str = "",
    way: tuple[Link, ...] = (),
    indexed: bool = True,
    image: str = "",
    language: str = "",
    direction: str = "",
) -> Head:
    """What a page says of itself. ``way`` are the pages between the front page and this one."""
    crumbs = (Link(edition.site.title, edition.site.home), *way, Link(title, address(edition.settings, place)))
    return Head(
        kind=kind,
        title=title,
        description=description,
        canonical=permanent(edition.settings, place),
        crumbs=crumbs if place != "/" else (),
        language=language or edition.site.language,
        direction=direction or edition.site.direction,
        feed=Link(edition.site.title, edition.site.feed) if edition.cards else None,
        image=image,
        indexed=indexed,
    )
