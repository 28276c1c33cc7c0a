"""Real disks that are full, read-only or meddled with, and real readers, as whoever types ``build`` meets them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from faults import bring, tree
from newsroom import NOON, SETTINGS, Newsroom, story

from generator.cli import main
from generator.publish.safety import number_of

WAYS = pytest.mark.parametrize("way", [(), ("--atomic", "--keep", "1")], ids=["in place", "atomic"])
PAGE = 4096


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root can mount a disk, and not everywhere")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def _remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def _write(newsroom: Newsroom, edition: int) -> None:
    """Each edition has stories that the one before did not have, and lacks others."""
    days = range(1 + edition, 12 + edition)
    for file in newsroom.folder.glob("content/*.md"):
        file.unlink()
    newsroom.write(
        "".join(story(f"{day}.md", f"Day {day}", f"2026-10-{day:02}", f"tags: [T{edition}]") for day in days)
    )


def _run(newsroom: Newsroom, output: Path, way: tuple[str, ...]) -> Result:
    words = ["build", "--site", newsroom.folder, "--output", output, "--as-of", NOON, "--jobs", "1", *way]
    return CliRunner().invoke(main, [str(word) for word in words])


def _published(newsroom: Newsroom, output: Path, way: tuple[str, ...], edition: int) -> dict[str, bytes]:
    _write(newsroom, edition)
    result = _run(newsroom, output, way)
    assert result.exit_code == 0, result.output
    return tree(output)


@WAYS
def test_a_disk_that_is_full_at_any_moment_leaves_the_old_site(
    newsroom: Newsroom, small: Path, way: tuple[str, ...]
) -> None:
    output, filling = small / "output", small / "filling"
    new = _published(newsroom, newsroom.folder / "new", (), 2)
    for edition in (0, 1):
        old = _published(newsroom, output, way, edition)
    _write(newsroom, 2)
    refused = 0
    for pages in [*range(12), *range(12, 400, 20)]:
        free = os.statvfs(small)
        filling.write_bytes(bytes(max(free.f_bavail - pages, 0) * PAGE))
        result = _run(newsroom, output, way)
        if result.exit_code == 0:
            break
        refused += 1
        assert "No space left" in result.stderr, result.output
        assert "nothing was changed" in result.stderr
        assert "Traceback" not in result.output
        assert tree(output) == old
        filling.unlink()
    assert refused > 3
    assert tree(output) == new


@WAYS
def test_a_disk_that_turned_read_only_leaves_the_old_site(
    newsroom: Newsroom, small: Path, way: tuple[str, ...]
) -> None:
    output = small / "output"
    old = [_published(newsroom, output, way, edition) for edition in (0, 1)][1]
    _write(newsroom, 2)
    _remount(small, "ro")
    result = _run(newsroom, output, way)
    assert result.exit_code == 1
    assert "Read-only file system" in result.stderr
    assert tree(output) == old
    _remount(small, "rw")
    assert _run(newsroom, output, way).exit_code == 0
    assert tree(output) == _published(newsroom, newsroom.folder / "new", (), 2)


@WAYS
def test_a_page_that_nobody_may_change_holds_a_publication_up_and_no_more(
    newsroom: Newsroom, tmp_path: Path, way: tuple[str, ...]
) -> None:
    output, page = tmp_path / "output", tmp_path / "page"
    for edition in (0, 1):
        _published(newsroom, output, way, edition)
    os.link(output / "index.html", page)
    if not shutil.which("chattr") or subprocess.run(["chattr", "+i", str(page)], capture_output=True).returncode:
        pytest.skip("no file can be made unchangeable here")
    try:
        _write(newsroom, 2)
        results = [_run(newsroom, output, way) for _ in range(2)]
        if way:  # the page is not changed: it stays in its tree, even when that is one too many
            assert tree(output) == _published(newsroom, newsroom.folder / "new", (), 2)
            _published(newsroom, output, way, 3)
    finally:
        subprocess.run(["chattr", "-i", str(page)], check=True)
    assert [each.exit_code for each in results] == ([0, 0] if way else [1, 1])
    if not way:
        assert "the publication is not finished" in results[0].stderr
        assert "its work has been finished first" in _run(newsroom, output, way).stderr
        assert tree(output) == _published(newsroom, newsroom.folder / "new", (), 2)


@WAYS
def test_row_6_a_page_that_became_a_folder_is_a_problem_until_it_is_moved_away(
    newsroom: Newsroom, tmp_path: Path, way: tuple[str, ...]
) -> None:
    output = tmp_path / "output"
    _published(newsroom, output, way, 1)
    page = output / "index.html"
    page.unlink()
    page.mkdir()
    (page / "mine.txt").write_text("by hand")
    before = tree(output)
    _write(newsroom, 2)
    result = _run(newsroom, output, way)
    assert result.exit_code == 1
    assert "this folder is in the way of a file of the site" in result.stderr
    assert tree(output) == before
    (page / "mine.txt").rename(tmp_path / "mine.txt")
    assert _run(newsroom, output, way).exit_code == 0
    assert tree(output) == _published(newsroom, newsroom.folder / "new", (), 2)


PATHS = ("index.html", *(f"{number}/index.html" for number in range(12)))


def _follow(output: Path, done: threading.Event, back: list[str]) -> None:
    """Read one file after another through the link, as web servers do: none is older than the one before."""
    seen = 0
    while not done.is_set():
        for path in PATHS:
            now = int((output / path).read_bytes())
            if now < seen:
                back.append(f"{path} went from {seen} back to {now}")
            seen = now


def _copy(output: Path, done: threading.Event, whole: list[set[bytes]]) -> None:
    """Read whole trees, as a copying program does."""
    while not done.is_set():
        before, folder = number_of(output), os.open(output, os.O_RDONLY)
        with suppress(FileNotFoundError):
            read = {_bytes_at(folder, path) for path in PATHS}
            if number_of(output) == before:
                whole.append(read)
        os.close(folder)


def _bytes_at(folder: int, path: str) -> bytes:
    file = os.open(path, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(file, 100)
    finally:
        os.close(file)


@pytest.mark.parametrize("keep", [2, 3])
def test_no_reader_of_an_atomic_site_ever_meets_a_mix(tmp_path: Path, keep: int) -> None:
    output, done = tmp_path / "output", threading.Event()
    back: list[str] = []
    whole: list[set[bytes]] = []
    bring(output, dict.fromkeys(PATHS, b"0"), keep)
    readers = [
        threading.Thread(target=_follow, args=(output, done, back)),
        threading.Thread(target=_copy, args=(output, done, whole)),
    ]
    for each in readers:
        each.start()
    for edition in range(1, 30):
        bring(output, dict.fromkeys(PATHS, b"%d" % edition) | {f"only/{edition}": b""}, keep)
    done.set()
    for each in readers:
        each.join()
    assert back == []
    assert {len(each) for each in whole} == {1}
    assert len({data for each in whole for data in each}) > 3


def _all_below(folder: Path) -> dict[str, bytes]:
    """Every file of a site's folder with its bytes, except what Broadsheet keeps for itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".broadsheet" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


COPY = """\
Ferry crews end their strike
- Local
- Harbour News
- Published Date: 04:14 | 02 December 2024
The boats sail again.
"""


@pytest.mark.parametrize(
    "words",
    [
        ("new", "Ferry sinks", "--section", "Harbour"),
        ("import",),
        ("check", "--accept"),
        ("retire", "/2026/01/01/gone/"),
        ("init", "second"),
    ],
    ids=lambda words: words[0],
)
def test_a_full_disk_leaves_no_half_of_a_file(small: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    """An empty story would stop every later build."""
    room = Newsroom(small / "site").write(SETTINGS + '[agencies."Harbour News"]\ntimezone = "Europe/London"\n')
    room.write(story("a.md", "Ferry", "2026-01-01", body='An odd " mark.') + f"-- seeds/ferry.txt --\n{COPY}")
    (room.folder / "published.txt").write_text("/2026/01/01/gone/ content/gone.md\n")
    monkeypatch.chdir(room.folder)
    before = _all_below(room.folder)
    (small / "filling").write_bytes(bytes(os.statvfs(small).f_bavail * PAGE))
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 1
    assert "No space left" in result.stderr, result.output
    assert "Traceback" not in result.output
    assert _all_below(room.folder) == before
