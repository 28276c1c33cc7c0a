"""Determines what the style sheets of an SVG drawing show and hide, by nested selectors of elements, classes and ids.

Anything else (``:hover``, ``@media``, animations) depends on the reader, so it is not certain to hide anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.media import svg_styles

PROPERTIES = ("display", "visibility", "opacity")
_BRACE = re.compile(r"[{}]")
_COMPOUND = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_SAME_ANYWHERE = ("@layer", "@supports")
_PRINTED = re.compile(r"@media\s+(?:only\s+)?print\b")


class OpenElement(NamedTuple):
    """An open element, as selectors see it: its name, and its classes and id (``.a``, ``#b``)."""

    name: str
    marks: frozenset[str]


class Rule(NamedTuple):
    """A selector: its parts from the innermost out, each with whether the next one must be its parent (``>``)."""

    parts: tuple[tuple[OpenElement, bool], ...]
    declared: tuple[tuple[str, str], ...]

    def weight(self) -> tuple[int, int, int]:
        """Return how specific the selector is: the number of its ids, classes and elements."""
        marks = [mark for part, _ in self.parts for mark in part.marks]
        ids = sum(mark.startswith("#") for mark in marks)
        return ids, len(marks) - ids, sum(part.name != "*" for part, _ in self.parts)

    def fits(self, places: list[OpenElement]) -> bool:
        """Whether this rule is for the innermost of these elements."""
        at, near = len(places) - 1, True
        for part, next_is_parent in self.parts:
            while at >= 0 and not _fits(part, places[at]):
                if near:
                    return False
                at -= 1
            if at < 0:
                return False
            at, near = at - 1, next_is_parent
        return True


class Rules:
    """The rules of a drawing about what is visible. ``unsure`` are the properties that something else may change.

    ``compared`` counts how many times an element was compared with a part of a rule.
    """

    def __init__(self, data: bytes) -> None:
        self.unsure: set[str] = set()
        self.compared = 0
        self._rules: dict[str, list[Rule]] = {}  # by a mark or the name that an element must have
        for prelude, around, css in _blocks(data):
            if found := tuple(pair for pair in declared(css) if pair[0] in PROPERTIES):
                self._add(prelude, around, found)

    def _add(self, prelude: str, around: list[str], found: tuple[tuple[str, str], ...]) -> None:
        if any(map(_PRINTED.match, around)):
            return
        usual = all(each.startswith(_SAME_ANYWHERE) for each in around if each.startswith("@"))
        for selector in prelude.split(","):
            if usual and (parts := _parts(selector)):
                innermost = parts[0][0]
                self._rules.setdefault(min(innermost.marks, default=innermost.name), []).append(Rule(parts, found))
            elif not usual or ":" in selector or "[" in selector:
                self.unsure |= {name for name, _ in found}

    def of(self, places: list[OpenElement]) -> dict[str, str]:
        """Return what the rules declare for the innermost of these elements."""
        innermost = places[-1]
        rules = [rule for key in (*sorted(innermost.marks), innermost.name, "*") for rule in self._rules.get(key, ())]
        self.compared += len(rules) * len(places)
        fitting = sorted((rule for rule in rules if rule.fits(places)), key=Rule.weight)
        return {name: value for rule in fitting for name, value in rule.declared}


def declared(css: str) -> Iterator[tuple[str, str]]:
    """Yield the properties in a block of CSS, each with its value."""
    for each in css.replace("/**/", "").lower().split(";"):
        name, _, value = each.partition(":")
        yield name.strip(), value.strip().removesuffix("!important").strip()


def _fits(part: OpenElement, place: OpenElement) -> bool:
    return part.name in ("*", place.name) and part.marks <= place.marks


def _parts(selector: str) -> tuple[tuple[OpenElement, bool], ...]:
    """Return a selector's parts, from the innermost out; empty if it is not understood."""
    parts: list[tuple[OpenElement, bool]] = []
    parent = False
    for word in reversed(selector.replace(">", " > ").split()):
        if word == ">":
            parent = True
        elif found := _COMPOUND.fullmatch(word):
            if parts:
                parts[-1] = parts[-1][0], parent
            parts.append((OpenElement(found[1] or "*", frozenset(re.findall(r"[.#][\w-]+", found[2]))), False))
            parent = False
        else:
            return ()
    return tuple(parts)


def _blocks(data: bytes) -> Iterator[tuple[str, list[str], str]]:
    """Yield each block of declarations: its selectors, the preludes around it, and its content."""
    for sheet in _sheets(data):
        open_blocks: list[str] = []
        css, start = svg_styles.without_comments(sheet).replace("/**/", " "), 0
        for found in _BRACE.finditer(css):
            before, start = css[start : found.start()], found.end()
            if found[0] == "{":
                open_blocks.append(before.rpartition(";")[2].strip())
            elif open_blocks:
                yield open_blocks[-1], open_blocks[:-1], before
                open_blocks.pop()


def _sheets(data: bytes) -> Iterable[str]:
    utf_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if utf_16 else "utf-8", "replace")
    end = 0
    while (start := text.find("<style", end)) >= 0 and (begin := text.find(">", start)) >= 0:
        end = text.find("</", begin)
        if end < 0:
            return
        css = text[begin + 1 : end].strip().removeprefix("<![CDATA[").removesuffix("]]>")
        if "print" not in text[start:begin]:
            yield css.replace("&gt;", ">")
