"""Whatever stops a publication, and wherever: the site is wholly old, or becomes wholly old or new at the next command.

``BROADSHEET_KILLS`` says how many real processes are killed at random moments; six unless it does.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import Killed, bring, failing, tree
from newsroom import Newsroom, story

from generator.model.problems import Problems
from generator.pipeline.build import build
from generator.publish import folders, open_output, staging
from generator.publish.journal import Unfinished, is_open
from generator.publish.safety import trees_of

OLD = {
    "index.html": b"the old front page",
    "style.css": b"the old style",
    "same/index.html": b"a story that stays",
    "gone/index.html": b"a story that goes",
    "x": b"a file that becomes a folder",
    "y/z": b"a folder that becomes a file",
}
OLDER = {
    "index.html": b"an older front page",
    "same": b"a file that becomes a folder",
    "gone/index.html": b"a story that goes",
    "fresh": b"a file that becomes a folder, later",
    "y/z": b"a folder that becomes a file",
    "away/index.html": b"a story that is gone already",
}
NEW = {
    "index.html": b"the new front page",
    "style.css": b"the new style",
    "same/index.html": b"a story that stays",
    "fresh/story/index.html": b"a new story",
    "x/z": b"a file that becomes a folder",
    "y": b"a folder that becomes a file",
}
MINE = {"same/notes.txt": b"by hand"}

WAYS = {
    "in place": (0, 0),
    "on a mount point": (0, 0),
    "atomic": (3, 3),
    "atomic, of a spare tree": (1, 1),
    "from in place to atomic": (0, 3),
    "first": (None, 0),
    "first on a mount point": (None, 0),
    "first tree": (None, 3),
}


def _killed() -> BaseException:
    return Killed()


def _refuses(number: int) -> Callable[[], BaseException]:
    return lambda: OSError(number, os.strerror(number))


FAULTS = {
    "killed": _killed,
    "full": _refuses(errno.ENOSPC),
    "forbidden": _refuses(errno.EACCES),
    "read-only": _refuses(errno.EROFS),
}


WALKS = [
    (way, fault)
    for way in WAYS
    for fault in FAULTS
    if fault in ("killed", "full") or way in ("in place", "atomic") or "BROADSHEET_KILLS" in os.environ
]
"""Disks that refuse are alike to the program: ``make kill`` tries all of them in every way."""


@pytest.mark.parametrize(("way", "fault"), WALKS)
def test_stopped_at_any_call_the_site_is_old_or_becomes_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, fault: str
) -> None:
    before, after = WAYS[way]
    monkeypatch.setattr(os, "fsync", lambda _: None)  # a dead process is told from a living one, not a dead machine
    monkeypatch.setattr(staging, "_TICK", 0)
    if way.endswith("on a mount point"):
        monkeypatch.setattr(folders, "disk_of", lambda path: (0, "" if "published-output" in path.parts else "output"))
    start, place = tmp_path / "start", tmp_path / "place"
    start.mkdir()
    old, mine = _start(start / "output", before, way)
    output, sure, name = place / "output", after > 0 and before != 0, ""
    for at in range(500):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(start, place, symlinks=True)
        with failing(monkeypatch, place, at, FAULTS[fault]) as calls:
            try:
                bring(output, NEW, after)
            except (Killed, Problems) as error:
                name, stopped = f"{fault} after {at}, {calls[-1:]}", error
            else:
                name, stopped = "", None
        now = tree(output)
        if stopped is None:
            assert now == NEW | mine
        elif isinstance(stopped, Problems) and not isinstance(stopped, Unfinished):
            assert now == old | mine, f"{name}: said to be unchanged"
        elif sure or not (is_open(output) or not output.exists()):
            assert now in (old | mine, NEW | mine), name
        with open_output(place, output, after, patience=0) as standing:
            settled = tree(output)
            assert settled in (old | mine, NEW | mine), name
            assert standing.recovered or settled == now, f"{name}: finished without a word"
        bring(output, NEW, after)
        assert tree(output) == NEW | mine, name
        _nothing_left_over(output, after)
        if len(calls) < at:
            return
    pytest.fail("the publication never came to its end")


def _start(output: Path, before: int | None, way: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Publish the old site: what it holds, and what others put into it."""
    if before is None:
        return {}, {}
    if before == 1:  # a tree that is one too many, and so the next one is made of it
        bring(output, OLDER, before)
    bring(output, OLD, before)
    if way == "from in place to atomic":  # such a folder must be wholly ours
        return OLD, {}
    (output / "same/notes.txt").write_bytes(MINE["same/notes.txt"])
    return OLD, MINE


