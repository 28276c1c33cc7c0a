"""Old addresses of lists (``/category/harbour/``): small pages in content/static/ that redirect to the new lists.

Sections, tags and writers cannot have aliases, since they are not files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from generator.editorial.moving._plan import Plan
from generator.model import safe_paths
from generator.model.urls import STATIC, output_path
from generator.reading.fields import targets
from generator.reading.fields.values import InvalidValue


def pages(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield each old address with its new place and the path of the page to write; either is empty if there is none."""
    for old, each in plan.redirects.items():
        new = plan.place_of(each)
        if old.rstrip("/") != new.rstrip("/"):
            yield old, new, _path(old, plan) if new and each.kind != "front" else ""


def _path(old: str, plan: Plan) -> str:
    """Return the path of the page; empty if no file can have the address, or the site already uses it."""
    try:
        place = targets.alias(old)
    except InvalidValue:
        return ""
    path = f"{STATIC}{output_path(place)}"
    return "" if safe_paths.fault_in(path) or plan.is_taken(place) else path


def page(path: str, place: str) -> bytes:
    """Return a page that redirects to a place by a relative path, so that it works wherever the site is."""
    here = posixpath.dirname(path.removeprefix(STATIC))
    target = escape(quote(posixpath.relpath(place, f"/{here}") + "/"))
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Moved</title>\n'
        f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<p><a href="{target}">Moved</a></p>\n</html>\n'
    ).encode()
