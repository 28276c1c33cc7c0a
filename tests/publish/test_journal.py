"""The journal: what was decided is finished by whoever comes next."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import Killed, bring, tree

from generator.model.problems import Problems
from generator.publish.folders import state_folder, working_folder
from generator.publish.journal import Unfinished, apply, decide, is_open, recover
from generator.publish.journal_format import FORMAT, Journal
from generator.publish.output_state import state_of

OLD = {"index.html": b"old", "gone.html": b"gone"}
NEW = {"index.html": b"new", "fresh/index.html": b"fresh"}
STAGE = "stage-0123456789abcdef"


def _killed(*_: object) -> None:
    raise Killed


@pytest.fixture
def decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder whose publication was killed right after it was decided."""
    bring(tmp_path / "output", OLD)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("generator.publish.apply", _killed)
        bring(tmp_path / "output", NEW)
    return tmp_path / "output"


def test_what_was_decided_is_finished_and_reported(decided: Path) -> None:
    assert is_open(decided)
    assert tree(decided) == OLD
    assert recover(decided) == (True, ())
    assert tree(decided) == NEW
    assert recover(decided) == (False, ())


def test_what_was_not_decided_is_forgotten(tmp_path: Path) -> None:
    bring(tmp_path / "output", OLD)
    stage = working_folder(tmp_path / "output") / STAGE
    stage.mkdir()
    (stage / "0").write_bytes(b"half a page")
    assert recover(tmp_path / "output") == (False, ())
    assert not stage.exists()
    assert tree(tmp_path / "output") == OLD


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"\xff", b'{"format": 1, "room": [], "moves": [], "removals": []}', b"[]"]
)
@pytest.mark.parametrize("moved", [False, True])
def test_a_broken_journal_is_reported_and_the_next_build_puts_it_right(
    decided: Path, broken: bytes, moved: bool
) -> None:
    if moved:  # the interrupted publication had got so far
        (decided / "fresh").mkdir()
        (decided / "fresh/index.html").write_bytes(b"fresh")
    (working_folder(decided) / "journal.json").write_bytes(broken)
    (decided / "mine.txt").write_text("by hand")
    finished, (warning,) = recover(decided)
    assert (finished, warning.level) == (False, "warning")
    assert not is_open(decided)
    assert state_of(decided).manifest.files.keys() == OLD.keys() | ({"fresh/index.html"} if moved else set())
    bring(decided, NEW | {"fresh/index.html": b"fresher"})
    assert tree(decided) == {"index.html": b"new", "fresh/index.html": b"fresher", "mine.txt": b"by hand"}


@pytest.mark.parametrize("other", [{}, {"index.html": b"another site"}], ids=["by hand", "of another build"])
def test_a_journal_does_nothing_to_another_folder_of_the_same_name(decided: Path, other: dict[str, bytes]) -> None:
    """The journal is beside the output folder, so it stays when somebody puts another folder in its place."""
    decided.rename(decided.parent / "moved")
    if other:
        bring(decided.parent / "elsewhere/output", other)
        (decided.parent / "elsewhere/output").rename(decided)
    else:
        decided.mkdir()
    (decided / "gone.html").write_text("by hand")
    finished, (warning,) = recover(decided)
    assert (finished, warning.level) == (False, "warning")
    assert tree(decided) == other | {"gone.html": b"by hand"}
    bring(decided, NEW)
    assert tree(decided) == NEW | {"gone.html": b"by hand"}


def test_a_first_publication_that_was_interrupted_replaces_no_file_that_somebody_put_there_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("generator.publish.apply", _killed)
        bring(tmp_path / "output", NEW)
    (tmp_path / "output").mkdir()
    (tmp_path / "output/index.html").write_text("by hand")
    with pytest.raises(Problems, match="which Broadsheet did not make"):
        bring(tmp_path / "output", NEW)
    assert tree(tmp_path / "output") == {"index.html": b"by hand"}


def _todo(room: tuple[str, ...], moves: tuple[tuple[str, str], ...]) -> Journal:
    return Journal(FORMAT, STAGE, before="", after="", room=room, moves=moves, removals=())


