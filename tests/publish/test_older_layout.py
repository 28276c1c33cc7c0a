"""Version 0.1 kept its own files in the published folder: they are finished, removed, and mentioned once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from faults import bring, holder, tree
from newsroom import Newsroom, story

from generator.model.fingerprint import of_bytes
from generator.model.problems import Problems
from generator.publish import open_output
from generator.publish.folders import state_folder
from generator.publish.manifest import Manifest, ManifestEntry, encode
from generator.publish.older_layout import migrate
from generator.publish.safety import trees_of

OLD = {"index.html": b"old", "gone.html": b"gone"}
NEW = {"index.html": b"new", "fresh/index.html": b"fresh"}
STAGE = "stage-0123456789abcdef"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A site as version 0.1 left it."""
    output = tmp_path / "output"
    bring(output, OLD)
    for each in state_folder(output).iterdir():
        each.unlink()
    (output / ".broadsheet/lock").touch()
    stats = {path: [len(data), 1, of_bytes(data)] for path, data in OLD.items()}
    (output / ".broadsheet/seen.json").write_text(json.dumps(stats))
    return output


def _decided(output: Path) -> None:
    """Leave what version 0.1 did when it was killed right after it had decided for ``NEW``."""
    stage = output / ".broadsheet" / STAGE
    (stage / "new/fresh").mkdir(parents=True)
    (stage / "0").write_bytes(NEW["index.html"])
    (stage / "new/fresh/index.html").write_bytes(NEW["fresh/index.html"])
    (stage / "manifest.json").write_bytes(
        encode(Manifest({path: ManifestEntry(of_bytes(data)) for path, data in NEW.items()}))
    )
    (stage / "seen.json").write_text("{}")
    moves = [["new/fresh", "fresh"], ["0", "index.html"]]
    journal = {"format": 3, "stage": STAGE, "room": [], "moves": moves, "removals": ["gone.html"]}
    (output / ".broadsheet/journal.json").write_text(json.dumps(journal))


def _opened(output: Path, atomic: int = 0) -> tuple[bool, list[str]]:
    """Whether an interrupted publication was finished, and what the user is told."""
    told: list[str] = []
    with open_output(output.parent, output, atomic, told.append, patience=0) as state:
        return state.recovered, told


@pytest.mark.parametrize("atomic", [0, 2])
def test_records_of_an_older_version_are_removed_once_and_that_is_reported(output: Path, atomic: int) -> None:
    (output / ".broadsheet" / STAGE).mkdir()
    finished, (told,) = _opened(output, atomic)
    assert not finished
    assert f"in {output}/.broadsheet have been removed; they are now kept in {state_folder(output)}." in told
    assert [each.name for each in (output / ".broadsheet").iterdir()] == ["manifest.json"]
    assert tree(output) == OLD
    assert _opened(output, atomic) == (False, [])


def test_the_records_in_the_trees_of_an_atomic_site_are_removed_too(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for files in (OLD, NEW):
        bring(output, files, 2)
    trees = trees_of(output)
    for old in (trees / "lock", trees / "1/.broadsheet/seen.json", trees / "2/.broadsheet/seen.json"):
        old.touch()
    assert len(_opened(output, 2)[1]) == 1
    assert {each.name for each in trees.iterdir()} == {".gitignore", "1", "2"}
    assert not list(tmp_path.rglob("seen.json"))


def test_what_it_had_decided_is_finished_and_reported(output: Path) -> None:
    _decided(output)
    finished, told = _opened(output)
    assert finished
    assert "its work has been finished first" in told[1]
    assert tree(output) == NEW
    assert [each.name for each in (output / ".broadsheet").iterdir()] == ["manifest.json"]


def test_a_broken_journal_of_it_is_a_warning_and_the_next_build_puts_the_site_right(output: Path) -> None:
    _decided(output)
    (output / ".broadsheet/journal.json").write_text('{"format": 3')
    with open_output(output.parent, output, patience=0) as state:
        assert [each.level for each in state.warnings] == ["warning"]
    bring(output, NEW)
    assert tree(output) == NEW


def test_a_journal_of_a_still_older_version_finishes_nothing(output: Path) -> None:
    _decided(output)
    file = output / ".broadsheet/journal.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"format": 2}))
    assert not migrate(output, 0, lambda _: None)
    assert tree(output) == OLD


@pytest.mark.parametrize("path", ["../precious.txt", "/etc/passwd", "CNAME", ".git/config"])
def test_a_forged_journal_of_it_is_refused_like_one_of_today(output: Path, path: str) -> None:
    (output / "CNAME").write_text("courier.example")
    (output.parent / "precious.txt").write_text("by hand")
    _decided(output)
    file = output / ".broadsheet/journal.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"removals": [path]}))
    with pytest.raises(Problems, match="Nothing was changed"):
        _opened(output)
    assert tree(output) == OLD | {"CNAME": b"courier.example"}
    assert (output.parent / "precious.txt").read_text() == "by hand"


def test_while_it_publishes_nothing_of_it_is_touched(output: Path) -> None:
    _decided(output)
    with holder(output / ".broadsheet/lock") as other:
        with pytest.raises(Problems, match="is publishing here"):
            _opened(output)
        other.communicate("")
    assert tree(output) == OLD
    assert _opened(output)[0]


def test_a_site_of_it_is_built_on_as_it_is(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01")).build()
    for name in ("lock", "seen.json"):
        (newsroom.output / ".broadsheet" / name).write_text("{}")
    assert newsroom.build().published.written == ()
    assert [each.name for each in (newsroom.output / ".broadsheet").iterdir()] == ["manifest.json"]
