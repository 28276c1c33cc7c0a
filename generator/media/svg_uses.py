"""Computes how large an SVG drawing becomes when each reference is replaced by what it refers to.

If each of ten groups uses the previous one ten times, a reader's browser gets ten billion elements; so it does if each
of ten patterns is filled with the previous one ten times, or masks, clips, markers and filters do the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from generator.media.svg_references import Declared, declared, in_attributes, linked_part, rules, vertices

MOST = 500_000
"""The most elements in a drawing, counting all repetitions."""

_DEEPEST = 50  # references within references
_MOST_STEPS = 500_000  # references of all elements, with those that they inherit and that rules give them
_DRAWN = frozenset("path rect circle ellipse line polyline polygon text tspan textPath use".split())  # noqa: SIM905
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})  # resolved once, whatever refers to them

Part = tuple[int, int]
"""The first element of a part, and the one after its last."""


class _Element(msgspec.Struct, frozen=True):
    local: str
    name: str
    classes: tuple[str, ...]
    declared: Declared
    linked: str
    vertices: int
    depth: int


class _Reference(msgspec.Struct, frozen=True):
    """A part that an element refers to. ``passed_on`` are the references that a ``<use>`` passes on to it."""

    name: str
    passed_on: tuple[str, ...] = ()
    times: int = 1


class ReferenceCounter:
    """The named parts of a drawing and what each refers to, collected while it is read."""

    def __init__(self) -> None:
        self.elements: list[_Element] = []
        self.around: list[int] = []
        self.parts: dict[str, Part] = {}
        self.rules: list[tuple[str, Declared]] = []
        self.refers = False

    def opened(self, local: str, attributes: Mapping[str, str]) -> None:
        """Record the start of an element."""
        linked = linked_part(attributes) if local != "a" else ""
        found = in_attributes(attributes)
        if local in ("set", "animate") and any("url" in attributes.get(name, "") for name in ("values", "to", "from")):
            self.rules.append(("*", declared(";".join(f"fill:{each}" for each in attributes.values()))))
        self.refers |= bool(linked) or any(found.values())
        classes = tuple(attributes.get("class", "").split())
        depth, points = len(self.around), vertices(attributes)
        self.around.append(len(self.elements))
        self.elements.append(_Element(local, attributes.get("id", ""), classes, found, linked, points, depth))

    def closed(self) -> None:
        """Record the end of an element. If two have the same name, the first one counts."""
        first = self.around.pop()
        name = self.elements[first].name
        if name and first < self.parts.get(name, (len(self.elements), 0))[0]:
            self.parts[name] = (first, len(self.elements))

    def styled(self, css: str) -> None:
        """Record a style sheet."""
        self.rules += rules(css)

    def too_many(self) -> bool:
        """Whether the drawing has more than ``MOST`` elements, or its references are nested too deeply."""
        if not self.refers and not self.rules:
            return False
        used: list[tuple[int, _Reference]] = []
        steps = 0
        for number, own, paint in self._declared():
            used += ((number, reference) for reference in _of_element(self.elements[number], own, paint))
            steps += 1 + sum(len(names) + 1 for each in (own, paint) for names in each.values())
            if steps > _MOST_STEPS + len(self.elements):
                return True
        return _Sizes(self.elements, self.parts, used).of((0, len(self.elements)), 0) > MOST

    def _declared(self) -> Iterator[tuple[int, Declared, Declared]]:
        """Yield the number of each element, its own references, and its references including inherited ones."""
        by_key: dict[str, list[Declared]] = {}
        for key, found in self.rules:
            by_key.setdefault(key, []).append(found)
        merged: dict[str, Declared] = {}
        inherited: list[Declared] = []
        for number, each in enumerate(self.elements):
            del inherited[each.depth :]
            keys = dict.fromkeys(("*", each.local, f"#{each.name}", *(f".{name}" for name in each.classes)))
            for key in keys:
                if key in by_key and key not in merged:
                    merged[key] = _merged({}, by_key[key])
            own = _merged(each.declared, [merged[key] for key in keys if key in merged])
            around = inherited[-1] if inherited else {}
            paint = {**around, **{name: own[name] for name in own if _is_passed_on(name)}}
            for name in own:
                if _is_passed_on(name) and name not in each.declared:
                    paint[name] = tuple(dict.fromkeys((*around.get(name, ()), *own[name])))
            inherited.append(paint)
            yield number, own, paint


def _of_element(each: _Element, own: Declared, paint: Declared) -> Iterator[_Reference]:
    painted = tuple(dict.fromkeys(name for names in paint.values() for name in names))
    if each.linked:
        yield _Reference(each.linked, painted if each.local == "use" else ())
    for property_, names in own.items():
        if not _is_passed_on(property_):
            yield from map(_Reference, names)
    if each.local in _DRAWN and each.local != "use":
        for property_, names in paint.items():
            times = each.vertices if property_ in ("marker", "marker-mid") or property_.startswith("--") else 1
            yield from (_Reference(name, times=times) for name in names)


def _merged(own: Declared, matched: list[Declared]) -> Declared:
    """Return all references, with each part only once even if several rules refer to it."""
    if not matched:
        return own
    found = {name: dict.fromkeys(names) for name, names in own.items()}
    for rule in matched:
        for name, names in rule.items():
            found.setdefault(name, {}).update(dict.fromkeys(names))
    return {name: tuple(names) for name, names in found.items()}


def _is_passed_on(name: str) -> bool:
    """Whether the elements inside one inherit this property."""
    return name in ("fill", "stroke") or name.startswith(("marker", "--"))


class _Sizes:
    def __init__(self, elements: list[_Element], parts: Mapping[str, Part], used: list[tuple[int, _Reference]]) -> None:
        self.elements, self.parts, self.used = elements, parts, used
        self.numbers = [number for number, _ in used]
        self.known: dict[Part, int] = {}

    def of(self, part: Part, depth: int) -> int:
        """Return the number of elements in a part, with repetitions. A part that repeats itself counts once, since
        browsers do not show it.
        """
        if depth > _DEEPEST:
            return MOST + 1
        if part not in self.known:
            first, last = part
            self.known[part] = 0  # while it is being counted
            inside = self.used[bisect_left(self.numbers, first) : bisect_left(self.numbers, last)]
            times: Counter[_Reference] = Counter()
            for _, reference in inside:
                times[reference] += reference.times
            within = sum(count * self._of_reference(each, depth + 1) for each, count in times.items())
            plain = 1 if self.elements[first].local in _GRADIENTS else last - first
            self.known[part] = plain + within
        return self.known[part]

    def _of_reference(self, reference: _Reference, depth: int) -> int:
        size, *paint = (self.of(self.parts[each], depth) if each in self.parts else 0 for each in _names(reference))
        return size * (1 + sum(paint))


def _names(reference: _Reference) -> tuple[str, ...]:
    return (reference.name, *reference.passed_on)
