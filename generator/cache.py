"""Remembered manuscripts: what was read of each story, by the digest of its bytes.

They lie in ``.broadsheet/`` of the site's folder, as JSON. A cache that is missing, broken or of another version
of the program is as good as none: everything is read again, with the same result.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.digest import digest
from generator.reading.story import Reading
from generator.settings import Settings


class Remembered(msgspec.Struct, frozen=True):
    """Readings by the digest of path and bytes, true for one program and one way of reading."""

    reader: str
    readings: Mapping[str, Reading]


def reader(program: str, settings: Settings) -> str:
    """The digest of everything besides the file itself that a reading depends on."""
    return digest([program, settings.timezone, settings.language, settings.html])


def recall(site: Path, reader: str) -> Mapping[str, Reading]:
    """The readings that ``reader`` left; none where there are none, or they cannot be used."""
    try:
        remembered = msgspec.json.decode(_file(site).read_bytes(), type=Remembered)
    except (OSError, msgspec.DecodeError, ValueError):
        return {}
    return remembered.readings if remembered.reader == reader else {}


def remember(site: Path, reader: str, readings: Mapping[str, Reading]) -> None:
    """Keep ``readings`` for the next time. A disk that refuses costs time then, nothing else."""
    file = _file(site)
    with contextlib.suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        (file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        draft = file.with_suffix(".tmp")
        draft.write_bytes(msgspec.json.encode(Remembered(reader, readings)))
        draft.replace(file)


def _file(site: Path) -> Path:
    return site / ".broadsheet" / "readings.json"