def test_applying_a_journal_twice_does_no_harm(tmp_path: Path) -> None:
    output, folder = tmp_path / "output", state_folder(tmp_path / "output")
    bring(output, {"x": b"a file", "y/z": b"in a folder"})
    todo = _todo(room=("x", "y/z"), moves=(("0", "x/z"), ("1", "y")))
    (folder / STAGE).mkdir()
    (folder / STAGE / "0").write_bytes(b"0")
    (folder / STAGE / "1").write_bytes(b"1")
    decide(folder, todo)
    apply(output, folder, todo)
    apply(output, folder, todo)
    assert tree(output) == {"x/z": b"0", "y": b"1"}


def test_a_disk_that_refuses_leaves_the_journal(tmp_path: Path) -> None:
    output, folder = tmp_path / "output", state_folder(tmp_path / "output")
    (output / "page/full").mkdir(parents=True)
    (output / "page/full/mine.txt").write_text("by hand")
    (folder / STAGE).mkdir(parents=True)
    (folder / STAGE / "0").write_bytes(b"0")
    todo = _todo(room=(), moves=(("0", "page"),))
    decide(folder, todo)
    with pytest.raises(Unfinished) as caught:
        apply(output, folder, todo)
    assert is_open(output)
    assert caught.value.problems[0].path == str(output / "page")


def test_a_journal_that_is_a_link_is_refused_and_nothing_changes(decided: Path) -> None:
    file = working_folder(decided) / "journal.json"
    file.rename(decided.parent / "elsewhere.json")
    file.symlink_to(decided.parent / "elsewhere.json")
    with pytest.raises(Problems, match=r"it is a link\. Nothing was changed"):
        recover(decided)
    assert tree(decided) == OLD


def test_a_journal_that_is_a_folder_is_refused_and_nothing_changes(decided: Path) -> None:
    file = working_folder(decided) / "journal.json"
    file.unlink()
    file.mkdir()
    with pytest.raises(Problems, match=r"is too large, or not a regular file\. Nothing was changed"):
        recover(decided)
    assert tree(decided) == OLD


def test_a_journal_of_another_version_is_set_aside(decided: Path) -> None:
    file = working_folder(decided) / "journal.json"
    file.write_bytes(file.read_bytes().replace(b'"format":%d' % FORMAT, b'"format":99'))
    finished, (warning,) = recover(decided)
    assert (finished, warning.level) == (False, "warning")
    assert tree(decided) == OLD


def test_a_folder_that_others_have_made_since_gets_the_new_files_too(tmp_path: Path) -> None:
    output, folder = tmp_path / "output", state_folder(tmp_path / "output")
    (output / "page").mkdir(parents=True)
    (output / "page/mine.txt").write_text("by hand")
    (folder / STAGE / "new").mkdir(parents=True)
    (folder / STAGE / "new/index.html").write_bytes(b"new")
    todo = _todo(room=(), moves=(("new", "page"),))
    decide(folder, todo)
    apply(output, folder, todo)
    assert tree(output) == {"page/mine.txt": b"by hand", "page/index.html": b"new"}


def test_a_file_where_a_folder_is_to_be_stays_and_so_does_the_journal(tmp_path: Path) -> None:
    output, folder = tmp_path / "output", state_folder(tmp_path / "output")
    output.mkdir()
    (output / "page").write_text("by hand")
    (folder / STAGE / "new").mkdir(parents=True)
    (folder / STAGE / "new/index.html").write_bytes(b"new")
    todo = _todo(room=(), moves=(("new", "page"),))
    decide(folder, todo)
    with pytest.raises(Unfinished):
        apply(output, folder, todo)
    assert is_open(output)
    assert (output / "page").read_text() == "by hand"


def test_a_link_that_somebody_has_put_in_place_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    output, folder = tmp_path / "output", state_folder(tmp_path / "output")
    (tmp_path / "elsewhere").mkdir()
    output.mkdir()
    (output / "page").symlink_to(tmp_path / "elsewhere")
    (folder / STAGE).mkdir(parents=True)
    (folder / STAGE / "0").write_bytes(b"0")
    todo = _todo(room=(), moves=(("0", "page/index.html"),))
    decide(folder, todo)
    with pytest.raises(Unfinished, match="a link is in the way"):
        apply(output, folder, todo)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_a_first_publication_had_put_in_place_is_ours_even_if_its_journal_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("generator.publish.apply", _killed)
        bring(output, NEW)
    (output / "fresh").mkdir(parents=True)
    (output / "fresh/index.html").write_bytes(b"fresh")
    (working_folder(output) / "journal.json").write_bytes(b"{")
    recover(output)
    assert state_of(output).manifest.files.keys() == {"fresh/index.html"}
