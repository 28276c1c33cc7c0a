"""A disk that fails, or a process that dies, at a chosen call: for tests of publishing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from newsroom import NOON

from generator.model.fingerprint import digest
from generator.model.output import Data, Output
from generator.publish import PublishResult, open_output, publish, unchanged
from generator.publish.manifest import FOLDER

CALLS = [
    *("open", "write", "fsync", "fchmod", "chmod", "ftruncate", "utime"),
    *("mkdir", "rmdir", "unlink", "remove", "rename", "replace", "link", "symlink"),
]
"""All that can change a disk."""


class Killed(BaseException):
    """Stands for a process that is killed: nothing of the program catches it."""


@contextmanager
def failing(
    patch: pytest.MonkeyPatch, root: Path, at: int, error: Callable[[], BaseException]
) -> Iterator[list[tuple[str, str]]]:
    """Every call that would change something below ``root`` fails from number ``at`` on; yields the calls before it.

    What a dead process, or a full disk, does: once it has failed, it goes on failing.
    """
    calls: list[tuple[str, str]] = []
    files: set[int] = set()

    def wrapped(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            on_file = name in {"write", "fsync", "fchmod", "ftruncate"}
            reads = name == "open" and not int(str(args[1])) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            below = any(str(each).startswith(str(root)) for each in args[:2]) or more.get("dir_fd") is not None
            if reads or not (args[0] in files if on_file else below):
                return real(*args, **more)
            if len(calls) >= at:
                raise error()
            calls.append((name, str(args[0])))
            if name == "write" and len(calls) == at:
                args = (args[0], bytes(args[1])[:3])  # type: ignore[call-overload]  # the last write is torn
            done = real(*args, **more)
            if name == "open":
                assert isinstance(done, int)
                files.add(done)
            return done

        return call

    with patch.context() as patched:
        for name in CALLS:
            patched.setattr(os, name, wrapped(name, getattr(os, name)))
        yield calls


HOLDER = """
import sys
from pathlib import Path
from generator.publish.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(file: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(file)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def planned(files: Mapping[str, bytes]) -> dict[str, str]:
    """The keys of files that are ready as they are."""
    return {path: digest(data.decode()) for path, data in sorted(files.items())}


def bring(output: Path, files: Mapping[str, bytes], atomic: int = 0, as_of: str = NOON) -> tuple[PublishResult, bool]:
    """Publish ``files`` and nothing else; what was done, and whether an interrupted publication was finished first."""
    plan = planned(files)
    with open_output(output.parent, output, atomic, patience=0) as standing:
        kept = unchanged(standing, plan)
        new = [Output(path, Data(data), "the test") for path, data in files.items() if path not in kept]
        made = [(each.path, files[each.path]) for each in new]
        done = publish(output.parent, standing, plan, new, made, datetime.fromisoformat(as_of))
        return done, standing.recovered


def tree(output: Path) -> dict[str, bytes]:
    """Every file of a published site with its bytes, less our own records."""
    found = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if not path.startswith(f"{FOLDER}/")}
