"""Finds the stories in content/ that imports made from a piece of wire copy.   [disk]"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.editorial.importers import _story
from generator.editorial.importers._files import data_of, files_in, path_in_site

_MARKDOWN = (".md", ".markdown", ".mdown")


class ImportedStory(msgspec.Struct, frozen=True):
    """A story in content/ that an import made."""

    path: str
    text: str
    record: _story.Record


class FiledStories:
    """The stories in content/ that imports made, by their paths and by the names under which copy finds them."""

    def __init__(self, site: Path) -> None:
        self._filed: dict[str, ImportedStory] = {}
        self._known: dict[tuple[object, ...], dict[str, None]] = {}
        for each in _found(site):
            self.add(each)

    def at(self, path: str) -> ImportedStory | None:
        """Return the story at a path, if an import made it."""
        return self._filed.get(path)

    def add(self, filed: ImportedStory) -> None:
        """Add a story under its path and all of its names; an earlier version of it is removed."""
        before = self._filed.get(filed.path)
        for key in before.record.names if before else ():
            self._known[key].pop(filed.path, None)
        self._filed[filed.path] = filed
        for key in filed.record.names:
            self._known.setdefault(key, {})[filed.path] = None

    def named(self, *keys: tuple[object, ...]) -> list[ImportedStory]:
        """Return the stories that have any of the names, in the order of their paths."""
        return [self._filed[path] for path in sorted({path for key in keys for path in self._known.get(key, ())})]


def _found(site: Path) -> Iterator[ImportedStory]:
    """Yield the stories in content/ that an import made, in the order of their paths."""
    for file in sorted(files_in(site / "content")):
        data = data_of(site, file) if file.suffix.lower() in _MARKDOWN else b""
        text = data.decode(errors="replace") if b"wire:" in data else ""
        if record := _story.record(text):
            yield ImportedStory(path_in_site(site, file), text, record)
