"""Loads the bytes of a file.   [disk]"""

from __future__ import annotations

from pathlib import Path

from generator.model.problems import Problem
from generator.reading import scan
from generator.reading.queries import LoadedFile, UnreadFile


def load_file(site: Path, unread: UnreadFile) -> LoadedFile:
    """Read a file's bytes from the site's folder."""
    problems: list[Problem] = []
    data = scan.bytes_of(site, unread.copy, problems)
    return LoadedFile(unread, data, tuple(problems))
