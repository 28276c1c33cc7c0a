"""Markup in a headline or standfirst, reduced to the text that readers saw in other programs."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?\)|\[[^\[\]]*\])")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)"
)
_CODE = re.compile(r"`([^`]+)`")


def text(written: str) -> str:
    """A text on one line, without tags, links, emphasis and code marks, and with its entities read."""
    if "<" in written:
        written = _TAG.sub("", written)
    written = _LINK.sub(r"\1", written)
    written = _STRONG.sub(r"\2", written)
    written = _EMPHASIS.sub(lambda found: found[1] or found[2], written)
    written = _CODE.sub(r"\1", written)
    while _ENTITY.search(written):
        read = html.unescape(written)
        if read == written:
            break
        written = read
    return " ".join(written.split())
