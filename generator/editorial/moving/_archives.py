"""Files in ZIP archives that other programs export: their names, and their bytes within limits.

Nothing is unpacked to the disk, so names that lead out of a folder are only names.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from generator.model.problems import Problem, Problems

MOST = 200_000
"""How many files an archive may have."""

_FIX = "download or export it again"


def is_archive(path: Path) -> bool:
    """Whether there is a ZIP archive at a path."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\3\4", b"PK\5\6")


def names_in(path: Path) -> tuple[str, ...]:
    """The names of the files in an archive, sorted, without folders.

    :raises Problems: if it is damaged, or has too many files.
    """
    try:
        with ZipFile(path) as archive:
            names = sorted(each.filename for each in archive.infolist() if not each.is_dir())
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Problems([Problem(str(path), 0, 0, "this archive is damaged", _FIX)]) from error
    if len(names) > MOST:
        message = f"this archive has {len(names):,} files; the limit is {MOST:,}"
        raise Problems([Problem(str(path), 0, 0, message, "unpack it, and name the folder")])
    return tuple(names)


def data_in(path: Path, name: str, most: int) -> bytes:
    """The bytes of a file in an archive.

    :raises OSError: if it is not there, is damaged, is locked with a password, or has more than ``most`` bytes.
    """
    try:
        with ZipFile(path) as archive, archive.open(name) as stream:
            data = stream.read(most + 1)
    except KeyError as error:
        raise FileNotFoundError(2, "it is not in the archive", name) from error
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error) as error:
        raise OSError(5, "it cannot be read from its archive", name) from error
    if len(data) > most:
        raise OSError(27, f"it has more than {most:,} bytes", name)
    return data