def _nothing_left_over(output: Path, atomic: int) -> None:
    assert [each.name for each in (output / ".broadsheet").iterdir()] == ["manifest.json"]
    assert {each.name for each in folders.state_folder(output).iterdir()} <= {"lock", "file_stats.json"}
    if atomic:
        names = {each.name for each in trees_of(output).iterdir()}
        assert all(name.isdecimal() for name in names - {".gitignore", "spare"})


def test_a_torn_write_is_part_of_the_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk is worth something only if it passes every kind of call."""
    bring(tmp_path / "output", OLD, 3)
    with failing(monkeypatch, tmp_path, 10_000, _killed) as calls:
        bring(tmp_path / "output", NEW, 3)
    assert {name for name, _ in calls} >= {"open", "write", "fsync", "mkdir", "replace", "link", "symlink"}
    bring(tmp_path / "plain", OLD)
    with failing(monkeypatch, tmp_path, 10_000, _killed) as calls:
        bring(tmp_path / "plain", NEW)
    assert {name for name, _ in calls} >= {"open", "write", "fsync", "mkdir", "replace", "unlink", "rmdir"}


def test_a_path_that_turned_into_a_folder_holds_the_publication_up_until_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    bring(output, OLD)

    def meddle(*_: object) -> None:
        (output / "index.html").unlink()
        (output / "index.html").mkdir()
        (output / "index.html/mine.txt").write_text("by hand")

    with monkeypatch.context() as patch:
        patch.setattr("generator.publish.decide", lambda *args: (decide(*args), meddle()))
        from generator.publish.journal import decide

        with pytest.raises(Unfinished) as caught:
            bring(output, NEW)
    assert "cannot be put in place" in caught.value.problems[0].message
    assert caught.value.problems[0].path.endswith("output/index.html")
    shutil.move(output / "index.html/mine.txt", tmp_path / "mine.txt")
    assert bring(output, NEW)[1]
    assert tree(output) == NEW


def test_a_disk_without_hard_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(tmp_path / "output", OLD, 3)

    def refused(*_: object, **more: object) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", refused)
    bring(tmp_path / "output", NEW, 3)
    assert tree(tmp_path / "output") == NEW
    assert bring(tmp_path / "output", NEW, 3)[0].written == ()


def _disk_of_one_megabyte(folder: Path) -> bool:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    return (
        sys.platform == "linux" and os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0
    )


@pytest.mark.parametrize("atomic", [0, 3])
def test_a_full_disk_leaves_the_old_site_and_says_so(tmp_path: Path, atomic: int) -> None:
    disk = tmp_path / "disk"
    if not _disk_of_one_megabyte(disk):
        pytest.skip("no small disk can be mounted here")
    try:
        bring(disk / "output", OLD, atomic)
        with pytest.raises(Problems) as caught:
            bring(disk / "output", NEW | {"large": b"." * 2_000_000}, atomic)
        assert "No space left" in caught.value.problems[0].message
        assert tree(disk / "output") == OLD
        bring(disk / "output", NEW, atomic)
        assert tree(disk / "output") == NEW
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("atomic", [False, True])
def test_processes_killed_at_random_moments_leave_a_whole_site(newsroom: Newsroom, atomic: bool) -> None:
    """Two editions take turns; each build is killed at some moment of its time, and the next one must put it right."""
    kills = int(os.environ.get("BROADSHEET_KILLS", "6")) // 2
    command = [sys.executable, "-m", "generator", "build", "--as-of", "2026-12-01", *(["--atomic"] if atomic else [])]
    trees = [_built(newsroom, number, 3 * atomic, 24) for number in (0, 1)]
    _copy_of(newsroom, 0)
    begun = time.monotonic()
    subprocess.run(command, cwd=newsroom.folder, check=True, capture_output=True)
    span = time.monotonic() - begun
    assert newsroom.tree() == trees[0]
    moments = random.Random(kills)
    for turn in range(kills):
        _copy_of(newsroom, (turn + 1) % 2)
        process = subprocess.Popen(command, cwd=newsroom.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(span * moments.uniform(0.3, 1.05))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if atomic or not is_open(newsroom.output):
            assert newsroom.tree() in trees
        with open_output(newsroom.folder, newsroom.output, 3 if atomic else 0, patience=0):
            assert newsroom.tree() in trees
    assert _built(newsroom, 1, 3 * atomic, 24) == trees[1]


SIGNALS = {"killed": signal.SIGKILL, "told to end": signal.SIGTERM, "Ctrl-C": signal.SIGINT}

STOPPED = """
import os, sys
from generator.cli import main
from generator.pipeline import build

