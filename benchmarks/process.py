"""A whole process, measured: what the kernel says that it took. And which files of a folder it wrote."""

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

_LOOK = 0.1  # seconds between two looks at the memory, at least
_SHARE = 100  # times as long as a look takes: the kernel counts pages, and of gigabytes that takes longer than 0.1 s

Files = dict[str, tuple[int, int]]
"""The files below a folder: inode and time of change of each."""


class Failed(Exception):
    """A process that went wrong or took too long; the message ends with what it said."""


class Cost(msgspec.Struct, frozen=True):
    """What a process took, with its children: seconds of wall and of processor, MiB of all that ran at once at most."""

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
    """Run a command in a folder, for at most ``limit`` seconds. ``statuses`` are those with which it may end.

    Memory is looked at ten times a second at most, and for a hundredth of the time; what processes share is counted
    once. It is never less than that of the largest process, which the kernel knows to the moment: a short build is
    seen but a few times.

    :raises Failed: if it ends with another status.
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
    """The memory of the largest process in MiB; 0 where the kernel may mean ours, with which a child begins."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used.ru_maxrss / 1024 if used.ru_maxrss > own else 0.0


class _Memory(Thread):
    """Looks at the memory of a group of processes; ``most`` is the most it saw, in MiB."""

    def __init__(self, group: int) -> None:
        super().__init__(daemon=True)
        self.group, self.most, self.over = group, 0.0, Event()

    def run(self) -> None:
        """Look until it is over."""
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
    """The proportional set size of a process in KiB: what it shares is shared out among those that have it."""
    try:
        text = Path("/proc", process, "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


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
