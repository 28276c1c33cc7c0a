"""Characters garbled because a program read the text in the wrong encoding and saved the result.

`CafÃ©` was `Café`, and `donâ€™t` was `don’t`: a program mistook UTF-8 for an older encoding. To a computer the result
is valid text, but readers see nonsense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_FOLLOWS = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_QUOTES = "\u00aa\u00ab\u00ba\u00bb\u2018-\u201e\u2039\u203a"  # after a capital letter these may be genuine
_SUSPECT = re.compile(
    f"[\u00c2-\u00df](?![{_QUOTES}])[{_FOLLOWS}]|[\u00e0-\u00ef][{_FOLLOWS}]{{2}}|[\u00f0-\u00f4][{_FOLLOWS}]{{3}}"
)


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report the first garbled character of each line."""
    for each in site.manuscripts:
        for line, text in enumerate(site.lines(each.path), 1):
            if text.isascii():
                continue
            for suspect in _SUSPECT.finditer(text):
                if meant := _meant(suspect.group()):
                    message = f"`{suspect.group()}` is a garbled `{meant}`: a program read it in the wrong encoding"
                    fix = f"write `{meant}`; check the rest of the file too, or get it again as UTF-8"
                    yield Problem(each.path, line, suspect.start() + 1, message, fix, level="warning")
                    break


def _meant(letters: str) -> str:
    """Return the original characters; an empty string if they are not garbled."""
    try:
        was = b"".join(_byte(letter) for letter in letters).decode()
    except UnicodeError:
        return ""
    return was if was.isprintable() else ""


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:  # five bytes have no character in cp1252; programs keep them as they are
        return letter.encode("latin-1")
