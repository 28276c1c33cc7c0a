"""Finds the parts of a page to which links can lead: the ids in its HTML."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

OF_LAYOUTS = ("main", "top", "latest", "topics")
"""The ids that layouts use."""

_IDS = re.compile(
    r"""<[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.I
)
_CORRECTION = re.compile(r"correction-\d+")
_ENTRY = re.compile(r"at-\d[\d-]*")
_NOTE = re.compile(r"fn(?:ref)?:\d")


def parts_in(html: str) -> set[str]:
    """Return the ids in some HTML."""
    return {unescape("".join(each)) for each in _IDS.findall(html)}


def part_of(address: str) -> str:
    """Return the part of a page to which an address leads, without a text fragment (``:~:text=…``); it may be empty."""
    return unquote(address.partition("#")[2].partition(":~:")[0])


def is_always_there(part: str) -> bool:
    """Whether every page has a part. ``#top`` works in any letter case (HTML, 7.4.6.3)."""
    return part in ("", *OF_LAYOUTS) or part.lower() == "top"


def is_note(part: str) -> bool:
    """Whether a part is a footnote, or a reference to one."""
    return bool(_NOTE.match(part))


def missing(part: str, known: Iterable[str]) -> tuple[str, str]:
    """Return what kind of part is missing from a page ("correction", "heading" …), and the fix.
    ``known`` are the parts that the page has.
    """
    if _CORRECTION.fullmatch(part):
        count = sum(bool(_CORRECTION.fullmatch(each)) for each in known)
        several = f"its corrections are `#correction-1` to `#correction-{count}`"
        fix = several if count > 1 else "its only correction is `#correction-1`" if count else "it has no corrections"
        return "correction", fix
    if _ENTRY.fullmatch(part):
        near = similar(part, (each for each in known if _ENTRY.fullmatch(each)))
        return "live entry", f"did you mean `#{near}`?" if near else "it has no live entry at about that time"
    near = similar(part, known)
    return "heading", f"did you mean `#{near}`?" if near else _FIX


_FIX = "write the id of a heading: its words in lower case, with hyphens between them"


def similar(part: str, known: Iterable[str]) -> str:
    """Return the known part whose name is most similar to ``part``; empty if none is similar."""
    return next(iter(difflib.get_close_matches(part, sorted(known), 1)), "")
