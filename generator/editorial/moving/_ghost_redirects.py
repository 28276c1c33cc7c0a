"""Reads Ghost's ``redirects.yaml`` or ``redirects.json``: old addresses, and the addresses that they redirect to.

https://ghost.org/tutorials/implementing-redirects/ describes both. An old address may be a regular expression; only
those that match one address can be kept. Ghost does not export the file with the posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

import msgspec
import yaml

NAMES = ("redirects.yaml", "redirects.yml", "redirects.json")
_SIGNS = re.compile(r"[\[\](){}*+?|^$\\]")
_MOST_STEPS = 10


class Redirects(msgspec.Struct, frozen=True):
    """The target of each old address, as paths, and the patterns, which cannot be kept."""

    targets: Mapping[str, str] = {}
    patterns: tuple[str, ...] = ()
    is_broken: bool = False

    def by_target(self) -> Mapping[str, tuple[str, ...]]:
        """Return the old addresses that finally lead to each address; keys have no slash at the end."""
        found = dict[str, tuple[str, ...]]()
        for old in self.targets:
            place = self._end_of(old)
            found[place] = (*found.get(place, ()), old)
        return found

    def _end_of(self, old: str) -> str:
        place = self.targets[old]
        for _ in range(_MOST_STEPS):
            after = self.targets.get(place) or self.targets.get(f"{place}/") or self.targets.get(place.rstrip("/"))
            if not after:
                break
            place = after
        return bare(place)


def bare(address: str) -> str:
    """Return an address in the form for comparison: the decoded path without a slash at the end; others unchanged."""
    parts = urlsplit(address)
    return address if parts.netloc or parts.scheme else unquote(parts.path).rstrip("/") or "/"


def redirects_of(text: str) -> Redirects:
    """Return the redirects in a file; a YAML parser reads JSON, too."""
    if not text.strip():
        return Redirects()
    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Redirects(is_broken=True)
    targets, patterns = dict[str, str](), list[str]()
    for old, new in _pairs(loaded):
        plain = _plain(old)
        if plain:
            targets.setdefault(plain, new)
        else:
            patterns.append(f"{old} -> {new}")
    return Redirects(targets, tuple(patterns), not isinstance(loaded, list | dict))


def _pairs(loaded: object) -> Iterator[tuple[str, str]]:
    """Yield old and new addresses: a list of mappings, or a mapping for each kind of redirect (301, 302)."""
    if isinstance(loaded, list):
        for each in loaded:
            if isinstance(each, dict) and isinstance(each.get("from"), str) and isinstance(each.get("to"), str):
                yield each["from"], each["to"]
    for several in loaded.values() if isinstance(loaded, dict) else ():
        for old, new in several.items() if isinstance(several, dict) else ():
            if isinstance(old, str) and isinstance(new, str):
                yield old, new


def _plain(pattern: str) -> str:
    """Return the one address that a regular expression matches, ignoring a final slash; empty if there are several."""
    unescaped = re.sub(r"\\([/.\-])", r"\1", pattern.removeprefix("^"))
    text = re.sub(r"/\?\$?\Z|\$\Z", "", unescaped) or "/"
    return text if text.startswith("/") and not _SIGNS.search(text) else ""
