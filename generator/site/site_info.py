"""What the house says of itself: the site, its sign, and where it says how it works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from generator.media.icons import faults
from generator.model.output import Site
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.story import Link, Page, direction
from generator.model.urls import address, permanent
from generator.site.assets import Asset


def site_of(settings: Settings, assets: Mapping[str, Asset]) -> Site:
    """The site, as layouts know it."""
    logo = f"{settings.origin}{settings.base_path}icons/512.png"
    search = f"{permanent(settings, '/search/')}?q={{query}}" if settings.searchable else settings.search
    return Site(
        title=settings.title,
        tagline=settings.tagline,
        description=settings.description,
        home=settings.base_path,
        url=settings.origin + settings.base_path,
        origin=settings.origin,
        language=settings.language,
        direction=direction(settings.language),
        publisher=settings.publisher or settings.title,
        copyright=settings.copyright,
        feed=address(settings, "/feed.xml"),
        logo=logo if "icon.svg" in assets else "",
        search=permanent(settings, search) if search.startswith("/") else search,
        ninjs=settings.ninjs,
        worker=address(settings, "/sw.js") if settings.offline else "",
        text=address(settings, "/text/") if settings.text else "",
        policies=tuple(_policies(settings)),
    )


def _policies(settings: Settings) -> Iterator[Link]:
    """Where the house says how it works, at absolute addresses."""
    for each in fields(settings.policies):
        if value := getattr(settings.policies, each.name):
            yield Link(each.name, permanent(settings, value) if value.startswith("/") else value)


def lost_policies(settings: Settings, pages: Iterable[Page]) -> Iterator[Problem]:
    """Policies that are said to stand on the site and do not."""
    known = {page.url for page in pages}
    for each in fields(settings.policies):
        value = getattr(settings.policies, each.name)
        if value.startswith("/") and address(settings, value) not in known:
            message = f"`{each.name}` leads to {value}, and there is no such page"
            fix = f"write content/pages{value.rstrip('/')}.md, or correct the address"
            yield Problem("site.toml", 0, 0, message, fix)


def bad_icon(assets: Mapping[str, Asset]) -> Iterator[Problem]:
    """An icon.svg that no icons can be drawn from."""
    for fault in faults(assets["icon.svg"].data) if "icon.svg" in assets else ():
        yield replace(
            fault, path="layouts/assets/icon.svg", message=f"no icons can be drawn from this: {fault.message}"
        )
