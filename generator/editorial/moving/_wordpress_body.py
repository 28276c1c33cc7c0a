"""Converts the body of a WordPress post to HTML: resolves shortcodes, blocks and footnotes, and makes paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape

from generator.editorial.moving._paragraphs import with_paragraphs
from generator.editorial.moving._shortcodes import Attachment, Shortcodes

_BLOCK = re.compile(
    r"<!--\s++(?P<end>/)?wp:(?P<name>[a-z0-9/_-]++)\s++"
    r"(?P<given>\{(?:[^\n<}]++|<(?!!--)|\}(?!\s++/?-->))*+\}\s++)?(?P<alone>/)?-->"
)
"""The comment that delimits a block. WordPress writes ``<`` in its JSON as ``\\u003c``, so no comment begins there."""

_COMMENT = re.compile(r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)")
_OF_MEMBERS = re.compile(r"premium-content|paywall|restrict|member|subscriber")
_SILENT = frozenset(("more", "nextpage", "spacer", "separator", "footnotes", "block", "loginout", "navigation"))
_NOTE = re.compile(r'<sup\b[^<>]*?\bdata-fn="([^"<>]++)"[^<>]*+>(?:[^<]++|<(?!/?sup\b))*+</sup>')
_DEEPEST = 5  # nested reusable blocks


class Bodies:
    """Converts bodies to HTML. ``reusable`` are the texts of reusable blocks by their ids."""

    def __init__(self, attachments: Mapping[str, Attachment], reusable: Mapping[str, str]) -> None:
        self._attachments, self._reusable = attachments, reusable

    def html(self, text: str, own: tuple[str, ...], notes: str, unkept: Callable[[str, int], None]) -> str:
        """Return the HTML of a body. ``own`` are the ids of its pictures, and ``notes`` are its footnotes in JSON.

        Its line numbers are those of ``text``. ``unkept`` is called for parts that have no HTML, with their line.
        """
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        is_blocks = "<!-- wp:" in text
        text = self._with_blocks(text, unkept, 0) if is_blocks else text
        text = Shortcodes(self._attachments, own, unkept).html(text)
        text = _with_notes(text, notes)
        return text if is_blocks and not _has_loose_text(text) else with_paragraphs(text)

    def _with_blocks(self, text: str, unkept: Callable[[str, int], None], depth: int) -> str:
        """Return the text with reusable blocks replaced by their texts; note blocks that the server generates."""

        def resolved(found: re.Match[str]) -> str:
            name, line = found["name"], text.count("\n", 0, found.start()) + 1
            if name == "block" and depth < _DEEPEST:
                inner = self._reusable.get(str(_given(found["given"]).get("ref", "")), "")
                if inner:
                    return " ".join(self._with_blocks(inner, lambda what, _: unkept(what, line), depth + 1).split("\n"))
            if found["alone"] and not found["end"] and name not in _SILENT:
                unkept(f"a block that WordPress fills when it shows the page: {name}", line)
            return found[0]

        return _BLOCK.sub(resolved, text)


def for_members(text: str) -> str:
    """Return the block that shows part of a text only to members; empty if there is none."""
    return next((found["name"] for found in _BLOCK.finditer(text) if _OF_MEMBERS.search(found["name"])), "")


def _has_loose_text(text: str) -> bool:
    """Return whether there is text outside all elements between blocks, as the classic editor writes it."""
    bare = _COMMENT.sub(lambda found: "\0" if found[0].endswith("-->") else found[0], text)
    return any(piece.strip() and not piece.lstrip().startswith("<") for piece in re.split(r"\0|\n[ \t]*\n", bare))


def _given(written: str | None) -> Mapping[str, object]:
    try:
        found = json.loads(written) if written else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _with_notes(text: str, notes: str) -> str:
    """Return the text with marks for its footnotes, and the footnotes below it."""
    try:
        known = json.loads(notes) if notes.strip() else []
    except (ValueError, RecursionError):
        known = []
    found = (
        {str(each["id"]): str(each.get("content", "")) for each in known if isinstance(each, dict) and "id" in each}
        if isinstance(known, list)
        else {}
    )
    if not found:
        return text
    numbers = {name: number for number, name in enumerate(found, 1)}
    text = _NOTE.sub(lambda each: _mark(numbers, each), text)
    below = "".join(f'<footnote data-note="{numbers[name]}">{words}</footnote>' for name, words in found.items())
    return f"{text}\n{below}"


def _mark(numbers: Mapping[str, int], found: re.Match[str]) -> str:
    number = numbers.get(found[1])
    return f'<noteref data-note="{number}"></noteref>' if number else escape("")
