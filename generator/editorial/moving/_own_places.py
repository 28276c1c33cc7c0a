"""Files that the new site makes itself, so that nothing that moves in can be in their place."""

from __future__ import annotations

from generator.model.urls import output_path
from generator.outputs.page_head import FEEDS
from generator.reading.downloads import reserved_name

AT_ROOT = frozenset((*FEEDS, "404.html", "index.html", "ninjs.json", "news-sitemap.xml", "sitemap.xml"))
"""Names at the root of the site; those in ``FEEDS`` are also in the folders of its lists."""

_GIVE_WAY = frozenset(("apple-touch-icon.png", "favicon.ico", "manifest.webmanifest", "robots.txt"))
"""Files that a file of the same name replaces, but a redirect cannot."""


def keeps_redirects_out(place: str) -> bool:
    """Whether no redirect can be at a place, since a file of the site is there, or hosts act on its name."""
    return place.strip("/").casefold() in AT_ROOT | _GIVE_WAY or bool(reserved_name(output_path(place)))
