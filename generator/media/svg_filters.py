"""Limits how much work the filters of an SVG drawing cause in a browser: how far they reach, and how far they blur.

A blur of 100,000 units over a region of two million units keeps a browser busy for many seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?")
_UNIT = re.compile(r"\s*(%|(?!px|e[-+\d])[a-zA-Z]+)")
_WIDEST_UNIT = 96  # an inch in pixels
_FUNCTION = re.compile(r"(?:blur|drop-shadow)\(([^;{}]{0,200})", re.IGNORECASE)
_REGION = frozenset({"x", "y", "width", "height", "dx", "dy"})
_REACH = frozenset({"stdDeviation", "radius"})
_AT_MOST = {"order": 25.0, "numOctaves": 20.0}
_SMALLEST, _LARGEST = 1_000.0, 16_000.0  # the size that a drawing is assumed to have, at least and at most
_TIMES_THE_SIZE, _PART_OF_THE_SIZE = 4, 4

Excess = tuple[str, str, str]
"""The attribute with the excessive value, what is wrong, and the fix."""


def size_of(root: Mapping[str, str]) -> float:
    """Return the longer side of a drawing in its own units, within limits."""
    given = _numbers(root.get("viewBox", "")) or [*_numbers(root.get("width", "")), *_numbers(root.get("height", ""))]
    return min(max([_SMALLEST, *map(abs, given)]), _LARGEST)


def excess(local: str, around: str, attributes: Mapping[str, str], size: float) -> Iterator[Excess]:
    """Yield the excessive values of an element of a filter, or of its animation; ``around`` is its parent element."""
    for name in ("filter", "style", "values", "to", "from", "by"):
        if reaches_too_far(attributes.get(name, ""), size):
            yield name, *_too_far("a filter here", size / _PART_OF_THE_SIZE)
    animated = attributes.get("attributeName", "")
    if animated and _of_filter(around):
        values = {name: attributes[name] for name in ("values", "to", "from", "by") if name in attributes}
        yield from (each for name, value in values.items() for each in _judged(name, animated, value, size))
    if _of_filter(local):
        yield from (each for name, value in attributes.items() for each in _judged(name, name, value, size))


def reaches_too_far(css: str, size: float) -> bool:
    """Whether a filter function in CSS blurs too far."""
    found = _FUNCTION.finditer(css) if "(" in css else ()
    return any(abs(number) > size / _PART_OF_THE_SIZE for each in found for number in _numbers(each[1]))


def too_far_in_css(size: float) -> tuple[str, str]:
    """Return what is wrong with a function that blurs too far, and the fix."""
    return _too_far("a filter here", size / _PART_OF_THE_SIZE)


def _of_filter(local: str) -> bool:
    return local == "filter" or (local.startswith("fe") and not local.startswith(("feFunc", "fePoint", "feSpot")))


def _judged(shown: str, name: str, value: str, size: float) -> Iterator[Excess]:
    """Yield what is wrong with the value of the attribute ``name``; the attribute ``shown`` contains the value."""
    most = _AT_MOST.get(name)
    if name in _REACH:
        most = size / _PART_OF_THE_SIZE
    elif name in _REGION:
        most = size * _TIMES_THE_SIZE
    if most is not None and any(abs(number) > most for number in _numbers(value)):
        yield shown, *_too_far(f"`{name}` of a filter", most)


def _too_far(what: str, most: float) -> tuple[str, str]:
    message = f"{what} asks for more than {most:,.0f}, which would keep a reader's browser busy"
    return message, "write a smaller number, or save the drawing as PNG"


def _numbers(text: str) -> list[float]:
    """Return the numbers in a text, in pixels; percentages are parts of the drawing."""
    found = []
    for each in _NUMBER.finditer(text[:20_000]):
        unit = _UNIT.match(text, each.end())
        times = 1.0 if not unit else 10.0 if unit[1] == "%" else float(_WIDEST_UNIT)
        found.append(float(each.group()) * times)
    return found
