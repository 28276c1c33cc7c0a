"""The lock of an output folder: one publication at a time.   [disk]

The lock belongs to the process and not to the locked file (POSIX ``fcntl``; on Windows ``msvcrt``), so it ends with the
process, however it dies, and workers forked from it do not keep it. The contents of the file say who holds the lock.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from generator.engine.runtime import Notify, silently
from generator.model.problems import Problem, Problems
from generator.publish.disk import make_folder
from generator.publish.folders import nearest_existing, working_folder
from generator.publish.manifest import FOLDER
from generator.publish.safety import refuse_unsafe_state
from generator.system import nofollow

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 10.0  # seconds to wait for another build
_PAUSE = 0.05  # seconds between two attempts
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}  # the errors for a lock that is held
_FIX = "allow writing here, and try again"
_FAR = 1 << 20  # the position of the lock on Windows, where locked bytes cannot be read

_threads: dict[str, threading.Lock] = {}  # a process's lock does not exclude its other threads


@contextmanager
def output_locked(output: Path, patience: float = PATIENCE, notify: Notify = silently) -> Iterator[None]:
    """Hold the lock of an output folder.

    :raises Problems: if another build holds it for longer than ``patience`` (in seconds), or its folders are not safe.
    """
    refuse_unsafe_state(output)
    folder = working_folder(output)
    fix = "allow writing here, or choose an output folder in another place with --output"
    with locked(folder / "lock", patience, notify, folder != output / FOLDER, fix):
        yield


@contextmanager
def locked(
    file: Path, patience: float = PATIENCE, notify: Notify = silently, keep: bool = True, fix: str = _FIX
) -> Iterator[None]:
    """Hold the lock ``file``. If another build holds it, name it to ``notify``, and wait up to ``patience`` seconds.

    A build without changes leaves no trace: the file is empty and has its old time when the lock is released, and
    is removed if its folder was created for it and is otherwise empty, or if ``keep`` is false. ``fix`` says what to do
    if the disk refuses to write there.

    :raises Problems: if the lock is still held after that, or the disk refuses to write.
    """
    missing = [each for each in file.parents if not each.exists()]
    thread = _threads.setdefault(str(file.absolute()), threading.Lock())
    until, notified = monotonic() + patience, False
    while isinstance(lock := _try(file, thread, fix), str):
        if lock and monotonic() > until:
            raise Problems([Problem(str(file.parent), 0, 0, f"{lock} is publishing here", _wait(lock, file))])
        if lock and not notified:
            notify(f"{lock} is publishing here; waiting for it, {patience:.0f} seconds at most.")
            notified = True
        sleep(_PAUSE)
    before = os.fstat(lock)
    try:
        _write_holder(lock)
        yield
    finally:
        try:
            _clean_up(lock, file, before, missing, keep)
        finally:
            os.close(lock)
            thread.release()


def _try(file: Path, thread: threading.Lock, fix: str) -> int | str:
    """The open lock; the name of its holder if it is held; an empty string if the file has just been replaced."""
    if not thread.acquire(blocking=False):
        return "another build of this process"
    found: int | str = ""
    try:
        found = _take(file)
    except OSError as error:
        raise Problems([_refusal(file, error, fix)]) from error
    finally:
        if isinstance(found, str):
            thread.release()
    return found


def _refusal(file: Path, error: OSError, fix: str) -> Problem:
    """The problem that ``file`` cannot be locked, and the fix."""
    if nofollow.link_at(file):
        fix = f"delete the link {file}; the file behind it is not touched"
        return Problem(str(file), 0, 0, "the lock is a link to another place, so it cannot be used", fix)
    if not error.filename:
        return Problem(
            str(file), 0, 0, f"this file cannot be locked: {error.strerror}", "use a disk that supports locks"
        )
    message = f"Broadsheet keeps its records in {file.parent}, but cannot write here: {error.strerror}"
    return Problem(str(nearest_existing(Path(error.filename))), 0, 0, message, fix)


def _take(file: Path) -> int | str:
    lock = _open(file)
    try:
        _lock(lock)
    except OSError as error:
        if error.errno not in _HELD:  # for example, a network disk without locks
            os.close(lock)
            raise
        who = _holder_of(lock)
    else:
        if _is_current(lock, file):
            return lock
        who = ""
    os.close(lock)
    return who


def _open(file: Path) -> int:
    make_folder(str(file.parent))
    if nofollow.link_at(file):  # for systems without O_NOFOLLOW
        raise OSError(errno.ELOOP, "this is a link", str(file))
    lock = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    if not stat.S_ISREG(os.fstat(lock).st_mode):
        os.close(lock)
        raise OSError(errno.EINVAL, "this is not a regular file", str(file))
    return lock


def _lock(lock: int) -> None:
    """Take the lock without waiting.

    :raises OSError: if it is held.
    """
    if sys.platform == "win32":
        os.lseek(lock, _FAR, os.SEEK_SET)
        msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_current(lock: int, file: Path) -> bool:
    """Whether ``lock`` is still the file at that path: the previous holder may have removed it."""
    try:
        return os.path.samestat(os.fstat(lock), file.lstat())
    except FileNotFoundError:
        return False


def _write_holder(lock: int) -> None:
    since = datetime.now(UTC).isoformat(sep=" ", timespec="seconds")
    with contextlib.suppress(OSError):  # a full disk does not affect the lock
        os.ftruncate(lock, 0)
        os.lseek(lock, 0, os.SEEK_SET)
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
        os.write(lock, json.dumps(holder).encode())


def _holder_of(lock: int) -> str:
    try:
        os.lseek(lock, 0, os.SEEK_SET)
        holder = json.loads(os.read(lock, 1000))
        there = "" if holder["host"] == socket.gethostname() else f" on {holder['host']}"
        return f"another build (process {holder['pid']}{there}, since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another build"


def _wait(who: str, file: Path) -> str:
    """The fix for a lock that is not released: a network disk may keep the lock of a machine that no longer runs."""
    if " on " in who:
        return f"wait until it is done, and try again; if that machine is no longer running, remove {file}"
    return "wait until it is done, and try again"


def _clean_up(lock: int, file: Path, before: os.stat_result, missing: list[Path], keep: bool) -> None:
    """Restore the file; remove it, with the folders that were created for it, if they contain nothing else."""
    with contextlib.suppress(OSError):
        os.ftruncate(lock, 0)
        if not _is_current(lock, file):
            return
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        alone = bool(missing) and [each.name for each in file.parent.iterdir()] == [file.name]
        if alone or not keep:
            file.unlink()
        if alone:
            for folder in missing:
                folder.rmdir()
