"""``/_headers`` and ``/_redirects``, in which some hosts (Netlify, Cloudflare Pages) look for headers and redirects.

Where a host answers a moved address with its own 301, readers and search engines are there at once; the page that sends
them on stays for all others. GitHub Pages knows neither file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import Data, File
from generator.model.urls import address
from generator.reading.inputs import SETTINGS
from generator.site.moves import ALIASES, MOVED
from generator.site.places import url

_SECURE = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Content-Security-Policy: frame-ancestors 'self'",
)
_FOR_EVER = "Cache-Control: public, max-age=31536000, immutable"  # the names of assets carry what is in them

_PATTERN = re.compile(r"[\s*:]")
"""What would make an address more than one address in ``_redirects``: white space ends it, ``*`` matches anything,
and so does ``:name`` (Netlify: as a whole part of the path; Cloudflare Pages: anywhere). Redirects with any of these
are left to the page that sends readers on.
"""


def files(ask: Ask) -> Iterator[File]:
    """Both files, where the setting ``hosting`` names a host that reads them."""
    if ask(SETTINGS).hosting in ("netlify", "cloudflare-pages"):
        yield _file("_headers")
        if _redirects(ask):
            yield _file("_redirects")


def output(ask: Ask, path: str) -> Data:
    """One of these files."""
    lines = _headers(ask) if path == "_headers" else _redirects(ask)
    return Data("".join(f"{line}\n" for line in lines).encode())


def _file(name: str) -> File:
    return File(name, f"the setting `hosting`: {name}")


def _headers(ask: Ask) -> list[str]:
    base = ask(SETTINGS).base_path
    return [f"{base}*", *(f"  {each}" for each in _SECURE), f"{base}assets/*", f"  {_FOR_EVER}"]


def _redirects(ask: Ask) -> list[str]:
    settings = ask(SETTINGS)
    status = "301!" if settings.hosting == "netlify" else "301"  # Netlify shows a file that is there, unless forced
    aliases = [(place, paths[0]) for place in ask.keys(ALIASES) if (paths := ask(ALIASES, place))]
    left = [(place, ask(MOVED, place)) for place in ask.keys(MOVED)]
    moves = ((address(settings, place), url(ask, path)) for place, path in (*aliases, *left))
    return [f"{old} {new} {status}" for old, new in moves if not _PATTERN.search(old + new)]
