"""What search engines may list: everything public, except what an editor excludes or another site published first.

Readers find the excluded stories as usual: in listings, feeds, related stories and the site's own search.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from generator.engine.definitions import Ask, Query
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.reading.inputs import DRAFTS, SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import INDEX, stories_and_pages


def elsewhere(settings: Settings, canonical: str) -> str:
    """A canonical address if it is on another site; otherwise empty."""
    return "" if _is_own(settings, canonical) else canonical


def _is_own(settings: Settings, address: str) -> bool:
    parts = urlsplit(address)
    return parts.hostname == settings.host and f"{parts.path}/".startswith(settings.base_path)


def _unlisted(ask: Ask, _: str) -> tuple[str, ...]:
    out = {path for path, noindex in stories_and_pages(ask, "noindex") if noindex}
    canonical = [(path, address) for path, address in stories_and_pages(ask, "canonical") if address]
    out |= {path for path, address in canonical if elsewhere(ask(SETTINGS), address)}
    return tuple(sorted(out))


def _canonical_checks(ask: Ask, _: str) -> None:
    settings = ask(SETTINGS)
    for each in ask(INDEX):
        if each.canonical and _is_own(settings, each.canonical):
            head = ask(HEAD, each.path)
            line = head.lines.get("canonical", 0) if head else 0
            message = f"`{each.canonical}` is an address of this site, and `canonical_url` is for one on another site"
            fix = "remove it: search engines list a story at its own address; list old ones in `aliases`"
            level, outcome = ("warning", "dropped") if settings.adopt else ("error", "")
            ask.report(Problem(each.path, line, 0, message, fix, level=level, outcome=outcome))  # type: ignore[arg-type]


UNLISTED = Query[tuple[str, ...]]("unlisted", tuple[str, ...], _unlisted)
"""The paths of the public stories and pages that search engines are not asked to list, sorted."""

CANONICAL_CHECKS = Query[None]("canonical-checks", None, _canonical_checks)
"""Reports canonical addresses that are on this site."""

LISTED = Query[bool]("listed", bool, lambda ask, _: not ask(DRAFTS))
"""Whether search engines may list anything of the edition; False for an edition with drafts."""

QUERIES = (UNLISTED, CANONICAL_CHECKS, LISTED)


def listed(ask: Ask, paths: Iterable[str]) -> tuple[str, ...]:
    """Return those of the given public stories and pages that search engines may list."""
    out: tuple[str, ...] = ask(UNLISTED)
    return tuple(path for path in paths if path not in out) if out else tuple(paths)
