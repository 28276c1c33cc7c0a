"""Finds HTML in short texts such as standfirsts and corrections, where readers would see it as written."""

from __future__ import annotations

import re

from generator.reading.markdown.html_elements import REMOVED, TAGS

_NAMES = "|".join(sorted({*TAGS, *REMOVED, "script", "style"}, key=len, reverse=True))
_CODE = r"(?<!`)(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`)"
_TAG = re.compile(rf"{_CODE}|\\.|(?P<tag></?(?:{_NAMES})(?:\s*+/?|\s[^<>=]*+=[^<>]*+)>)", re.IGNORECASE)

FIX = "for emphasis, write `*words*` or `**words**`; to show the tag, put it in backticks"


def tag_in(written: str) -> str:
    """Return the first HTML tag in a text that is neither in code nor after a backslash; otherwise ""."""
    if "<" not in written:
        return ""
    return next((found["tag"] for found in _TAG.finditer(written) if found["tag"]), "")
