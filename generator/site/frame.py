"""What all pages share: the site's details, its pages and the theme's assets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.media.icons import faults
from generator.model.frame import Site
from generator.model.output import Layout
from generator.model.problems import Problem
from generator.model.settings import ThemeSettings
from generator.model.story import Link
from generator.model.urls import address
from generator.reading.inputs import ASSETS, CATALOGS, LAYOUTS, SETTINGS
from generator.reading.queries import HEAD
from generator.site import nameplate, theme_style, typefaces, well_known
from generator.site.assets import Asset, hashed
from generator.site.descriptions import ACCENTS, class_of
from generator.site.index import AS_OF, GUESSED, PUBLIC
from generator.site.places import url
from generator.site.site_info import lost_policies, placeholder_address, site_of
from generator.text.messages import Words, problems_of, untranslated, words_of

_ICON = re.compile(r"icon\.(png|ico|jpe?g|webp|gif)|(apple-touch-icon|favicon)\.\w+", re.IGNORECASE)


def words(ask: Ask) -> Words:
    """The message catalogue for the site's language."""
    catalogs = ask(CATALOGS)
    return words_of(catalogs, ask(SETTINGS).language)


def _theme(ask: Ask, _: str) -> ThemeSettings:
    return ask(SETTINGS).theme


def _assets(ask: Ask, _: str) -> Mapping[str, Asset]:
    theme, assets = ask(THEME), ask(ASSETS)
    own = {class_of(key): ask(ACCENTS, key) for key in ask.keys(ACCENTS)}
    return hashed(theme_style.with_theme(nameplate.safe(theme.logo, assets), theme, own))


def _paper_colours(ask: Ask, _: str) -> dict[str, str]:
    return theme_style.papers(ask(THEME), ask(ASSETS))


def _asset_urls(ask: Ask, _: str) -> Mapping[str, str]:
    settings = ask(SETTINGS)
    return {name: address(settings, asset.place) for name, asset in sorted(ask(THEME_ASSETS).items())}


def _site(ask: Ask, _: str) -> Site:
    settings = ask(SETTINGS)
    assets, urls = ask(ASSETS), ask(ASSET_URLS)
    logo = nameplate.nameplate(settings.theme.logo, assets, urls)
    fonts = tuple(urls[name] for name in theme_style.first_fonts(settings.theme, assets))
    return site_of(settings, ask(THEME_ASSETS), logo, fonts)


ALL = "all"


def _page_links(ask: Ask, which: str) -> tuple[Link, ...]:
    found = []
    for path in ask(PUBLIC).pages:
        head = ask(HEAD, path)
        assert head is not None  # a file that cannot be read is never public
        if head.in_menu or which == ALL:
            found.append(Link(head.headline, url(ask, path)))
    return tuple(found)


def _any_story(ask: Ask, _: str) -> bool:
    return bool(ask(PUBLIC).stories)


def _checks(ask: Ask, _: str) -> None:
    """Report problems with the site's settings, icon and message catalogues."""
    settings, assets = ask(SETTINGS), ask(THEME_ASSETS)
    for fault in faults(assets["icon.svg"].data) if "icon.svg" in assets else ():
        message = f"icons cannot be made from this drawing: {fault.message}"
        fix = fault.fix.partition("; if you trust")[0]  # an icon cannot be in content/static/
        ask.report(replace(fault, path="layouts/assets/icon.svg", message=message, fix=fix))
    own: tuple[Layout, ...] = ask(LAYOUTS, "own")
    ask.report(*_other_icons(ask(ASSETS), own))
    ask.report(*_theme_problems(settings.theme, ask(ASSETS)))
    ask.report(*placeholder_address(settings))
    unread = {address(settings, f"/{name}/") for name in ask(GUESSED)}
    ask.report(*lost_policies(settings, {link.url for link in ask(PAGE_LINKS, ALL)} | unread))
    ask.report(*well_known.problems(settings, ask(AS_OF)))
    catalogs = ask(CATALOGS)
    ask.report(*problems_of(catalogs), *untranslated(catalogs, settings.language))


def _other_icons(assets: Mapping[str, bytes], own: Iterable[Layout]) -> Iterator[Problem]:
    """Warnings about icons that are not drawings, from which nothing is made and which no layout mentions."""
    for name in sorted(each for each in assets if _ICON.fullmatch(each)):
        if not any(name in each.text for each in own):
            message = "no icon is made from this file: icons come from icon.svg, which fits every size"
            fix = "draw it as a square SVG, and name it icon.svg"
            yield Problem(f"layouts/assets/{name}", 0, 0, message, fix, level="warning")


def _theme_problems(theme: ThemeSettings, assets: Mapping[str, bytes]) -> Iterator[Problem]:
    yield from nameplate.problems(theme.logo, assets)
    yield from typefaces.problems(theme, assets)
    yield from theme_style.problems(theme, assets)


THEME = Query[ThemeSettings]("theme", ThemeSettings, _theme, stored=False)
"""The settings of the theme."""

THEME_ASSETS = Query[Mapping[str, Asset]]("theme-assets", Mapping[str, Asset], _assets, stored=False)
"""The theme's assets with their hashed names, by original name. The style sheet has the site's own design tokens."""

PAPER_COLOURS = Query[dict[str, str]]("paper-colours", dict[str, str], _paper_colours)
"""The colours of the paper on ``light`` and ``dark`` screens, on which the colours of charts are seen."""

ASSET_URLS = Query[Mapping[str, str]]("asset-urls", Mapping[str, str], _asset_urls, stored=False)
"""The address of each asset, by name."""

SITE = Query[Site]("site", Site, _site, stored=False)
"""The site itself, as layouts see it."""

PAGE_LINKS = Query[tuple[Link, ...]]("page-links", tuple[Link, ...], _page_links)
"""Links to the public standalone pages in the navigation; with ``ALL``, to all public standalone pages."""

ANY_STORY = Query[bool]("any-story", bool, _any_story)
"""Whether there is any public story."""

SITE_CHECKS = Query[None]("site-checks", None, _checks)
"""Reports problems with the site's settings, icon and message catalogues."""

QUERIES = (THEME, THEME_ASSETS, PAPER_COLOURS, ASSET_URLS, SITE, PAGE_LINKS, ANY_STORY, SITE_CHECKS)
