"""Finds words and pictures in an SVG drawing that it hides: an editor may not know that readers could find them.

Only what is hidden for certain counts, not what a style sheet or an animation may show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_WORDED = frozenset({"text", "image", "title", "desc"})
_APART = frozenset({"defs", "symbol", "clipPath", "mask", "pattern", "marker"})  # shown where others refer to them
_PROPERTIES = ("display", "visibility", "opacity")
_RULE = re.compile(rb"(?<![\w.#-])([.#][\w-]++)\s*+\{([^{}]*+)\}")
_BLOCK = re.compile(rb"\{([^{}]*+)\}")
_ANIMATED = re.compile(rb"""attributeName\s*=\s*["'](display|visibility|opacity)["']""")
FIX = "delete what is hidden, or show it; in a drawing program, look for hidden layers"


class Hidden:
    """Follows the open elements of a drawing: which of them are hidden, and by what."""

    def __init__(self, data: bytes) -> None:
        self._open: list[str] = []
        self._rules = {key.decode(): by for key, css in _RULE.findall(data) if (by := _hiding(_declared(css)))}
        self._animated = {each.decode() for each in _ANIMATED.findall(data)}
        self._changed = {
            name
            for css in _BLOCK.findall(data)
            for name, value in _declared(css)
            if name in _PROPERTIES and not _hides(name, value)
        }

    def opened(self, local: str, attributes: Mapping[str, str]) -> str:
        """Record the start of an element. Return what hides it (``display: none``) if it has words or a picture."""
        around = self._open[-1] if self._open else ""
        by = "" if local in _APART else self._own(attributes) or around
        if around.startswith("visibility") and attributes.get("visibility") == "visible":
            by = ""
        self._open.append(by)
        return by if local in _WORDED else ""

    def closed(self) -> None:
        """Record the end of an element."""
        self._open.pop()

    def _own(self, attributes: Mapping[str, str]) -> str:
        keys = [f"#{attributes.get('id', '')}", *(f".{each}" for each in attributes.get("class", "").split())]
        inline = _hiding(_declared(attributes.get("style", "").encode()))
        weaker = next((self._rules[key] for key in keys if key in self._rules), "") or _hiding(attributes.items())
        for by, unsure in ((inline, self._animated), (weaker, self._animated | self._changed)):
            if by and by.partition(":")[0] not in unsure:
                return by
        return ""


def _declared(css: bytes) -> Iterator[tuple[str, str]]:
    """The properties in a block of CSS, each with its value."""
    for each in css.decode("utf-8", "replace").replace("/**/", "").lower().split(";"):
        name, _, value = each.partition(":")
        yield name.strip(), value.removesuffix("!important").strip()


def _hiding(declared: Iterable[tuple[str, str]]) -> str:
    """The first declaration that hides an element; empty if none does."""
    return next((f"{name}: {value}" for name, value in declared if _hides(name, value)), "")


def _hides(name: str, value: str) -> bool:
    match name:
        case "display":
            return value == "none"
        case "visibility":
            return value in ("hidden", "collapse")
        case "opacity":
            return re.fullmatch(r"0+(\.0*)?%?|\.0+", value) is not None
    return False
