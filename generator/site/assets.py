"""The theme's assets under names that carry their content: ``style.css`` becomes ``assets/style.1f3a….css``.

Such a file never changes, so a browser may keep it for ever; a style sheet that names another asset in ``url()``
gets its hashed name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.fingerprint import of_bytes

_URL = re.compile(rb"""(url\(\s*|@import\s+)(["']?)([^"'()\s?#;]+)([?#][^"'()\s]*)?\2(\s*\)|(?=\s*;|\s))""")


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset: its name in layouts/assets/, the place it stands on the site, and its bytes."""

    name: str
    place: str
    data: bytes


def hashed(assets: Mapping[str, bytes]) -> dict[str, Asset]:
    """Every asset by its name. What a style sheet draws on, by ``url()`` or ``@import``, is named before it."""
    done: dict[str, Asset] = {}
    for name in sorted(assets):
        _add(name, assets, done, ())
    return dict(sorted(done.items()))


def _add(name: str, assets: Mapping[str, bytes], done: dict[str, Asset], above: tuple[str, ...]) -> None:
    """Add one asset to ``done``; ``above`` are the style sheets that wait for its name."""
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
    """One reference of the style sheet ``name``, with the hashed name of what it refers to."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[3].decode(errors="replace")))
    if target not in assets or target in above:  # of another site, or a circle
        return found.group()
    _add(target, assets, done, above)
    address = posixpath.relpath(done[target].place, posixpath.dirname(f"/assets/{name}"))
    return found[1] + b'"' + address.encode() + (found[4] or b"") + b'"' + found[5]
