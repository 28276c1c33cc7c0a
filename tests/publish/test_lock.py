"""One publication at a time into one folder."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from faults import holder
from newsroom import Newsroom

from generator.model.problems import Problems
from generator.publish.lock import locked


def test_a_second_build_reports_who_holds_the_lock_and_times_out(tmp_path: Path) -> None:
    told: list[str] = []
    file = tmp_path / ".broadsheet/lock"
    with holder(file) as other:
        with pytest.raises(Problems) as caught, locked(file, 0.2, told.append):
            pytest.fail("two hold the lock")
        since = json.loads(file.read_text())["since"]
        other.communicate("")
    assert len(told) == 1
    for sentence in (told[0], caught.value.problems[0].message):
        assert f"process {other.pid}, since {since}" in sentence


def test_a_lock_that_does_not_say_who_holds_it_belongs_to_another_build(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    with holder(file) as other:
        file.write_text("")
        with pytest.raises(Problems) as caught, locked(file, 0):
            pytest.fail("two hold the lock")
        other.communicate("")
    assert "another build" in caught.value.problems[0].message


def test_whoever_waits_long_enough_gets_the_lock(tmp_path: Path) -> None:
    other = holder(tmp_path / "lock")
    with locked(tmp_path / "lock", 60, lambda _: other.communicate("")):
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()


def test_row_7_the_lock_of_a_killed_process_is_released(tmp_path: Path) -> None:
    with holder(tmp_path / "lock") as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    with locked(tmp_path / "lock", 0):
        pass
    assert (tmp_path / "lock").read_bytes() == b""


def test_the_lock_of_another_machine_names_it_and_says_what_to_do_if_that_is_dead(tmp_path: Path) -> None:
    """A server of a network disk may keep the lock of a machine that is no more."""
    file = tmp_path / "lock"
    other = holder(file)
    file.write_text(json.dumps({"pid": 12, "host": "old-desk", "since": "2026-01-01"}))
    with pytest.raises(Problems) as caught, locked(file, 0):
        pytest.fail("two hold the lock")
    assert "process 12 on old-desk, since 2026-01-01" in caught.value.problems[0].message
    assert f"remove {file}" in caught.value.problems[0].fix
    file.unlink()
    with locked(file, 0):
        pass
    other.communicate("")


def test_a_disk_without_locks_is_no_other_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("generator.publish.lock._lock", refused)
    with pytest.raises(Problems) as caught, locked(tmp_path / "lock", 60):
        pass
    assert "this file cannot be locked: No locks available" in caught.value.problems[0].message


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is forked there")
def test_a_forked_worker_does_not_keep_the_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    go = context.Event()
    with locked(tmp_path / "lock", 0):
        worker = context.Process(target=go.wait)
        worker.start()
    try:
        holder(tmp_path / "lock").communicate("")
    finally:
        go.set()
        worker.join()


def test_two_threads_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    found: list[str] = []

    def second() -> None:
        try:
            with locked(tmp_path / "lock", 0):
                pass
        except Problems as refused:
            found.append(refused.problems[0].message)

    with locked(tmp_path / "lock", 0):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert found == ["another build of this process is publishing here"]


def test_a_released_lock_leaves_no_files(tmp_path: Path) -> None:
    with locked(tmp_path / "new/folder/lock"):
        assert (tmp_path / "new/folder/lock").exists()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "lock").touch()
    before = (tmp_path / "lock").stat().st_mtime_ns
    with locked(tmp_path / "lock"):
        pass
    assert (tmp_path / "lock").stat().st_mtime_ns == before


def test_a_link_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("by hand")
    (tmp_path / "lock").symlink_to(tmp_path / "precious.txt")
    with pytest.raises(Problems) as caught, locked(tmp_path / "lock"):
        pass
    (problem,) = caught.value.problems
    assert problem.message == "the lock is a link to another place, so it cannot be used"
    assert f"delete the link {tmp_path / 'lock'}" in problem.fix
    assert (tmp_path / "precious.txt").read_text() == "by hand"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_a_pipe_is_no_lock(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lock")
    with pytest.raises(Problems, match="this is not a regular file"), locked(tmp_path / "lock", 0):
        pass


def test_a_link_that_leads_nowhere_is_no_lock_and_makes_no_file(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "new.txt")
    with pytest.raises(Problems, match="the lock is a link"), locked(tmp_path / "lock"):
        pass
    assert not (tmp_path / "new.txt").exists()


def test_row_7_the_second_of_two_builds_waits_and_reports_for_whom(newsroom: Newsroom) -> None:
    newsroom.build()
    before = newsroom.tree()
    with holder(newsroom.state / "lock") as other:
        command = [sys.executable, "-m", "generator", "build"]
        second = subprocess.Popen(command, cwd=newsroom.folder, stderr=subprocess.PIPE, text=True)
        assert second.stderr
        assert f"process {other.pid}" in second.stderr.readline()
        other.communicate("")
        assert second.wait() == 0
        second.stderr.close()
    assert newsroom.tree().keys() == before.keys()
