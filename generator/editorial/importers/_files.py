"""The files of an import: finds wire copy in a folder, and writes all stories or none.   [disk]"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import time

from generator.model.problems import Problem, Problems, refuse
from generator.publish.disk import settle_all
from generator.system import nofollow

LONGEST = 60_000_000
"""The size limit for a file, in bytes: mail has its pictures within it."""


_STAGED = re.compile(r"\..+\.[0-9a-f]{8}")
_RECENT = 60  # seconds
_MANY = 50  # files: for about this many, flushing all pending writes is faster than flushing each file


def path_in_site(site: Path, file: Path) -> str:
    """Return the file's path in the site's folder, or its name if it is elsewhere: records must fit every machine."""
    absolute, root = Path(os.path.abspath(file)), Path(os.path.abspath(site))  # noqa: PTH100  # links stay as named
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.name


def data_of(site: Path, file: Path) -> bytes:
    """Return the bytes of one file.

    :raises Problems: if it cannot be read, or is too large.
    """
    try:
        return nofollow.read(file, LONGEST)
    except OSError as error:
        if error.errno == errno.EFBIG:
            message = f"this file has {file.stat().st_size:,} bytes; the limit for wire copy is {LONGEST:,}"
            refuse(Problem(path_in_site(site, file), 0, 0, message, "split it into several files"))
        fix = "check its name and its permissions" if error.errno != errno.EINVAL else nofollow.fix_of(error)
        refuse(Problem(path_in_site(site, file), 0, 0, f"the file cannot be read: {error.strerror}", fix))


def files_in(folder: Path) -> Iterator[Path]:
    """Yield every file below ``folder``, except links and hidden files and folders."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def write(site: Path, files: Mapping[str, bytes]) -> None:
    """Write all ``files`` next to their targets, then rename them into place; if one fails, undo everything.

    Backups of replaced stories are kept until the end, so that undoing needs no more space on the disk. The bytes are
    flushed to the disk before the files are renamed.

    :raises Problems: if the stories cannot be written.
    """
    drafts: dict[Path, Path] = {}
    spares: dict[Path, Path] = {}
    begun: list[Path] = []
    try:
        for path, data in files.items():
            _stage(site / path, data, drafts)
            if (site / path).exists():
                _stage(site / path, nofollow.read(site / path, None), spares)
        _flush_files(site, [*drafts.values(), *spares.values()])
        for target, draft in drafts.items():
            begun.append(target)
            draft.replace(target)
        for folder in {target.parent for target in drafts}:
            _flush_names(folder)
    except BaseException as error:
        for target in begun:
            if target in spares:
                spares[target].replace(target)
            else:
                target.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        message = f"the stories cannot be written: {error.strerror}"
        fix = "free some disk space, or make the folder writable, and import again; nothing was changed"
        raise Problems([Problem(path_in_site(site, [*drafts][-1]), 0, 0, message, fix)]) from error
    finally:
        for file in (*drafts.values(), *spares.values()):
            with suppress(OSError):
                file.unlink()


def sweep(folder: Path) -> None:
    """Delete the hidden files below ``folder`` that a program left behind when it was killed while writing.

    Files of the last minute are kept, since another program may be writing them now.
    """
    before = time() - _RECENT
    for each in folder.rglob(".*") if folder.is_dir() and not nofollow.link_at(folder) else ():
        if _STAGED.fullmatch(each.name):
            with suppress(OSError):
                found = each.lstat()
                if stat.S_ISREG(found.st_mode) and found.st_mtime < before:
                    each.unlink()


def _stage(target: Path, data: bytes, staged: dict[Path, Path]) -> None:
    """Write ``data`` to a hidden file next to ``target``."""
    staged[target] = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with staged[target].open("xb") as stream:
        stream.write(data)


def _flush_files(site: Path, files: Sequence[Path]) -> None:
    """Flush the bytes of files to the disk."""
    if len(files) >= _MANY and settle_all(str(site)):
        return
    for each in files:
        with each.open("rb+") as stream:
            os.fsync(stream.fileno())


def _flush_names(folder: Path) -> None:
    """Flush the names in ``folder`` to the disk, if the system can do that (Windows cannot)."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
