"""Finds CSS in an SVG drawing that would load something. Parses it by the CSS standard (CSS Syntax 3), with escapes."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from generator.media.svg_vocabulary import AT_RULES, FUNCTIONS

_SAFE = "|".join(sorted(FUNCTIONS))
_PLAIN = re.compile(rf"""(?:(?<![\w-])(?:{_SAFE})\([^()\\@"'/]*\)|[^()\\@"'/])*+""", re.IGNORECASE)
_OWN = re.compile(r"""\s*url\(\s*(["']?)#[^"'()\\\s]+\1\s*\)\s*""", re.IGNORECASE)
_COMMENT = re.compile(
    r"""("(?:[^"\\\n\r\f]|\\.)*+"?|'(?:[^'\\\n\r\f]|\\.)*+'?|\\.)|/\*.*?(?:\*/|\Z)""", re.DOTALL
)  # or what may look like one: a string, or an escape
_REMOTE = "remove it, or embed the picture in the drawing; only addresses such as `url(#part)` work in a drawing"
_OUTLINES = "convert the text to outlines, or use a font that readers have, and remove this rule"
_BROKEN = frozenset({"bad-url", "bad-string", "eof-in-url", "eof-in-string"})


class UnsafeCss(msgspec.Struct, frozen=True):
    """Something in CSS that is not allowed in a drawing; line and column count from 1, within the CSS."""

    line: int
    column: int
    message: str
    fix: str


def plain(css: str) -> bool:
    """Whether CSS loads nothing, because it has no URLs or only those of parts of the drawing; a quick test."""
    if not any(char in css for char in "(\\@"):
        return True
    return bool(_PLAIN.fullmatch(css) or _OWN.fullmatch(css))


def without_comments(css: str) -> str:
    """Return CSS without the text of its comments. What they separate stays separate."""
    return _COMMENT.sub(lambda found: found[1] or "/**/", css) if "/*" in css else css


@lru_cache(maxsize=4096)
def refused(css: str) -> tuple[UnsafeCss, ...]:
    """Return everything in a style sheet, a ``style`` attribute or a presentation attribute that loads something."""
    from tinycss2 import parse_component_value_list  # imported here because few drawings need it

    found = []
    waiting = [iter(parse_component_value_list(css, skip_comments=True))]
    while waiting:  # no recursion: brackets may be nested to any depth
        for node in waiting[-1]:
            if why := _why(node):
                found.append(UnsafeCss(node.source_line, node.source_column, *why))
            elif inside := getattr(node, "arguments", None) or getattr(node, "content", None):
                waiting.append(iter(inside))
                break
        else:
            waiting.pop()
    return tuple(found)


def _why(node: object) -> tuple[str, str] | None:
    """Return what is wrong with a token or block itself, not with its content, and the fix."""
    kind = getattr(node, "type", "")
    if kind == "url":
        return _of_address(str(getattr(node, "value", "")))
    if kind == "function":
        return _of_function(node)
    if kind == "at-keyword" and (name := str(getattr(node, "lower_value", ""))) not in AT_RULES:
        if name == "font-face":
            return "a font is loaded here (`@font-face`)", _OUTLINES
        return f"`@{name}` is not allowed in a drawing", "write the rules themselves here, or remove this"
    if kind == "error" and getattr(node, "kind", "") in _BROKEN:
        return "a URL or a string in the CSS is malformed", "correct it, or remove it"
    return None


def _of_function(node: object) -> tuple[str, str] | None:
    name = str(getattr(node, "lower_name", ""))
    if name != "url":
        fix = f"remove it; `{name}()` could load something"
        return None if name in FUNCTIONS else (f"`{name}()` is not allowed in a drawing", fix)
    given = [each for each in getattr(node, "arguments", ()) if each.type != "whitespace"]
    if len(given) == 1 and given[0].type == "string":
        return _of_address(str(given[0].value))
    return "a URL in the CSS is not a plain string", _REMOTE


def _of_address(address: str) -> tuple[str, str] | None:
    if address.startswith("#"):
        return None
    return f"`url({shortened(address)})` would be loaded from outside the drawing", _REMOTE


def shortened(text: str) -> str:
    """Return the beginning of a text, on one line, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
