"""The pictures and files that moved stories use. Each is found, checked and given a path once."""

from __future__ import annotations

from generator.editorial.moving import _media
from generator.editorial.moving._moved import MediaFile, Moved, Request
from generator.editorial.moving._sources import Find

NOT_FOUND = ""
"""The reason that is given for a file that was not found."""


class Files:
    """Finds files as their source does, and in the folders that the user names."""

    def __init__(self, request: Request, find: Find | None) -> None:
        self._request, self._find = request, find
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        self._sources: dict[str, MediaFile] = {}

    def place(self, address: str, moved: Moved) -> tuple[str, str]:
        """Return the path that the file of an address will have, or an empty path and the reason."""
        own = (
            "" if "//" in address or address.startswith("/") else moved.key
        )  # all other addresses mean the same in every story
        known = self._known.get((own, address))
        if known is None:
            known = self._known[own, address] = self._placed(address, moved)
        return known

    def _placed(self, address: str, moved: Moved) -> tuple[str, str]:
        found = self._find(address, moved, self._request) if self._find else None
        found = found or _media.in_folders(address, self._request.media)
        return self.add(found) if found else ("", NOT_FOUND)

    def add(self, file: MediaFile) -> tuple[str, str]:
        """Check a file that was found; return its new path, or an empty path and why it cannot be published."""
        try:
            data = _media.data_of(file)
        except OSError as error:
            return "", str(error.strerror or error)
        path = _media.path_of(file, data)
        if fault := _media.fault_of(path, data):
            return "", fault
        other = self._sources.setdefault(path.casefold(), file)
        if other != file and _media.data_of(other) != data:
            stem, dot, end = path.rpartition(".")
            path = f"{stem}-{len(self._sources)}{dot}{end}"
            self._sources[path.casefold()] = file
        return path, ""

    def data(self, path: str) -> bytes:
        """Return the bytes of the file that has a new path.

        :raises OSError: if it can no longer be read.
        """
        return _media.data_of(self._sources[path.casefold()])
