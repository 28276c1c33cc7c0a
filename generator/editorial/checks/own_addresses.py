"""Full addresses of the site itself that do not exist, and links to machines that only you can reach.

Broadsheet checks links to files and from the site's root (`/about/`) whenever it builds. A link such as
`https://example.org/about/` to your own site is checked only here, like a link to `localhost` or to an address in your
own network, which works for you but for no reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec.structs import replace

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Mention
from generator.model.problems import Problem
from generator.site.files import dead_links
from generator.system import public_hosts

_LINK = re.compile(r'<a href="(https?://[^"]+)"')
_LOCAL = re.compile(r"localhost|.*\.(?:localhost|local|lan|internal|home\.arpa)", re.IGNORECASE)
_FIX = "correct the address; a link to a story by its file cannot break unnoticed"


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each of these links at its place."""
    own: list[tuple[str, Mention]] = []
    host = urlsplit(site.request.settings.base_url).netloc.lower()
    for story in site.manuscripts:
        captions = f"{story.picture.caption_html}{story.picture.credit_html}" if story.picture else ""
        written = dict.fromkeys(map(unescape, _LINK.findall(story.body + captions)))
        lines = site.lines(story.path) if written else []
        for address in written:
            parts = _parts(address)
            if parts and parts.netloc.lower() == host:
                if target := _target(site, parts):
                    own.append((story.path, Mention(target, "", address, *_place(address, lines))))
            elif parts and _is_private(parts.hostname or "") and not site.external:  # `external` reports these, too
                message = f"only you, or your network, can reach {parts.netloc}; readers cannot"
                yield Problem(
                    story.path, *_place(address, lines), message, "link to the public address", level="warning"
                )
    for each in dead_links(own, site.claimants, (), site.request.settings, _FIX):
        yield replace(each, level="warning")


def _target(site: CheckedSite, parts: SplitResult) -> str:
    """Return the path from the site's root for an address on its host; empty if it is not part of the site."""
    base = site.request.settings.base_path
    return unquote(f"/{parts.path.removeprefix(base)}") if parts.path.startswith(base) else ""


def _place(address: str, lines: list[str]) -> tuple[int, int]:
    """Return the line and column of an address, each from 1; 0 if the file writes it differently."""
    line = next((number for number, text in enumerate(lines, 1) if address in text), 0)
    return line, lines[line - 1].find(address) + 1 if line else 0


def _parts(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _is_private(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return bool(_LOCAL.fullmatch(host))
    return not public_hosts.is_public(host)
