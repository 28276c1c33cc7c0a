"""The characters of comment markers, and the forms that word processors, editors and exports give them.

A marker counts however it is encoded: ``<!--`` is also ``＜！--`` (fullwidth), ``<!—`` (a long dash), ``&lt;!--`` (an
editor that shows the source as text), and each of these with invisible characters or spaces between its characters.
"""

from __future__ import annotations

NO_WIDTH = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
UNSEEN = f"{NO_WIDTH}*+"
"""Any number of characters that have no width."""

GAP = f"(?:[^\\S\n]|{NO_WIDTH})*+"
"""Spaces and characters without width, on one line."""

_SMALL = {"<": "\ufe64\u2039\u3008", ">": "\ufe65\u203a\u3009", "!": "\ufe57\u01c3", "{": "\ufe5b", "}": "\ufe5c"}
_SMALL |= {"%": "\ufe6a", "#": "\ufe5f", "*": "\ufe61", "-": "\ufe63", "&": "\ufe60", ":": "\ufe55\ua789"}


def either(sign: str) -> str:
    """Return a pattern for a character and its fullwidth and small forms in Unicode, without brackets around it."""
    return f"\\{sign}{chr(ord(sign) + 0xFEE0)}{_SMALL.get(sign, '')}"


def marker(signs: str) -> str:
    """Return a pattern for a marker whose characters are in any form, with or without invisible ones between them."""
    return UNSEEN.join(f"[{either(sign)}]" for sign in signs)


def _or_entity(characters: str, *names: str) -> str:
    return f"(?:[{characters}]|&(?:amp;)*(?:{'|'.join(names)});)"


LESS = _or_entity(either("<"), "lt", "LT", "#0*60", "#[xX]0*3[cC]")
GREATER = _or_entity(either(">"), "gt", "GT", "#0*62", "#[xX]0*3[eE]")
BANG_SIGN = _or_entity(either("!"), "excl", "#0*33", "#[xX]0*21")
LONG_DASH = _or_entity(
    "\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58",
    "[nm]dash",
    "hyphen",
    "dash",
    "horbar",
    "#82(?:0[89]|1[0-3])",
    "#[xX]201[0-5]",
)
HYPHEN = _or_entity(either("-"), "#0*45", "#[xX]0*2[dD]")
DASH = f"(?:{LONG_DASH}|{HYPHEN})"

FIRST = "".join(either(sign) for sign in "<{[%!") + "#&./\\\\:@"
"""The first characters of all markers, to be put in square brackets in a pattern."""

RARE = "".join(each for sign in "<{[%!" for each in either(sign)[2:]) + "@#/"
"""Those of ``FIRST`` that have no meaning in Markdown."""
