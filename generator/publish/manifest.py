"""The manifest: which files of an output folder are ours, what they hold, and the keys they were made under.

It is in the folder itself (``.broadsheet/manifest.json``), so that it goes where the files go. Beside it is
``seen.json``: how each file was when we left it. Since that has the digests too, it says what is ours where the
manifest is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.model.safe_paths import all_safe
from generator.system import nofollow

FOLDER = ".broadsheet"
_FORMAT = 2

Kind = TypeVar("Kind")


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file that we wrote: the digest of its bytes, and its key."""

    digest: str
    key: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """All files that we wrote, by their path below the output folder.

    ``as_of`` is the instant (RFC 3339) of the edition that they were made of, when one of them last changed; ``source``
    the digest of everything that went into any of them: copy, layouts, settings and program. What is withheld is no
    part of it, so that nobody can see an embargoed story change.
    """

    files: Mapping[str, Entry] = {}
    format: int = _FORMAT
    as_of: str = ""
    source: str = ""


class FileStat(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as we left it: bytes, time of modification in nanoseconds, digest. While two stay, so does the third."""

    size: int
    modified: int
    digest: str


FileStats = dict[str, FileStat]


def read(output: Path) -> tuple[Manifest, str]:
    """The manifest, and what is wrong with it, in words.

    Where something is, it still tells what is ours, as far as that is known, but no keys: all is made anew.
    """
    data = _bytes(output / FOLDER / "manifest.json")
    found = _decoded(data, Manifest)
    if found and all_safe(found.files):
        if found.format == _FORMAT:
            return found, ""
        return Manifest({path: Entry(each.digest) for path, each in found.files.items()}), "is of another version"
    known = marks(output)
    known = known if all_safe(known) else {}
    wrong = "is broken" if data else "is missing" if known else ""
    return Manifest({path: Entry(mark.digest) for path, mark in known.items()}), wrong


def marks(output: Path) -> FileStats:
    """How we left each file, to be looked up by paths that are known to be safe; empty if that is not known."""
    return _decoded(_bytes(output / FOLDER / "seen.json"), FileStats) or {}


def decode(data: bytes) -> Manifest:
    """A manifest from its JSON; an empty one if it is broken or of another format."""
    manifest = _decoded(data, Manifest)
    return manifest if manifest and manifest.format == _FORMAT and all_safe(manifest.files) else Manifest()


def encode(value: Manifest | FileStats) -> bytes:
    """A manifest or marks as JSON, the same bytes for the same files."""
    return msgspec.json.encode(value, order="deterministic")


def _decoded(data: bytes, kind: type[Kind]) -> Kind | None:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _bytes(path: Path) -> bytes:
    try:
        return nofollow.read(path)
    except OSError:
        return b""
