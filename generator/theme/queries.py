"""Queries: which layouts each layout uses, and which parts of the frame around every page it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.frame import Nav, Site
from generator.model.output import Closure, Layout, Rendered
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.reading.inputs import CATALOGS, LAYOUTS, SETTINGS
from generator.site.frame import ASSET_URLS, SITE
from generator.site.navigation import NAV
from generator.site.theme_style import LOOKS
from generator.text.messages import words_of
from generator.theme.data_folder import data_read
from generator.theme.environment import AssetUrls
from generator.theme.layout_faults import NAMES
from generator.theme.layouts import Theme

PLAIN = "newspaper/"
"""The prefix by which a look's layout refers to the theme's layout that it replaces."""


class ThemeSources(msgspec.Struct, frozen=True):
    """Everything that a theme is made from, in the form in which it is sent to workers."""

    built_in: tuple[Layout, ...]
    own: tuple[Layout, ...]
    catalogs: tuple[Layout, ...]
    language: str


class FrameUse(msgspec.Struct, frozen=True):
    """The parts of a page's frame that a layout and the layouts it uses read, with the digest of their sources."""

    closure: str
    site: Site | None
    nav: Nav | None
    assets: Mapping[str, str] | None
    data: Mapping[str, Any] | None = None

    def values(self) -> dict[str, object]:
        """Return the parts that the layout receives, by name."""
        assets = None if self.assets is None else AssetUrls(self.assets)
        found = {"site": self.site, "nav": self.nav, "assets": assets, "data": self.data}
        return {name: value for name, value in found.items() if value is not None}


@lru_cache(maxsize=2)
def theme(sources: ThemeSources) -> Theme:
    """Return the theme, which each process makes only once."""
    return Theme(sources.built_in, sources.own, words_of(sources.catalogs, sources.language))


@lru_cache(maxsize=2)
def checked(sources: ThemeSources) -> tuple[Theme, tuple[Problem, ...]]:
    """Return the theme; if the site's own layouts have problems, the built-in theme and the problems."""
    try:
        found = theme(sources)
        found.check()
    except Problems as wrong:
        return Theme(sources.built_in), wrong.problems
    return found, ()


def sources_of(ask: Ask) -> ThemeSources:
    """Return the sources of the site's theme."""
    return sources_with(ask(LAYOUTS, "built-in"), ask(LAYOUTS, "own"), ask(CATALOGS), ask(SETTINGS))


def sources_with(
    built_in: tuple[Layout, ...], own: tuple[Layout, ...], catalogs: tuple[Layout, ...], settings: Settings
) -> ThemeSources:
    """Return the sources of a theme with the look and language in the settings."""
    look = settings.theme.look
    return ThemeSources(with_look(built_in, look), with_look(own, look), catalogs, settings.language)


def with_look(layouts: Iterable[Layout], look: str) -> tuple[Layout, ...]:
    """Return the layouts of a look: its own, which are in ``looks/NAME/``, and the theme's for the rest.

    A look's own ``front.html`` may extend the theme's as ``newspaper/front.html``.
    """
    folder, found = f"{LOOKS}{look}/", dict[str, Layout]()
    for each in sorted(layouts, key=lambda each: each.name.startswith(LOOKS)):  # a look's own ones come last
        name = each.name.removeprefix(folder)
        if name in found:
            found[f"{PLAIN}{name}"] = replace(found[name], name=f"{PLAIN}{name}")
        if not name.startswith(LOOKS):
            found[name] = replace(each, name=name)
    return tuple(found.values())


def _closure(ask: Ask, layout: str) -> Closure:
    found, problems = checked(sources_of(ask))
    ask.report(*problems)
    if layout not in found.layouts:  # it is the site's own, and these have problems
        return Closure((layout,), NAMES, "")
    return found.closure(layout)


def _frame(ask: Ask, layout: str) -> FrameUse:
    closure = ask(CLOSURES, layout)
    return FrameUse(
        closure.digest,
        ask(SITE) if "site" in closure.names else None,
        ask(NAV) if "nav" in closure.names else None,
        ask(ASSET_URLS) if "assets" in closure.names else None,
        data_read(ask, closure.data) if "data" in closure.names else None,
    )


CLOSURES = Query[Closure]("closures", Closure, _closure)
"""The layouts that each layout uses, by its name."""

FRAME = Query[FrameUse]("frame", FrameUse, _frame, stored=False)
"""The parts of the frame that one layout shows, by the layout's name."""


def _extras(ask: Ask, _: str) -> tuple[str, ...] | None:
    found = checked(sources_of(ask))[0].extras
    return None if found is None else tuple(sorted(found))


EXTRAS = Query["tuple[str, ...] | None"]("extras", tuple[str, ...] | None, _extras)
"""The extras of stories and pages that layouts read, sorted; None if layouts may read any."""

QUERIES = (CLOSURES, FRAME, EXTRAS)


def page(ask: Ask, layout: str, **values: object) -> Rendered:
    """Return a page that a layout makes from its frame and from those of ``values`` that it reads."""
    names = ask(CLOSURES, layout).names
    read = {name: value for name, value in values.items() if name in names}
    return Rendered(layout, read, ask.fingerprint(FRAME, layout).hex())
