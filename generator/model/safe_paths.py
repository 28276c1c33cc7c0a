"""Decides whether a path stays inside the folder it is relative to, on every operating system. No other module does.

Broadsheet checks every path that it reads from a file and acts on, and every path that it plans to write.
Whether a *link* on the disk leads elsewhere is a separate question: see ``system/nofollow``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_NAME = 255
"""The most bytes a file name may have on common file systems."""

_LONGEST_PATH = 4000  # characters; Linux stops at 4096 bytes
_RECORDS_FOLDER = ".broadsheet"
_IGNORED = "[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]*"  # characters that macOS may ignore in file names
_GIT = _IGNORED.join(["", r"\.", "g", "i", "t", ""])
_PLAIN = re.compile(r"[a-z0-9_-]{1,99}(?:[/.][a-z0-9_-]{1,99}){0,19}")  # matches nearly every path
_HIDDEN = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)  # control and format characters, except the two joiners, which Persian and Indian names need
_RULES = (
    (re.compile(r"\A\Z"), "is empty"),
    (re.compile(r"\A/"), "is absolute"),
    (re.compile(r"\A[A-Za-z]:"), "begins with a drive letter"),
    (re.compile(r"\\"), "contains a backslash"),
    (re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]"), "contains a control character"),
    (re.compile(r"(?:\A|/)\.\.(?:/|\Z)"), "leads out of its folder"),
    (re.compile(r"//|/\Z"), "has an empty part"),
    (re.compile(r"[. ](?:/|\Z)"), "has a part that ends with a dot or a space"),
    (
        re.compile(rf"\A{re.escape(_RECORDS_FOLDER)}(?:/|\Z)", re.IGNORECASE),
        f"is in {_RECORDS_FOLDER}/, which is for Broadsheet's records",
    ),
    (
        re.compile(rf"(?:\A|/)(?:{_GIT}|git~[0-9]+)(?:[/:]|\Z)", re.IGNORECASE),
        "is in .git/, which is for Git's records",
    ),
)


def fault_in(path: str) -> str:
    """Return why ``path`` is unsafe, as a text to put after it (``leads out of its folder``); empty if it is safe."""
    if _PLAIN.fullmatch(path):
        return ""
    for rule, fault in _RULES:
        if rule.search(path):
            return fault
    if len(path) > _LONGEST_PATH or any(len(name.encode()) > LONGEST_NAME for name in path.split("/")):
        return "is too long"
    return ""


def hidden_in(name: str) -> str:
    """Return the first invisible character in a name, which may make it look like another name; empty if it has none.

    These are control characters, and characters that change the writing direction (UAX #9).
    """
    found = None if name.isascii() and name.isprintable() else _HIDDEN.search(name)
    return found.group() if found else ""


_TERMINAL_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""The characters that control a terminal instead of being shown, except tabs and line ends."""


def printable(text: str) -> str:
    """Replace the characters in a text that control a terminal, since escape sequences could hide parts of it."""
    return text if text.isascii() and text.isprintable() else _TERMINAL_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(text: str) -> str:
    """Replace the invisible characters in a text, including line ends.

    A newline in a file's name could begin a line that a build server takes for a command, an escape sequence could
    change the terminal, and a surrogate (as Python reads names that are not UTF-8) cannot be printed.
    """
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def all_safe(paths: Iterable[str]) -> bool:
    """Whether all of these paths are safe."""
    return not any(map(fault_in, paths))
