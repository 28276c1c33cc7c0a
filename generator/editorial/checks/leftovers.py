"""Markdown signs that readers would see.

`**Bold` that is never closed, or `[a link][that]` without a line `[that]: address`: Markdown treats these as plain text
and shows the signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_SIGN = re.compile(
    r"(?<![\w*])\*\*(?=\w)|(?<!\w)__(?=\w)|(?<=\w)\]\[(?=\w)|(?<=[\w.!?])\]\((?=[\w/.“”„‘])|(?<!\w)~~(?=\w)"
)
_NEAR = 12  # characters after the sign that are used to find it in the file
_FIXES = {
    "**": "close it with another `**`, or delete it",
    "__": "close it with another `__`, or delete it",
    "~~": "close it with another `~~`, or delete it",
    "][": "add a line `[name]: address` below, with the name from the second pair of brackets",
    "](": "write a link as `[words](address)`, with no space in the address",
}


def _place(words: str, sign: re.Match[str], lines: list[str]) -> tuple[int, int] | None:
    """The line of the file, from 1, and the column, from 0, of a sign in a text; none if it is not in the file.

    It is found by what follows it in the text; in the file, a link can follow after a word.
    """
    after = words[sign.end() : sign.end() + _NEAR].partition("\n")[0]
    word = re.match(r"\w*", after)
    for near in (after, word[0] if word else ""):
        for number, text in enumerate(lines, 1) if near else ():
            if (column := text.find(sign.group() + near)) >= 0:
                return number, column
    return None


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each sign that is in the text of a page as well as in its file."""
    for each in site.manuscripts:
        if not any(sign in each.body for sign in _FIXES):
            continue
        words = unescape(_TAG.sub("", _CODE.sub("", each.body)))
        signs = list(_SIGN.finditer(words))
        lines = site.lines(each.path) if signs else []
        for sign in signs:
            if at := _place(words, sign, lines):  # if not, it was written with a backslash, on purpose
                message = f"readers see `{sign.group()}` here, because it is not complete Markdown"
                yield Problem(each.path, at[0], at[1] + 1, message, _FIXES[sign.group()], level="warning")
