"""Reduces HTML and links in a headline or standfirst to the text that readers saw in other programs, with emphasis."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?\)|\[[^\[\]]*\])")
_EMPHASIS = {
    "*": re.compile(r"(?<![\w*])<(em|i)>(?=[^\s<>*])([^<>*]*)(?<=\S)</\1>(?![\w*])", re.IGNORECASE),
    "**": re.compile(r"(?<![\w*])<(strong|b)>(?=[^\s<>*])([^<>*]*)(?<=\S)</\1>(?![\w*])", re.IGNORECASE),
}
_SPECIAL = re.compile(r"[*_`\[\]~]")


def text(written: str) -> str:
    """Return a text on one line, without tags and links, and with entities decoded. Emphasis becomes Markdown."""
    if "<" in written:
        for marker, tags in _EMPHASIS.items():
            written = tags.sub(rf"{marker}\2{marker}", written)
        written = _TAG.sub("", written)
    written = _LINK.sub(r"\1", written)
    while (read := _ENTITY.sub(_character, written)) != written:
        written = read
    return " ".join(written.split())


def _character(entity: re.Match[str]) -> str:
    """Return the character of an entity, escaped so that Markdown shows it."""
    return _SPECIAL.sub(r"\\\g<0>", html.unescape(entity[0]))
