"""The values that every page has: the site itself, and the links on all pages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from generator.model.settings import Dates, Ends
from generator.model.story import Link, Term
from generator.model.third_parties import NewsletterSettings, SupportSettings


class Nameplate(msgspec.Struct, frozen=True):
    """The site's logo: its address, its size in pixels, and the address of the one for dark screens, if any."""

    src: str
    dark: str
    width: int
    height: int


class OutsideScript(msgspec.Struct, frozen=True):
    """A script from another site that pages load: its address, its digest if given, and its ``data-`` attributes.

    ``allowed`` is its address in the policy of pages.
    """

    src: str
    allowed: str
    integrity: str = ""
    data: Mapping[str, str] = {}


class Site(msgspec.Struct, frozen=True):
    """The site itself. ``home`` is root-relative (``/repo/``), ``url`` absolute; both end in a slash.

    ``logo`` is the absolute address of a square picture. ``search`` is the address of the site's search and contains
    ``{query}``. ``ninjs`` says whether every story is also published as ninjs. ``text`` is the address of the text
    edition, ``worker`` the address of the service worker. ``policies`` lists the absolute addresses of the newsroom's
    policies, named after their settings. ``nameplate`` is the logo shown instead of the title, ``fonts`` are the
    addresses of the fonts that every page needs, ``accent`` is the site's colour on light screens, if it has its own,
    and ``dates`` is how dates are written: mixed, long, short or numeric. ``corrections`` says whether a story has its
    corrections at the ``top`` or ``bottom``. ``taxonomies`` has the titles of the site's own taxonomies by their names.
    ``extra`` is the table ``[extra]`` of site.toml. ``scripts`` are the scripts of other sites that pages load,
    ``connect`` the sites to which they may send data. ``newsletter`` and ``support`` are as in site.toml.
    """

    title: str
    tagline: str
    description: str
    home: str
    url: str
    origin: str
    language: str
    direction: str
    publisher: str
    copyright: str
    feed: str
    logo: str = ""
    search: str = ""
    ninjs: bool = False
    text: str = ""
    worker: str = ""
    policies: tuple[Link, ...] = ()
    nameplate: Nameplate | None = None
    fonts: tuple[str, ...] = ()
    accent: str = ""
    dates: Dates = "mixed"
    taxonomies: Mapping[str, str] = {}
    extra: Mapping[str, object] = {}
    corrections: Ends = "top"
    scripts: tuple[OutsideScript, ...] = ()
    connect: tuple[str, ...] = ()
    newsletter: NewsletterSettings | None = None
    support: SupportSettings | None = None


def absolute(site: Site, url: str) -> str:
    """Return ``url`` with the site's scheme and host, unless it has its own."""
    return site.origin + url if url.startswith("/") else url


class SearchBox(msgspec.Struct, frozen=True):
    """The search form: the address that it is sent to, the name of its field, and other fields with fixed values.

    ``origin`` is that of another site, to which the policy of the page must allow forms; empty for the site itself.
    """

    action: str
    field: str = "q"
    fixed: tuple[tuple[str, str], ...] = ()
    origin: str = ""


class Nav(msgspec.Struct, frozen=True):
    """The links on every page: sections in the editor's order, standalone pages, latest stories, archive, search.

    ``menu`` has the links at the top of every page: by default the sections, the latest stories and the archive.
    ``indexes`` are the existing lists of all topics, authors and agencies. ``search_box`` is None if the search is on
    another site, at an address that a form cannot produce.
    """

    sections: tuple[Term, ...]
    pages: tuple[Link, ...]
    latest: Link | None
    archive: Link | None
    search: Link | None = None
    indexes: tuple[Link, ...] = ()
    menu: tuple[Link, ...] = ()
    search_box: SearchBox | None = None
