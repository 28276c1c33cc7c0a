"""Where readers search, from the setting ``search``: a page on the site, or the address of a search service."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from generator.model.frame import SearchBox
from generator.model.settings import Settings
from generator.model.urls import address

_QUERY = "{query}"


def search_page(settings: Settings) -> str:
    """The address of the page where readers search; empty if the site has no search."""
    if settings.searchable:
        return address(settings, "/search/")
    parts = urlsplit(settings.search)
    if _QUERY in parts.path:  # each query has its own page
        return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else settings.base_path
    page = f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else parts.path
    return address(settings, page) if page.startswith("/") else page


def search_box(settings: Settings) -> SearchBox | None:
    """The search form; None if there is no search, or no form can produce its address."""
    page = search_page(settings) if settings.search else ""
    if not page or settings.searchable:
        return SearchBox(page) if page else None
    parts = urlsplit(settings.search)
    fields = parse_qsl(parts.query, keep_blank_values=True)
    asked = [name for name, value in fields if value == _QUERY]
    if len(asked) != 1 or _QUERY in parts.path:
        return None
    fixed = tuple(each for each in fields if each[0] != asked[0])
    return SearchBox(page, asked[0], fixed, f"{parts.scheme}://{parts.netloc}" if parts.netloc else "")
