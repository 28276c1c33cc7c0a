"""What each layout draws on, and what it shows of the frame around every page, as queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.engine.definitions import Ask, Query, Table
from generator.model.output import Closure, Layout, Nav, Rendered, Site
from generator.model.problems import Problem, Problems
from generator.reading.inputs import CATALOGS, LAYOUTS, SETTINGS
from generator.site.frame import ASSET_URLS, NAV, SITE
from generator.text.messages import words_of
from generator.theme.layouts import Theme


@dataclass(frozen=True, slots=True)
class ThemeSources:
    """Everything that a theme is made of, as it travels to whoever renders it."""

    built_in: tuple[Layout, ...]
    own: tuple[Layout, ...]
    catalogs: tuple[Layout, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What one layout and those that it draws on read of the frame of a page, with the digest of their sources."""

    closure: str
    site: Site | None
    nav: Nav | None
    assets: Mapping[str, str] | None

    def values(self) -> dict[str, object]:
        """What the layout receives of it, by name."""
        found = {"site": self.site, "nav": self.nav, "assets": self.assets}
        return {name: value for name, value in found.items() if value is not None}


@lru_cache(maxsize=2)
def theme(sources: ThemeSources) -> Theme:
    """The theme: one for each process, however many pages it renders."""
    return Theme(sources.built_in, sources.own, words_of(sources.catalogs, sources.language))


def checked(sources: ThemeSources) -> tuple[Theme, tuple[Problem, ...]]:
    """The theme; the built-in one, and the problems, where the site's own layouts have any."""
    try:
        found = theme(sources)
        found.check()
    except Problems as wrong:
        return Theme(sources.built_in), wrong.problems
    return found, ()


def sources_of(ask: Ask) -> ThemeSources:
    """The sources of the site's theme."""
    return ThemeSources(ask(LAYOUTS, "built-in"), ask(LAYOUTS, "own"), ask(CATALOGS), ask(SETTINGS).language)


def _closures(ask: Ask) -> Mapping[str, Closure]:
    found, problems = checked(sources_of(ask))
    ask.report(*problems)
    return {name: found.closure(name) for name in sorted(found.layouts)}


def _frame(ask: Ask, layout: str) -> Frame:
    closure = ask(CLOSURES, layout)
    return Frame(
        closure.digest,
        ask(SITE) if "site" in closure.names else None,
        ask(NAV) if "nav" in closure.names else None,
        ask(ASSET_URLS) if "assets" in closure.names else None,
    )


CLOSURES = Table[Closure]("closures", Closure, _closures)
"""What each layout draws on, by its name."""

FRAME = Query[Frame]("frame", Frame, _frame)
"""The frame as one layout shows it, by the layout's name."""

QUERIES = (CLOSURES, FRAME)


def page(ask: Ask, layout: str, **values: object) -> Rendered:
    """A page made by a layout from those of ``values`` that it reads, and from its frame."""
    names = ask(CLOSURES, layout).names
    read = {name: value for name, value in values.items() if name in names}
    return Rendered(layout, read, ask.fingerprint(FRAME, layout).hex())
