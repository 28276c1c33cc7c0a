"""The files of an import: what lies in a folder, and stories written all together or not at all.   [disk]"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generator.model.problems import Problem, Problems, refuse

LONGEST = 1_000_000
"""Longest file of wire copy, in bytes."""


def shown(site: Path, file: Path) -> str:
    """The file's path in the site's folder; of a file elsewhere the name, for records must fit any machine."""
    whole, root = Path(os.path.abspath(file)), Path(os.path.abspath(site))  # noqa: PTH100  # links stay as named
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.name


def data_of(site: Path, file: Path) -> bytes:
    """The bytes of one file.

    :raises Problems: where it cannot be read.
    """
    try:
        if (size := file.stat().st_size) > LONGEST:
            message = f"this file has {size:,} bytes; {LONGEST:,} are the most of a story"
            refuse(Problem(shown(site, file), 0, 0, message, "make several stories of it"))
        return file.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        refuse(Problem(shown(site, file), 0, 0, message, "check its name and who may read it"))


def files_in(folder: Path) -> Iterator[Path]:
    """Every file below ``folder``; links and hidden names are passed over."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def write(site: Path, texts: Mapping[str, str]) -> None:
    """Write all ``texts`` beside their places, then rename them into place; if one fails, all is as it was.

    What an update replaces is kept as a spare until the end, so that undoing needs no room on the disk.

    :raises Problems: where the disk refuses.
    """
    drafts: dict[Path, Path] = {}
    spares: dict[Path, Path] = {}
    begun: list[Path] = []
    try:
        for path, text in texts.items():
            _stage(site / path, text.encode(), drafts)
            if (site / path).exists():
                _stage(site / path, (site / path).read_bytes(), spares)
        for target, draft in drafts.items():
            begun.append(target)
            draft.replace(target)
        for folder in {target.parent for target in drafts}:
            _settle(folder)
    except BaseException as error:
        for target in begun:
            if target in spares:
                spares[target].replace(target)
            else:
                target.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        message = f"the stories cannot be written: {error.strerror}"
        fix = "make room or allow writing there, and import again; nothing was changed"
        raise Problems([Problem(shown(site, [*drafts][-1]), 0, 0, message, fix)]) from error
    finally:
        for file in (*drafts.values(), *spares.values()):
            with suppress(OSError):
                file.unlink()


def _stage(target: Path, data: bytes, staged: dict[Path, Path]) -> None:
    """Write ``data`` to a hidden file beside ``target`` and see it onto the disk."""
    staged[target] = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with staged[target].open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """See the names in ``folder`` onto the disk, where the system can (Windows cannot)."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
