"""Measures a process with the figures of the kernel, and finds the files that it wrote in a folder."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event, Thread, Timer

import msgspec

_LOOK = 0.1  # seconds between two checks of the memory, at least
_SHARE = 100  # times as long as a check takes: the kernel counts pages, and for gigabytes that takes more than 0.1 s

Files = dict[str, tuple[int, int]]
"""The files in a folder and below, each with its inode and modification time."""


class Failed(Exception):
    """A process failed or took too long; the message ends with its output."""


class Cost(msgspec.Struct, frozen=True):
    """The cost of a process and its children: seconds of wall-clock and processor time, and peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


def run(
    command: Sequence[str | Path],
    folder: Path,
    limit: float,
    environment: Mapping[str, str],
    statuses: tuple[int, ...] = (0,),
) -> Cost:
    """Run a command in a folder, for at most ``limit`` seconds. ``statuses`` are the exit statuses that it may have.

    Memory is checked at most ten times a second, and for at most a hundredth of the time; shared memory is counted
    once. The result is never less than the memory of the largest process, which the kernel knows exactly: a short build
    is checked only a few times.

    :raises Failed: if it ends with another status.
    """
    log = folder / "said.txt"
    os.sync()  # so that this process does not pay for the writes of others
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
        memory = _Memory(process.pid)
        memory.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        alarm.cancel()
        memory.over.set()
        memory.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in statuses:
        words = log.read_text(errors="replace")[-2000:]
        raise Failed(f"{command[0]} in {folder} ended with {process.returncode} after {wall:.0f} s\n{words}")
    return Cost(wall, used.ru_utime + used.ru_stime, max(memory.most, _largest(used)))


def _largest(used: resource.struct_rusage) -> float:
    """Return the memory of the largest process in MiB; 0 if it may be this process's, with which a child starts."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used.ru_maxrss / 1024 if used.ru_maxrss > own else 0.0


class _Memory(Thread):
    """Checks the memory of a group of processes; ``most`` is the highest value so far, in MiB."""

    def __init__(self, group: int) -> None:
        super().__init__(daemon=True)
        self.group, self.most, self.over = group, 0.0, Event()

    def run(self) -> None:
        """Check the memory until the processes have ended."""
        pause = _LOOK
        while not self.over.wait(pause):
            start = time.thread_time()
            self.most = max(self.most, sum(map(_shared_out, _members(self.group))) / 1024)
            pause = max(_LOOK, _SHARE * (time.thread_time() - start))


def _members(group: int) -> Iterator[str]:
    for folder in Path("/proc").glob("[1-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group:
                yield folder.name
        except OSError:
            continue  # it has ended


def _shared_out(process: str) -> int:
    """Return the proportional set size of a process in KiB: shared memory is divided among those that share it."""
    try:
        text = Path("/proc", process, "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def files(folder: Path) -> Files:
    """Return the files in a folder and below, by relative path; empty if the folder does not exist."""
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
    """Return the paths of files that are new or have changed."""
    return [path for path, state in after.items() if before.get(path) != state]
