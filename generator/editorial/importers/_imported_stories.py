"""The stories in content/ that imports have made, and finding the one that a piece of wire copy belongs to.   [disk]"""

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
    """All of them, by their paths and by everything by which a version of their copy is found to be theirs."""

    def __init__(self, site: Path) -> None:
        self._filed: dict[str, ImportedStory] = {}
        self._known: dict[tuple[object, ...], dict[str, None]] = {}
        for each in _found(site):
            self.add(each)

    def at(self, path: str) -> ImportedStory | None:
        """Return the story at a path, if an import made it."""
        return self._filed.get(path)

    def add(self, filed: ImportedStory) -> None:
        """Remember a story under everything by which a piece of copy is found to be its own."""
        before = self._filed.get(filed.path)
        for key in before.record.names if before else ():
            self._known[key].pop(filed.path, None)
        self._filed[filed.path] = filed
        for key in filed.record.names:
            self._known.setdefault(key, {})[filed.path] = None

    def named(self, *keys: tuple[object, ...]) -> list[ImportedStory]:
        """Return the stories that are known under one of the names, in the order of their paths."""
        return [self._filed[path] for path in sorted({path for key in keys for path in self._known.get(key, ())})]


def _found(site: Path) -> Iterator[ImportedStory]:
    """Yield the stories in content/ that an import made, in the order of their paths."""
    for file in sorted(files_in(site / "content")):
        data = data_of(site, file) if file.suffix.lower() in _MARKDOWN else b""
        text = data.decode(errors="replace") if b"wire:" in data else ""
        if record := _story.record(text):
            yield ImportedStory(path_in_site(site, file), text, record)
