"""Finds words and pictures that an SVG drawing hides: an editor may not know that readers could find them.

Only what is certainly hidden counts, not what a style sheet or an animation may show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.media.svg_rules import PROPERTIES, OpenElement, Rules, declared

_APART = frozenset({"defs", "symbol", "clipPath", "mask", "pattern", "marker"})  # shown where others refer to them
_ANIMATED = re.compile(rb"""attributeName\s*=\s*["'](display|visibility|opacity)["']""")
FIX = "delete what is hidden, or show it; in a drawing program, look for hidden layers"


class HiddenElements:
    """Follows the open elements of a drawing: which of them are hidden, and by what."""

    def __init__(self, data: bytes) -> None:
        self._open: list[str] = []
        self._places: list[OpenElement] = []
        self._reported: list[bool] = []
        self.rules = Rules(data)
        self._animated = {each.decode() for each in _ANIMATED.findall(data)}

    def opened(self, local: str, attributes: Mapping[str, str]) -> str:
        """Record the start of an element. Return what hides it (``display: none``) if it is a picture."""
        marks = [f"#{attributes.get('id', '')}", *(f".{each}" for each in attributes.get("class", "").split())]
        self._places.append(OpenElement(local, frozenset(marks)))
        around = self._open[-1] if self._open else ""
        by, shown = self._own(attributes)
        if around.startswith("visibility") and shown:
            around = ""
        self._open.append("" if local in _APART else by or around)
        self._reported.append(False)
        return self._open[-1] if local == "image" else ""

    def words(self) -> str:
        """Return what hides the words in the innermost element, once for each element."""
        if not self._open or self._reported[-1]:
            return ""
        self._reported[-1] = True
        return self._open[-1]

    def closed(self) -> None:
        """Record the end of an element."""
        self._open.pop()
        self._places.pop()
        self._reported.pop()

    def _own(self, attributes: Mapping[str, str]) -> tuple[str, bool]:
        """Return what hides an element itself, and whether it is visible inside an element that is not."""
        inline = dict(declared(attributes.get("style", "")))
        weaker = {**attributes, **self.rules.of(self._places)}
        by = _hiding(inline.items(), self._animated)
        left = {name: value for name, value in weaker.items() if name not in inline}
        by = by or _hiding(left.items(), self._animated | self.rules.unsure)
        return by, {**weaker, **inline}.get("visibility") == "visible"


def _hiding(declared: Iterable[tuple[str, str]], unsure: set[str]) -> str:
    """Return the first declaration that hides an element; empty if none does."""
    sure = ((name, value) for name, value in declared if name in PROPERTIES and name not in unsure)
    return next((f"{name}: {value}" for name, value in sure if _hides(name, value.strip())), "")


def _hides(name: str, value: str) -> bool:
    match name:
        case "display":
            return value == "none"
        case "visibility":
            return value in ("hidden", "collapse")
        case "opacity":
            return re.fullmatch(r"0+(\.0*)?%?|\.0+", value) is not None
    return False
