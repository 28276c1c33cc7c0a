"""The journal: what was decided is finished by whoever comes next."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import Killed, bring, tree

from generator.publish.journal import Journal, Unfinished, apply, decide, is_open, journal, recover, stage
from generator.publish.output_state import state_of

OLD = {"index.html": b"old", "gone.html": b"gone"}
NEW = {"index.html": b"new", "fresh/index.html": b"fresh"}
STAGE = "stage-0123456789abcdef"


@pytest.fixture
def decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder whose publication was killed right after it was decided."""

    def killed(*_: object) -> None:
        raise Killed

    bring(tmp_path / "output", OLD)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("generator.publish.apply", killed)
        bring(tmp_path / "output", NEW)
    return tmp_path / "output"


def test_what_was_decided_is_finished_and_said(decided: Path) -> None:
    assert is_open(decided)
    assert tree(decided) == OLD
    assert recover(decided) == (True, ())
    assert tree(decided) == NEW
    assert recover(decided) == (False, ())


def test_what_was_not_decided_is_forgotten(tmp_path: Path) -> None:
    bring(tmp_path / "output", OLD)
    stage(tmp_path / "output", STAGE).mkdir()
    (stage(tmp_path / "output", STAGE) / "0").write_bytes(b"half a page")
    assert recover(tmp_path / "output") == (False, ())
    assert not stage(tmp_path / "output", STAGE).exists()
    assert tree(tmp_path / "output") == OLD


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"\xff", b'{"format": 1, "room": [], "moves": [], "removals": []}', b"[]"]
)
@pytest.mark.parametrize("moved", [False, True])
def test_a_broken_journal_is_said_and_the_next_build_puts_it_right(decided: Path, broken: bytes, moved: bool) -> None:
    if moved:  # the interrupted publication had got so far
        (decided / "fresh").mkdir()
        (decided / "fresh/index.html").write_bytes(b"fresh")
    (decided / ".broadsheet/journal.json").write_bytes(broken)
    (decided / "mine.txt").write_text("by hand")
    finished, (warning,) = recover(decided)
    assert (finished, warning.level) == (False, "warning")
    assert not is_open(decided)
    assert state_of(decided).manifest.files.keys() == OLD.keys() | NEW.keys()
    bring(decided, NEW | {"fresh/index.html": b"fresher"})
    assert tree(decided) == {"index.html": b"new", "fresh/index.html": b"fresher", "mine.txt": b"by hand"}


def test_doing_it_twice_does_no_harm(tmp_path: Path) -> None:
    output = tmp_path / "output"
    bring(output, {"x": b"a file", "y/z": b"in a folder"})
    todo = journal(STAGE, room=("x", "y/z"), moves=(("0", "x/z"), ("1", "y")), removals=())
    stage(output, STAGE).mkdir()
    (stage(output, STAGE) / "0").write_bytes(b"0")
    (stage(output, STAGE) / "1").write_bytes(b"1")
    decide(output, todo)
    apply(output, todo)
    apply(output, todo)
    assert tree(output) == {"x/z": b"0", "y": b"1"}


def test_a_disk_that_refuses_leaves_the_journal(tmp_path: Path) -> None:
    output = tmp_path / "output"
    (output / "page/full").mkdir(parents=True)
    (output / "page/full/mine.txt").write_text("by hand")
    stage(output, STAGE).mkdir(parents=True)
    (stage(output, STAGE) / "0").write_bytes(b"0")
    todo: Journal = journal(STAGE, room=(), moves=(("0", "page"),), removals=())
    decide(output, todo)
    with pytest.raises(Unfinished):
        apply(output, todo)
    assert is_open(output)
