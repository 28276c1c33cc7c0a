"""A power cut: what the disk has not been given yet is lost, and the site is old or new all the same.

A small disk lies in a file. Its copy, taken at some moment, is the disk as a power cut would have left it then.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from faults import bring, tree
from test_kill import NEW, OLD, OLDER

from generator.publish import disk, open_output
from generator.publish.journal import is_open

LARGE = {f"{number}/index.html": b"." * 5000 for number in range(150)}


def _run(*words: str | Path) -> bool:
    return subprocess.run([str(word) for word in words], capture_output=True, check=False).returncode == 0


@contextmanager
def _mounted(image: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    if not _run("mount", "-o", "loop", image, folder):
        pytest.skip("no disk in a file can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A disk of ext4, which puts names down before bytes if it is let."""
    file = tmp_path / "image"
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        pytest.skip("only root can mount a disk, and mkfs.ext4 makes it")
    with file.open("wb") as made:
        made.truncate(16_000_000)
    assert _run("mkfs.ext4", "-q", file)
    return file


def _cuts(image: Path, mounted: Path, patch: pytest.MonkeyPatch) -> list[Path]:
    """Have a copy of the disk taken before each rename or removal, the names just put down by then."""
    copies: list[Path] = []

    def cutting(name: str) -> None:
        real = getattr(disk, name)

        def cut(*args: str) -> None:
            if any(str(mounted) in each for each in args) and len(copies) < 40:
                _put_names_down(mounted)
                copies.append(image.with_name(f"cut-{len(copies)}"))
                shutil.copy(image, copies[-1])
            real(*args)

        patch.setattr(disk, name, cut)

    cutting("move")
    cutting("remove")
    return copies


def _put_names_down(mounted: Path) -> None:
    file = os.open(mounted / "other", os.O_WRONLY | os.O_CREAT)
    os.write(file, b".")
    os.fsync(file)
    os.close(file)


@pytest.mark.parametrize("new", [NEW, NEW | LARGE], ids=["few", "many"])
@pytest.mark.parametrize("atomic", [0, 1])
def test_a_power_cut_at_any_moment_leaves_the_old_site_or_the_new(
    image: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atomic: int, new: dict[str, bytes]
) -> None:
    with _mounted(image, tmp_path / "disk") as mounted:
        bring(mounted / "output", OLDER, atomic)
        bring(mounted / "output", OLD, atomic)
        os.sync()
        with monkeypatch.context() as patch:
            cuts = _cuts(image, mounted, patch)
            bring(mounted / "output", new, atomic)
            _put_names_down(mounted)
        cuts.append(Path(shutil.copy(image, tmp_path / "last")))
    for number, cut in enumerate(cuts):
        with _mounted(cut, tmp_path / f"after-{number}") as mounted:
            output = mounted / "output"
            if atomic or not is_open(output):
                assert tree(output) in (OLD, new), cut.name
            with open_output(mounted, output, atomic, patience=0):
                assert tree(output) in (OLD, new), cut.name
        cut.unlink()
