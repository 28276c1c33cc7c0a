"""A real ``build``, killed by the system itself at any change of the disk, whatever part of the program makes it.

This needs ``strace``. ``BROADSHEET_KILLS`` says at how many calls, spread over all; at half a dozen unless it does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from faults import tree
from newsroom import Newsroom, story

from generator.pipeline.build import build
from generator.publish.journal import is_open

CALLS = (
    "write,pwrite64,ftruncate,fsync,fdatasync,fchmod,utimensat,"
    "mkdir,rmdir,rename,unlink,unlinkat,link,linkat,symlink,symlinkat"
)
"""What changes a disk; files are made by opening them, which is another call before the first write."""


def _build(newsroom: Newsroom, atomic: bool) -> dict[str, bytes]:
    build(newsroom.request("2024-12-01T00:00:00+03:00", record=True), newsroom.output, atomic=int(atomic))
    return tree(newsroom.output)


def _traced(newsroom: Newsroom, atomic: bool, *tracing: str) -> int:
    """Build in a process that strace looks at."""
    way = ["--atomic", "--keep", "1"] if atomic else []
    build = [sys.executable, "-m", "generator", "build", "--publish", "--as-of", "2024-12-01", "--jobs", "1", *way]
    return subprocess.run(
        ["strace", "-f", "-qq", *tracing, *build], cwd=newsroom.folder, capture_output=True
    ).returncode


def _write(newsroom: Newsroom, edition: int) -> None:
    shutil.rmtree(newsroom.folder / "content", ignore_errors=True)
    newsroom.write("".join(story(f"{day}.md", f"Day {day}", f"2024-11-{day:02}") for day in (1 + edition, 2 + edition)))


def _trees(newsroom: Newsroom, atomic: bool) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Build until the old site stands and a tree is spare; the old site and the new, whose stories lie ready."""
    trees = []
    for edition in (2, 0, 1):
        _write(newsroom, edition)
        trees.append(_build(newsroom, atomic))
    _write(newsroom, 2)
    return trees[2], trees[0]


def _calls(newsroom: Newsroom, atomic: bool, log: Path) -> list[tuple[str, int]]:
    """Every change of the disk that a build makes: the name of the call, and how many of that name it is."""
    assert _traced(newsroom, atomic, "-o", str(log), "-e", f"trace={CALLS}") == 0
    names = re.findall(r"(?m)^\d+ +(\w+)\(", log.read_text())
    assert {"write", "fsync", "mkdir", "rename"} <= set(names)
    return [(name, names[: number + 1].count(name)) for number, name in enumerate(names)]


@pytest.mark.parametrize("atomic", [False, True], ids=["in place", "atomic"])
def test_killed_at_any_change_of_the_disk_the_site_is_old_or_becomes_new(
    newsroom: Newsroom, tmp_path: Path, atomic: bool
) -> None:
    if not shutil.which("strace") or subprocess.run(["strace", "-qq", "true"], capture_output=True).returncode:
        pytest.skip("no strace is here that may look at processes")
    old, new = _trees(newsroom, atomic)
    shutil.copytree(newsroom.folder, tmp_path / "start", symlinks=True)
    calls = _calls(newsroom, atomic, tmp_path / "log")
    step = max(1, len(calls) // (int(os.environ.get("BROADSHEET_KILLS", "6")) // 2))
    for name, number in calls[::step]:
        shutil.rmtree(newsroom.folder)
        shutil.copytree(tmp_path / "start", newsroom.folder, symlinks=True)
        kill = ["-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}"]
        assert _traced(newsroom, atomic, "-o", os.devnull, *kill) != 0
        if atomic or not is_open(newsroom.output):
            assert tree(newsroom.output) in (old, new), f"killed at {name} {number}"
        assert _build(newsroom, atomic) == new, f"killed at {name} {number}"
        assert len((newsroom.folder / "published.txt").read_text().splitlines()) == 5
