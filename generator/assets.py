"""The theme's assets under names that carry their content: ``style.css`` becomes ``assets/style.1f3a….css``.

Such a file never changes, so a browser may keep it for ever; a style sheet that names another asset in ``url()``
gets its hashed name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.digest import of_bytes

_URL = re.compile(rb"""url\(\s*(["']?)([^"'()\s?#]+)([?#][^"'()\s]*)?\1\s*\)""")


@dataclass(frozen=True, slots=True)
class Asset:
    """One asset: its name in layouts/assets/, the place it stands on the site, and its bytes."""

    name: str
    place: str
    data: bytes


def hashed(assets: Mapping[str, bytes]) -> dict[str, Asset]:
    """Every asset by its name. Style sheets come last, since their names depend on what they draw on."""
    done: dict[str, Asset] = {}
    for name in sorted(assets, key=lambda each: (each.endswith(".css"), each)):
        data = _rewritten(name, assets[name], done) if name.endswith(".css") else assets[name]
        stem, dot, kind = name.rpartition(".")
        done[name] = Asset(name, f"/assets/{stem}.{of_bytes(data)[:10]}{dot}{kind}" if dot else f"/assets/{name}", data)
    return done


def _rewritten(name: str, data: bytes, known: Mapping[str, Asset]) -> bytes:
    def replace(found: re.Match[bytes]) -> bytes:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2].decode(errors="replace")))
        if target not in known:
            return found.group()
        here = posixpath.dirname(f"/assets/{name}")
        return b'url("' + posixpath.relpath(known[target].place, here).encode() + (found[3] or b"") + b'")'

    return _URL.sub(replace, data)
