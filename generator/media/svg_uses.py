"""Computes how large an SVG drawing becomes when each ``<use>`` is replaced by what it repeats.

If each of ten groups uses the previous one ten times, a reader's browser gets ten billion elements.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

MOST = 500_000
"""The most elements in a drawing, counting all repetitions."""

_DEEPEST = 50  # uses of uses of uses


class Uses:
    """The named parts of a drawing and what each repeats, collected while it is read."""

    def __init__(self) -> None:
        self.elements = 0
        self.around: list[tuple[str, int]] = []
        self.parts: dict[str, tuple[int, int]] = {}  # the first element, and the one after the last
        self.used: list[tuple[int, str]] = []

    def opened(self, name: str, uses: str) -> None:
        """Record the start of an element; ``uses`` is the name of the part that it repeats."""
        self.around.append((name, self.elements))
        if uses:
            self.used.append((self.elements, uses))
        self.elements += 1

    def closed(self) -> None:
        """Record the end of an element. If two have the same name, the first one counts."""
        name, first = self.around.pop()
        if name and first < self.parts.get(name, (self.elements, 0))[0]:
            self.parts[name] = (first, self.elements)

    def too_many(self) -> bool:
        """Whether the whole drawing has more than ``MOST`` elements, or its uses are nested too deep."""
        return bool(self.used) and self._size((0, self.elements), {}, 0) > MOST

    def _size(self, part: tuple[int, int], known: dict[tuple[int, int], int], depth: int) -> int:
        """The number of elements in a part, with repetitions. Browsers do not show a part that repeats itself, so it
        counts once.
        """
        if depth > _DEEPEST:
            return MOST + 1
        if part not in known:
            first, last = part
            known[part] = 0  # while it is being counted
            inside = self.used[bisect_left(self.used, (first, "")) : bisect_left(self.used, (last, ""))]
            times = Counter(name for _, name in inside if name in self.parts)
            within = (count * self._size(self.parts[name], known, depth + 1) for name, count in times.items())
            known[part] = last - first + sum(within)
        return known[part]
