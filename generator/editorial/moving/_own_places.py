"""Files that the new site generates itself, so nothing that is moved can have their addresses."""

from __future__ import annotations

from generator.model.urls import output_path
from generator.outputs.page_head import FEEDS
from generator.reading.downloads import reserved_name

AT_ROOT = frozenset((*FEEDS, "404.html", "index.html", "ninjs.json", "news-sitemap.xml", "sitemap.xml"))
"""Names at the root of the site; those in ``FEEDS`` are also in the folders of its lists."""

_GIVE_WAY = frozenset(("apple-touch-icon.png", "favicon.ico", "manifest.webmanifest", "robots.txt"))
"""Files that another file of the same name can replace, but a redirect cannot."""


def keeps_redirects_out(place: str) -> bool:
    """Return whether no redirect can be at a place, since the site has a file there, or hosts act on its name."""
    return place.strip("/").casefold() in AT_ROOT | _GIVE_WAY or bool(reserved_name(output_path(place)))
