"""The manifest: which files of an output folder are ours, what they hold, and the keys they were made under.

It lies in the folder itself (``.broadsheet/manifest.json``), so that it goes where the files go.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

FOLDER = ".broadsheet"
_FORMAT = 1


class Entry(msgspec.Struct, frozen=True):
    """One file that we wrote: the digest of its bytes, its key, and the digests that went into the key."""

    digest: str
    key: str
    parts: Mapping[str, str]


class Manifest(msgspec.Struct, frozen=True):
    """All files that we wrote, by their path below the output folder."""

    files: Mapping[str, Entry] = {}
    format: int = _FORMAT


def load(output: Path) -> Manifest:
    """The manifest of an output folder; an empty one where there is none, or none that can be read."""
    return decode(_bytes(output / FOLDER / "manifest.json"))


def decode(data: bytes) -> Manifest:
    """A manifest from its JSON; an empty one if it is broken or of another format."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Manifest()
    safe = all(not path.startswith("/") and ".." not in path.split("/") for path in manifest.files)
    return manifest if manifest.format == _FORMAT and safe else Manifest()


def encode(manifest: Manifest) -> bytes:
    """The manifest as JSON, the same bytes for the same files."""
    return msgspec.json.encode(manifest, order="deterministic")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
