"""``/_headers`` and ``/_redirects``, from which some hosts (Netlify, Cloudflare Pages) read headers and redirects.

If a host answers an old address with a 301, readers and search engines reach the new one at once. The redirect page
remains for all other hosts; GitHub Pages reads neither file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import Data, File
from generator.model.problems import Problem
from generator.model.urls import address
from generator.reading.inputs import SETTINGS
from generator.site.former_places import ALIASES, BY_QUERY, MOVED
from generator.site.indexing import LISTED
from generator.site.places import url

_SECURE = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Content-Security-Policy: frame-ancestors 'self'",
)
_FOR_EVER = "Cache-Control: public, max-age=31536000, immutable"  # an asset's name changes with its content

_MOST, _LONGEST = 2_000, 1_000
"""The number of redirects without patterns that Cloudflare Pages reads, and the maximum length of each ("Pages:
Redirects", https://developers.cloudflare.com/pages/configuration/redirects/). Redirects here have no patterns, and
``_headers`` has two rules of at most a hundred. Netlify does not have these limits.
"""

_PATTERN = re.compile(r"[\s*:]")
"""Matches characters that would make a line in ``_redirects`` match other addresses: white space ends an address, and
``*`` and ``:name`` are wildcards (``:name`` on Netlify as a segment of the path, on Cloudflare Pages anywhere). For
addresses with any of these, only the redirect page is made.
"""


def files(ask: Ask) -> Iterator[File]:
    """Yield both files, if the setting ``hosting`` names a host that reads them."""
    ask.report(*_by_query(ask))
    if ask(SETTINGS).hosting in ("netlify", "cloudflare-pages"):
        yield _file("_headers")
        if lines := _redirects(ask):
            ask.report(*_refused(ask(SETTINGS).hosting, lines))
            yield _file("_redirects")


def output(ask: Ask, path: str) -> Data:
    """Return one of the two files."""
    lines = _headers(ask) if path == "_headers" else _redirects(ask)
    return Data("".join(f"{line}\n" for line in lines).encode())


def _file(name: str) -> File:
    return File(name, f"the setting `hosting`: {name}")


def _refused(hosting: str, lines: list[str]) -> Iterator[Problem]:
    """Yield a warning if the host does not read all redirects in ``lines``."""
    if hosting != "cloudflare-pages":
        return
    fix = "no action needed if the redirect pages are enough: they stay; otherwise remove aliases that nobody uses"
    if len(lines) > _MOST:
        message = f"{len(lines):,} redirects are too many: Cloudflare Pages reads only {_MOST:,} of `_redirects`"
        yield Problem("_redirects", 0, 0, message, fix, level="warning")
    if long := [line for line in lines if len(line) > _LONGEST]:
        message = (
            f"Cloudflare Pages reads no line of more than {_LONGEST:,} characters, such as the one for {long[0][:60]}…"
        )
        yield Problem("_redirects", 0, 0, message, fix, level="warning")


def _by_query(ask: Ask) -> Iterator[Problem]:
    """Yield an error for each alias with a query that two stories have, and a warning if the host ignores queries."""
    places = ask.keys(BY_QUERY)
    for place in places:
        first, *others = ask(BY_QUERY, place)
        for path in others:
            message = f"{place} is claimed twice: by an alias in {first} and by one in {path}"
            yield Problem(path, 0, 0, message, "remove one of the two from `aliases`")
    if places and ask(SETTINGS).hosting != "netlify":
        which = (
            "1 alias with a query, such as" if len(places) == 1 else f"{len(places):,} aliases with a query, such as"
        )
        leads = "leads" if len(places) == 1 else "lead"
        message = f"{which} {places[0]}, {leads} nowhere: no file can be there"
        fix = (
            'write `hosting = "netlify"` if the site is on Netlify, whose rules match queries; otherwise, make these '
            "rules on a server in front of the site, or remove the aliases"
        )
        yield Problem("site.toml", 0, 0, message, fix, level="warning")


def _headers(ask: Ask) -> list[str]:
    base = ask(SETTINGS).base_path
    everywhere = _SECURE if ask(LISTED) else (*_SECURE, "X-Robots-Tag: noindex")
    return [f"{base}*", *(f"  {each}" for each in everywhere), f"{base}assets/*", f"  {_FOR_EVER}"]


def _redirects(ask: Ask) -> list[str]:
    settings = ask(SETTINGS)
    status = "301!" if settings.hosting == "netlify" else "301"  # without `!`, Netlify shows a file that exists
    aliases = [(place, paths[0]) for place in ask.keys(ALIASES) if (paths := ask(ALIASES, place))]
    left = [(place, ask(MOVED, place)) for place in ask.keys(MOVED)]
    moves = ((address(settings, place), url(ask, path)) for place, path in (*aliases, *left))
    lines = [f"{old} {new} {status}" for old, new in moves if not _PATTERN.search(old + new)]
    if settings.hosting != "netlify":
        return lines
    queries = ((place.removeprefix("/?"), ask(BY_QUERY, place)[0]) for place in ask.keys(BY_QUERY))
    return [*lines, *(f"{settings.base_path} {query} {url(ask, path)} {status}" for query, path in queries)]
