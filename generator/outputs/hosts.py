"""``/_headers`` and ``/_redirects``, in which some hosts (Netlify, Cloudflare Pages) look for headers and redirects.

Where a host answers a moved address with its own 301, readers and search engines are there at once; the page that sends
them on stays for all others. GitHub Pages knows neither file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.output import Data, Output
from generator.model.urls import address
from generator.site.edition import Edition

_SECURE = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Content-Security-Policy: frame-ancestors 'self'",
)
_FOR_EVER = "Cache-Control: public, max-age=31536000, immutable"  # the names of assets carry what is in them

_PATTERN = re.compile(r"[\s*:]")
"""What would make an address more than one address in ``_redirects``: white space ends it, ``*`` stands for anything,
and so does ``:name`` (Netlify: as a whole part of the path; Cloudflare Pages: anywhere). Redirects with any of these
are left to the page that sends readers on.
"""


def outputs(edition: Edition) -> Iterator[Output]:
    """Both files, where the setting ``hosting`` names a host that reads them."""
    if edition.settings.hosting not in ("netlify", "cloudflare-pages"):
        return
    yield _file("_headers", _headers(edition))
    if redirects := _redirects(edition):
        yield _file("_redirects", redirects)


def _file(name: str, lines: list[str]) -> Output:
    return Output(name, Data("".join(f"{line}\n" for line in lines).encode()), f"the setting `hosting`: {name}")


def _headers(edition: Edition) -> list[str]:
    base = edition.settings.base_path
    return [f"{base}*", *(f"  {each}" for each in _SECURE), f"{base}assets/*", f"  {_FOR_EVER}"]


def _redirects(edition: Edition) -> list[str]:
    status = (
        "301!" if edition.settings.hosting == "netlify" else "301"
    )  # Netlify shows a file that is there, unless forced
    taken = {*edition.places.values(), *(alias.place for alias in edition.aliases)}
    left = [each for each in edition.left if each.place not in taken]
    moves = ((address(edition.settings, each.place), each.target.url) for each in (*edition.aliases, *left))
    return [f"{old} {new} {status}" for old, new in moves if not _PATTERN.search(old + new)]
