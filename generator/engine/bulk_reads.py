"""Decides when to read everything of one kind from the store at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

_FEW = 64  # items of one name that are always read one by one
_SHARE = 2  # reading all costs as much as reading half of them one by one


class BulkReads:
    """Counts the items that were read one by one, by name. ``total`` returns how many there are of a name."""

    def __init__(self, total: Callable[[str], int]) -> None:
        self._total = total
        self._read = Counter[str]()
        self._limits: dict[str, int] = {}

    def is_worthwhile(self, name: str) -> bool:
        """Count one more read, and return whether the rest should be read at once."""
        self._read[name] += 1
        count = self._read[name]
        if count <= _FEW:
            return False
        if name not in self._limits:
            self._limits[name] = max(_FEW, self._total(name) // _SHARE)
        return count > self._limits[name]

    def clear(self) -> None:
        """Start counting from zero."""
        self._read.clear()
