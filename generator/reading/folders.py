"""Finds and reads the files of a site's folders.   [disk]

Symbolic links are refused, since they could bring any file on the machine into the site. Files that editors
and operating systems leave behind (``.x.swp``, ``x.md~``, ``.DS_Store``) are ignored.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import translate
from pathlib import Path

import unicodedata2

from generator.model import safe_paths
from generator.model.problems import Problem
from generator.system import nofollow

DEEPEST = 40
"""The deepest nesting of folders."""

_LEFT_BEHIND = re.compile(
    "|".join(
        map(
            translate,
            (".*", "*~", "#*#", "*.bak", "*.orig", "*.swp", "*.swx", "*.tmp", "4913", "Thumbs.db", "desktop.ini"),
        )
    )
)


def walk(folder: Path | str, prefix: str, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file below ``folder`` with its path: ``prefix`` and the path below ``folder``, in Unicode form NFC.
    Names that begin with a dot are ignored, except the folder .well-known. Links and the like go into ``problems``.
    """
    for entry in os.scandir(folder):
        if left_behind(entry.name):
            continue
        path = prefix + unicodedata2.normalize("NFC", entry.name)
        if found := safe_paths.hidden_in(entry.name):
            problems.append(_hidden(prefix, entry.name, found))
        elif entry.is_symlink():
            problems.append(Problem(path, 0, 0, "this is a link to another place", "put the file itself here"))
        elif path.count("/") > DEEPEST:
            message = f"folders are nested more than {DEEPEST} deep here"
            problems.append(Problem(path, 0, 0, message, "move their contents further up"))
        elif entry.is_dir():
            yield from walk(entry.path, path + "/", problems)
        elif entry.is_file():
            yield path, entry
        else:
            problems.append(Problem(path, 0, 0, "this is neither a file nor a folder", "put the file itself here"))


def read(real: Path, path: str, problems: list[Problem]) -> bytes:
    """Return the bytes of a file. If it cannot be read, return no bytes and add to ``problems``."""
    try:
        return nofollow.read(real, None)  # a link or a device may have taken the file's place since it was found
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        problems.append(Problem(path, 0, 0, message, nofollow.fix_of(error)))
        return b""


def left_behind(name: str) -> bool:
    """Whether this is the name of a file that editors and operating systems leave behind."""
    return bool(_LEFT_BEHIND.fullmatch(name)) and name != ".well-known"


def linked(folder: str) -> Problem:
    """Return the problem for a folder that is a link."""
    message = f"the folder {folder}/ is a link to another place"
    return Problem(folder, 0, 0, message, "put the folder itself here; links are not followed")


def _hidden(prefix: str, name: str, found: str) -> Problem:
    """Return a problem for a name with an invisible character, which the message shows as its code point."""
    shown = "".join(f"<U+{ord(each):04X}>" if safe_paths.hidden_in(each) else each for each in name)
    message = f"this name contains an invisible character, U+{ord(found):04X}, so readers could take it for another"
    if "\ud800" <= found <= "\udfff":  # Python reads a byte that is not UTF-8 as a surrogate
        message = "this name is not in UTF-8, as another system may have written it"
    return Problem(prefix + shown, 0, 0, message, "rename it, and type the name instead of pasting it")
