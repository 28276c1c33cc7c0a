"""Anything that a page loads from another site: a script, a style sheet, a font, a picture, a frame.

Each of these tells the other site who reads what, and stops working when that site does. The content security policy of
the built-in theme blocks them, so readers would see a gap. Links do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.editorial.checks import CheckedSite
from generator.model.problems import Level, Problem

_DRAWN = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|track|input)\b[^>]*?\s(?:src|poster)\s*=\s*["']?([^"'\s>]+)"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|modulepreload|icon))[^>]*?\shref\s*=\s*["']?([^"'\s>]+)""",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"(?:https?:)?//([^/?#:]+)", re.IGNORECASE)


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report built pages that load something from another site, once for each address."""
    told: dict[tuple[str, str], Problem] = {}
    for path, claimant in site.claimants.items():
        file = site.output / path
        if not path.endswith(".html") or not file.is_file():
            continue
        for address in loaded_addresses(file.read_text(encoding="utf-8", errors="replace")):
            other = _ELSEWHERE.match(address)
            if other and not address.startswith(site.request.settings.origin + "/"):
                message = f"/{path} loads {address} from {other[1]}"
                fix = "put a copy beside the story, and use that"
                level: Level = "warning" if site.request.settings.adopt and claimant.startswith("content/") else "error"
                told.setdefault((claimant, address), Problem(claimant, 0, 0, message, fix, level=level))
    yield from told.values()


def loaded_addresses(page: str) -> list[str]:
    """Return the addresses of everything that a browser loads for a page."""
    return [unescape(src or href) for src, href in _DRAWN.findall(page)]
