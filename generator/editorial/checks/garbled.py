"""Letters that were read in the wrong encoding once, and saved so.

`CafÃ©` was `Café`, and `donâ€™t` was `don’t`: a program took UTF-8 for an older encoding. Such letters are good text to
a computer, and none to readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_FOLLOWS = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_QUOTES = "\u00aa\u00ab\u00ba\u00bb\u2018-\u201e\u2039\u203a"  # behind a capital letter they may be what they are
_SUSPECT = re.compile(
    f"[\u00c2-\u00df](?![{_QUOTES}])[{_FOLLOWS}]|[\u00e0-\u00ef][{_FOLLOWS}]{{2}}|[\u00f0-\u00f4][{_FOLLOWS}]{{3}}"
)


def found(site: CheckedSite) -> Iterator[Problem]:
    """The first garbled letter of each line."""
    for each in site.manuscripts:
        for line, text in enumerate(site.lines(each.path), 1):
            if text.isascii():
                continue
            for suspect in _SUSPECT.finditer(text):
                if meant := _meant(suspect.group()):
                    message = f"`{suspect.group()}` was `{meant}` before a program took it for another encoding"
                    fix = f"write `{meant}`; look at the rest of the file, or fetch it anew as UTF-8"
                    yield Problem(each.path, line, suspect.start() + 1, message, fix, level="warning")
                    break


def _meant(letters: str) -> str:
    """What the letters were before; nothing if they are what they seem."""
    try:
        was = b"".join(_byte(letter) for letter in letters).decode()
    except UnicodeError:
        return ""
    return was if was.isprintable() else ""


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:  # five bytes stand for nothing in cp1252, and are passed through
        return letter.encode("latin-1")
