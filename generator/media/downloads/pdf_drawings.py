"""Keeps only the pictures and drawings that the pages of a PDF draw, not all that they list (ISO 32000-2, 8.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pikepdf import Array, Dictionary, Object, Stream

_DRAWN = re.compile(rb"/([^\x00\s()<>\[\]{}/%]++)(?:[\x00\s]++Do\b|[\x00\s]*+\Z)")  # the next stream may draw the last
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_DRAW = frozenset(("Content", "Form", "Tiles"))
_Number = tuple[int, int]


class _List(NamedTuple):
    """A list of pictures and drawings by name, and the names in it that are known to be drawn."""

    each: Object
    kept: set[str]


class Drawings:
    """The names that each stream draws, and the lists in which they are looked up."""

    def __init__(self) -> None:
        """Begin with no list."""
        self._names: dict[_Number, set[str]] = {}  # by stream
        self._loose: set[str] = set()  # drawn by drawings that use the list of the page
        self._lists: dict[_Number, _List] = {}
        self._used_by: dict[_Number, set[_Number]] = {}  # the lists of each stream
        self._new: dict[_Number, set[str]] = {}  # by list: names to look up

    def read(self, stream: Object, shape: str, data: bytes) -> None:
        """Record what a stream draws, from its operators."""
        if shape not in _DRAW:
            return
        names = self._names[stream.objgen] = {f"/{_plain(name)}" for name in _DRAWN.findall(data)}
        for key in self._used_by.get(stream.objgen, ()):
            self._new.setdefault(key, set()).update(names)
        if shape != "Content" and "/Resources" not in stream and (added := names - self._loose):
            self._loose |= added
            for key in self._lists:
                self._new.setdefault(key, set()).update(added)

    def listed(self, owner: Object, shape: str) -> None:
        """Record the list of a page, a drawing or a font."""
        resources = owner.get("/Resources") if shape in ("A page", "Form", "Tiles", "Font") else None
        each = resources.get("/XObject") if isinstance(resources, Dictionary) else None
        if not isinstance(resources, Dictionary) or not isinstance(each, Dictionary):
            return
        key = next((part.objgen for part in (each, resources) if part.is_indirect), owner.objgen)
        self._lists.setdefault(key, _List(each, set()))
        new = self._new.setdefault(key, set())
        new |= self._loose
        for stream in _streams(owner, shape):
            self._used_by.setdefault(stream, set()).add(key)
            new |= self._names.get(stream, set())

    def drawn(self) -> list[Object]:
        """Return the pictures and drawings that have turned out to be drawn since the last call."""
        found = []
        for key, names in self._new.items():
            part, kept = self._lists[key]
            added = sorted(name for name in names - kept if name in part)
            kept.update(added)
            found += [part[name] for name in added]
        self._new.clear()
        return found

    def drop_undrawn(self) -> None:
        """Remove everything that is not drawn from all lists."""
        for found in self._lists.values():
            for name in [*found.each.keys()]:
                if name not in found.kept:
                    del found.each[name]


def _streams(owner: Object, shape: str) -> Iterator[_Number]:
    """Yield the streams that look up names in the list of a page, a drawing or a font."""
    if isinstance(owner, Stream):
        yield owner.objgen
        return
    content = owner.get("/CharProcs" if shape == "Font" else "/Contents")
    if isinstance(content, Dictionary):
        yield from (each.objgen for each in content.as_dict().values() if isinstance(each, Stream))
    elif isinstance(content, Array):
        yield from (each.objgen for each in content.as_list() if isinstance(each, Stream))
    elif isinstance(content, Stream):
        yield content.objgen


def _plain(name: bytes) -> str:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), name).decode("utf-8", "surrogateescape")
