"""The manifest: the files in an output folder that Broadsheet made, their digests, and their keys.

It is the only one of Broadsheet's records that is published with the site (``.broadsheet/manifest.json``), so it is
copied wherever the site is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from generator.model.fingerprint import of_bytes
from generator.model.safe_paths import all_safe
from generator.system import nofollow

FOLDER = ".broadsheet"
MANIFEST = f"{FOLDER}/manifest.json"
_FORMAT = 2
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]{8,15}[+-][\d:.]{5,15}")  # it is shown on terminals


class ManifestEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file that Broadsheet wrote: the digest of its bytes, and its key."""

    digest: str
    key: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """All files that Broadsheet wrote, by their path below the output folder.

    ``as_of`` is the instant (RFC 3339) of the edition that they were made from, when one of them last changed;
    ``source`` is the digest of everything that the files were made from: copy, layouts, settings and program. It does
    not include withheld stories, so nobody can see that an embargoed story has changed.
    """

    files: Mapping[str, ManifestEntry] = {}
    format: int = _FORMAT
    as_of: str = ""
    source: str = ""


def read(output: Path) -> tuple[Manifest, str]:
    """The manifest of an output folder (empty if there is none), and what is wrong with it, as a phrase.

    A manifest of another version still lists Broadsheet's files, but comes without keys, so all files are rebuilt.
    """
    data = _bytes(output)
    found = _decoded(data)
    if found is None or not all_safe(found.files):
        return Manifest(), "is broken" if data else ""
    if found.format == _FORMAT:
        return found, ""
    return Manifest({path: ManifestEntry(each.digest) for path, each in found.files.items()}), "is of another version"


def digest_of(output: Path) -> str:
    """The digest of the manifest file itself; empty if there is none."""
    data = _bytes(output)
    return of_bytes(data) if data else ""


def decode(data: bytes) -> Manifest:
    """Decode a manifest from JSON; the result is empty if the JSON is broken or has another format."""
    manifest = _decoded(data)
    return manifest if manifest and manifest.format == _FORMAT and all_safe(manifest.files) else Manifest()


def encode(manifest: Manifest) -> bytes:
    """Encode a manifest as JSON, with the same bytes for the same files."""
    return msgspec.json.encode(manifest, order="deterministic")


def _decoded(data: bytes) -> Manifest | None:
    try:
        found = msgspec.json.decode(data, type=Manifest)
        return found if not found.as_of or _is_instant(found.as_of) else None
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def _is_instant(text: str) -> bool:
    """Whether a text is an instant in the format of manifests. A manifest may come from a web server.

    :raises ValueError: if there is no such time.
    """
    return bool(_INSTANT.fullmatch(text) and datetime.fromisoformat(text).tzinfo)


def _bytes(output: Path) -> bytes:
    try:
        return nofollow.read(output / MANIFEST)
    except OSError:
        return b""
