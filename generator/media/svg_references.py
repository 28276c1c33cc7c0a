"""The parts of an SVG drawing that attributes and CSS refer to: ``href="#a"``, ``fill="url(#a)"``.

Selectors are matched only by their last word, so a reference may be assumed in error but is never missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

Declared = Mapping[str, tuple[str, ...]]
"""The names of the parts that each property refers to."""

_REFERRING = ("fill", "stroke", "marker", "marker-start", "marker-mid", "marker-end", "mask", "clip-path", "filter")
_URL = re.compile(r"""url\(\s*+["']?\s*+#([^"')\s]*)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_MARKS = re.compile("([{};])")
_LAST = re.compile(r"([.#]?)([\w-]+)", re.ASCII)
_NUMBER = re.compile(r"[\d.]+(?:[eE][+-]?\d+)?")


def linked_part(attributes: Mapping[str, str]) -> str:
    """Return the name of the part that an element links to; empty if it does not link to one."""
    written = attributes.get("href") or attributes.get("xlink:href") or ""
    return unquote(written[1:]) if written.startswith("#") else ""


def in_attributes(attributes: Mapping[str, str]) -> Declared:
    """Return what the attributes of an element refer to, including its ``style``."""
    found = {name: _parts_in(attributes[name]) for name in _REFERRING if name in attributes}
    return {**found, **declared(attributes.get("style", ""))}


def declared(css: str) -> Declared:
    """Return what the declarations of a block refer to."""
    found: dict[str, dict[str, None]] = {}
    for each in _plain(css).split(";"):
        name, colon, value = each.partition(":")
        name = name.strip().lower()
        if colon and (name in _REFERRING or "url(" in value.lower()):
            found.setdefault(name, {}).update(dict.fromkeys(_parts_in(value)))
    return {name: tuple(parts) for name, parts in found.items()}


def rules(css: str) -> Iterator[tuple[str, Declared]]:
    """Yield what each rule of a style sheet refers to, by the last word of its selectors (``.b``, ``rect``, ``*``)."""
    if "url" not in (css := _plain(css)).lower():
        return
    blocks: list[tuple[str, list[str]]] = [("", [])]
    words = ""
    for piece in (*_MARKS.split(css), *"}}"):
        if piece == "{":
            blocks.append((words, []))
        elif piece in (";", "}"):
            blocks[-1][1].append(words)
        if piece == "}":
            yield from _of_rule(*blocks.pop())
            blocks = blocks or [("", [])]
        words = "" if piece in ("{", ";", "}") else piece
    for selectors, inside in blocks:
        yield from _of_rule(selectors, inside)


def _of_rule(selectors: str, inside: list[str]) -> Iterator[tuple[str, Declared]]:
    if any((parts := declared(";".join(inside))).values()):
        yield from ((key, parts) for key in dict.fromkeys(map(_key, selectors.split(","))))


def _key(selector: str) -> str:
    words = selector.split()
    if not words or "(" in selector or "&" in selector:
        return "*"
    found = dict(_LAST.findall(re.sub(r"::?[\w-]+|\[.*", "", words[-1])))
    sign = next((sign for sign in (".", "#", "") if sign in found), None)
    return "*" if sign is None or not found[sign].isascii() else sign + found[sign]


def vertices(attributes: Mapping[str, str]) -> int:
    """Return the most vertices that a line can have, each of which may have a marker."""
    return max(1, sum(len(_NUMBER.findall(attributes[name])) for name in ("d", "points") if name in attributes))


def _plain(css: str) -> str:
    """CSS without comments and escapes."""
    css = _COMMENT.sub(" ", css)
    return _ESCAPE.sub(_unescaped, css) if "\\" in css else css


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else 0
    return found[2] or (chr(number) if 0 < number < 0x110000 else "\N{REPLACEMENT CHARACTER}")


def _parts_in(css: str) -> tuple[str, ...]:
    return tuple(unquote(name) for name in _URL.findall(_plain(css)))
