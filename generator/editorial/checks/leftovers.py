"""Signs of Markdown that readers would see.

`**Bold` that is never closed, `[a link][that]` for which no line `[that]: address` is there: Markdown takes them for
words and shows them as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SIGN = re.compile(r"(?<![\w*])\*\*(?=\w)|(?<!\w)__(?=\w)|(?<=\w)\]\[(?=\w)|(?<=[\w.!?])\]\((?=[\w/.])|(?<!\w)~~(?=\w)")
_NEAR = 12  # letters by which the sign is found again in the file
_FIXES = {
    "**": "close it with another `**`, or take it out",
    "__": "close it with another `__`, or take it out",
    "~~": "close it with another `~~`, or take it out",
    "][": "add a line `[name]: address` below, with the name between the second brackets",
    "](": "write a link as `[words](address)`, with no space in the address",
}


def found(site: CheckedSite) -> Iterator[Problem]:
    """Each sign that stands in the words of a page as it stands in its file."""
    for each in site.manuscripts:
        if not any(sign in each.body for sign in _FIXES):
            continue
        words = unescape(_TAG.sub("", _CODE.sub("", each.body)))
        signs = list(_SIGN.finditer(words))
        lines = site.lines(each.path) if signs else []
        for sign in signs:
            near = words[sign.start() : sign.end() + _NEAR].partition("\n")[0]
            at = next(((number, text.index(near)) for number, text in enumerate(lines, 1) if near in text), None)
            if at:  # else it was written with a backslash, and is meant
                message = f"readers see `{sign.group()}` here, since Markdown makes nothing of it"
                yield Problem(each.path, at[0], at[1] + 1, message, _FIXES[sign.group()], level="warning")
