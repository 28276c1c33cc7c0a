"""A whole process, measured: what the kernel says that it took. And which files of a folder it wrote."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

Files = dict[str, tuple[int, int]]
"""The files below a folder: inode and time of change of each."""


class Failed(Exception):
    """A process that went wrong or took too long; the message ends with what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, with its children: seconds of wall and of processor, MiB of its largest process."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str | Path], folder: Path, limit: float, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder, for at most ``limit`` seconds.

    The largest process is the one that had most in memory at any time, be it the command itself or a child that it
    waited for. Keep the caller small: a new process starts with the caller's size to its name.

    :raises Failed: if it does not end with 0.
    """
    log = folder / "said.txt"
    os.sync()  # what others wrote is not to be paid for by this one
    with log.open("wb") as said:
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        alarm = Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        alarm.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        words = log.read_text(errors="replace")[-2000:]
        raise Failed(f"{command[0]} in {folder} ended with {process.returncode} after {wall:.0f} s\n{words}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def files(folder: Path) -> Files:
    """The files below a folder, by their paths from there; none if there is no such folder."""
    found: Files = {}
    folders = [str(folder)] if folder.is_dir() else []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    seen = entry.stat(follow_symlinks=False)
                    found[os.path.relpath(entry.path, folder)] = seen.st_ino, seen.st_mtime_ns
    return found


def written(before: Files, after: Files) -> list[str]:
    """The paths of files that are new or not as they were."""
    return [path for path, state in after.items() if before.get(path) != state]