how, at, log = int(sys.argv.pop(1)), int(sys.argv.pop(1)), sys.argv.pop(1)
publishes, calls, really = False, 0, build.publish

def stop(event, args):
    global calls
    changes = event in {"os.mkdir", "os.rmdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate"}
    if publishes and (changes or event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        calls += 1
        if calls == at:
            os.kill(os.getpid(), how)

def publish(*args, **more):
    global publishes
    sys.addaudithook(stop)
    publishes = True
    try:
        return really(*args, **more)
    finally:
        with open(log, "w") as file:
            file.write(str(calls))
        publishes = False

build.publish = publish
main()
"""
"""Runs the program, and sends it a signal as soon as it is about to change the disk for the nth time to publish."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("atomic", [0, 3], ids=["in place", "atomic"])
def test_a_signal_while_a_build_publishes_leaves_the_old_site_or_the_next_build_gives_the_new(
    newsroom: Newsroom, tmp_path: Path, atomic: int
) -> None:
    """The signals take turns. Unlike a kill, a Ctrl-C lets the program clean up: that must spoil nothing either."""
    points = int(os.environ.get("BROADSHEET_KILLS", "6")) // 2
    options = ["build", "--as-of", "2026-12-01", "--jobs", "1", *(["--atomic"] if atomic else [])]
    new, old = (_built(newsroom, number, atomic) for number in (0, 1))
    _copy_of(newsroom, 0, 3)
    shutil.copytree(newsroom.folder, tmp_path / "start", symlinks=True)

    def stopped(at: int, how: str) -> int:
        shutil.rmtree(newsroom.folder)
        shutil.copytree(tmp_path / "start", newsroom.folder, symlinks=True)
        words = [str(int(SIGNALS[how])), str(at), str(tmp_path / "log"), *options]
        return subprocess.run(
            [sys.executable, "-c", STOPPED, *words], cwd=newsroom.folder, capture_output=True
        ).returncode

    assert stopped(0, "Ctrl-C") == 0
    assert newsroom.tree() == new
    calls = int((tmp_path / "log").read_text())
    assert calls > 20
    for point in range(points):
        how, at = [*SIGNALS][point % len(SIGNALS)], 1 + (calls - 1) * point // (points - 1)
        name = f"{how} at change {at} of {calls}"
        assert stopped(at, how) != 0, name
        if atomic or not is_open(newsroom.output):
            assert newsroom.tree() in (old, new), name
        assert _built(newsroom, 0, atomic) == new, name
        _nothing_left_over(newsroom.output, atomic)


def _built(newsroom: Newsroom, number: int, atomic: int, stories: int = 3) -> dict[str, bytes]:
    """An edition, as the command line would build it."""
    _copy_of(newsroom, number, stories)
    build(newsroom.request("2026-12-01T00:00:00+03:00", record=True), newsroom.output, atomic=atomic)
    return newsroom.tree()


def _copy_of(newsroom: Newsroom, number: int, stories: int = 24) -> None:
    shutil.rmtree(newsroom.folder / "content")
    days = range(1 + number, 1 + stories + number)
    newsroom.write("".join(story(f"{day}.md", f"Day {day}", f"2026-11-{day:02}", f"tags: [T{number}]") for day in days))
