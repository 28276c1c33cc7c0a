"""The theme's assets, with a hash of their content in their names: ``style.css`` becomes ``assets/style.1f3a….css``.

A file with a hashed name never changes, so browsers may cache it forever. References in style sheets (``url()``,
``@import``) are rewritten to the hashed names.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

import msgspec

from generator.model.fingerprint import of_bytes

_URL = re.compile(rb"""(url\(\s*|@import\s+)(["']?)([^"'()\s?#;]+)([?#][^"'()\s]*)?\2(\s*\)|(?=\s*;|\s))""")


class Asset(msgspec.Struct, frozen=True):
    """One asset: its name in layouts/assets/, its place on the site, and its bytes."""

    name: str
    place: str
    data: bytes


def hashed(assets: Mapping[str, bytes]) -> dict[str, Asset]:
    """Every asset by name. Assets that a style sheet refers to are hashed before the style sheet itself."""
    done: dict[str, Asset] = {}
    for name in sorted(assets):
        _add(name, assets, done, ())
    return dict(sorted(done.items()))


def _add(name: str, assets: Mapping[str, bytes], done: dict[str, Asset], above: tuple[str, ...]) -> None:
    """Add one asset to ``done``; ``above`` holds the style sheets that are waiting for its name."""
    if name in done:
        return
    data = assets[name]
    if name.endswith(".css"):
        data = _URL.sub(lambda found: _rewritten(found, name, assets, done, (*above, name)), data)
    stem, dot, kind = name.rpartition(".")
    place = f"/assets/{stem}.{of_bytes(data)[:10]}{dot}{kind}" if dot else f"/assets/{name}"
    done[name] = Asset(name, place, data)


def _rewritten(
    found: re.Match[bytes], name: str, assets: Mapping[str, bytes], done: dict[str, Asset], above: tuple[str, ...]
) -> bytes:
    """One reference in the style sheet ``name``, rewritten to the hashed name of its target."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[3].decode(errors="replace")))
    if target not in assets or target in above:  # on another site, or circular
        return found.group()
    _add(target, assets, done, above)
    address = posixpath.relpath(done[target].place, posixpath.dirname(f"/assets/{name}"))
    return found[1] + b'"' + address.encode() + (found[4] or b"") + b'"' + found[5]
