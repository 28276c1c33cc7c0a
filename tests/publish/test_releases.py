"""Atomic publishing: readers see one whole tree, always, and there is a way back."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from faults import bring, tree
from newsroom import Newsroom, story

from generator.cli import main
from generator.model.problems import Problems
from generator.pipeline.build import build
from generator.publish import disk
from generator.publish.releases import roll_back
from generator.publish.safety import number_of, trees_of
from generator.publish.verify import verify_folder

ONE = {"index.html": b"one", "same/index.html": b"the same"}
TWO = {"index.html": b"two", "same/index.html": b"the same"}
THREE = {"index.html": b"three", "same/index.html": b"the same"}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def _trees(output: Path) -> list[str]:
    """The numbers of all trees that somebody can return to."""
    return sorted(each.name for each in trees_of(output).iterdir() if each.is_dir() and each.name != "spare")


def test_the_output_is_a_link_to_a_tree_that_shares_what_stayed(tmp_path: Path) -> None:
    output = tmp_path / "output"
    bring(output, ONE, 3)
    assert str(output.readlink()) == ".output.trees/1"
    bring(output, TWO, 3)
    assert str(output.readlink()) == ".output.trees/2"
    assert tree(tmp_path / ".output.trees/1") == ONE
    assert tree(output) == TWO
    assert (tmp_path / ".output.trees/1/same/index.html").samefile(output / "same/index.html")


def test_the_tree_of_an_interrupted_build_is_removed_and_nobody_elses_folder(tmp_path: Path) -> None:
    output = tmp_path / "output"
    bring(output, ONE, 3)
    interrupted, theirs = (trees_of(output) / f"draft-{name}" for name in ("stage-0123456789abcdef", "of-my-play"))
    for each in (interrupted, theirs):
        each.mkdir()
    bring(output, TWO, 3)
    assert not interrupted.exists()
    assert theirs.exists()


def test_a_second_build_without_changes_makes_no_tree(tmp_path: Path) -> None:
    bring(tmp_path / "output", ONE, 3)
    times = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert bring(tmp_path / "output", ONE, 3)[0].written == ()
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == times


def test_no_moment_of_a_publication_shows_a_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is looked at before and after every rename; of a folder's own files none is ever renamed."""
    output = tmp_path / "output"
    bring(output, ONE, 3)
    seen = []

    def watched(source: str, target: str, *, real: object = os.replace) -> None:
        seen.append(tree(output))
        assert callable(real)
        real(source, target)
        seen.append(tree(output))

    monkeypatch.setattr(os, "replace", watched)
    bring(output, TWO, 3)
    assert [each for at, each in enumerate(seen) if at == 0 or each != seen[at - 1]] == [ONE, TWO]


def test_a_surplus_tree_is_recycled_for_the_next_build(tmp_path: Path) -> None:
    output = tmp_path / "output"
    bring(output, ONE | {"a/b": b"goes", "c": b"becomes a folder", "d/e": b"its folder becomes a file"}, 1)
    bring(output, TWO, 1)
    spare = (trees_of(output) / "spare").stat().st_ino
    (trees_of(output) / "spare/mine.txt").write_text("by hand, where nobody reads")
    (trees_of(output) / "spare/same/index.html").unlink()
    (trees_of(output) / "spare/same/index.html").write_text("spoilt")
    (trees_of(output) / "spare/empty/within").mkdir(parents=True)
    new = THREE | {"c/d": b"new", "d": b"new"}
    bring(output, new, 1)
    assert output.stat().st_ino == spare
    assert tree(output) == new
    assert {path.name for path in output.rglob("*") if path.is_dir()} == {".broadsheet", "same", "c"}
    assert verify_folder(output).findings == ()


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_the_last_trees_are_kept(tmp_path: Path, keep: int) -> None:
    for number in range(5):
        bring(tmp_path / "output", {"index.html": str(number).encode()}, keep)
    assert _trees(tmp_path / "output") == [str(number) for number in range(6 - keep, 6)]


def test_rollback_goes_back_one_tree_at_a_time(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for files in (ONE, TWO, THREE):
        bring(output, files, 3)
    assert (roll_back(output).now, tree(output)) == (2, TWO)
    assert (roll_back(output).now, tree(output)) == (1, ONE)
    with pytest.raises(Problems) as caught:
        roll_back(output)
    assert "no older tree" in caught.value.problems[0].message
    assert tree(output) == ONE


def test_what_was_rolled_back_is_not_what_a_later_rollback_returns_to(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for files in (ONE, TWO):
        bring(output, files, 3)
    roll_back(output)
    bring(output, THREE, 3)
    roll_back(output)
    assert tree(output) == ONE


def test_other_peoples_files_are_taken_along(tmp_path: Path) -> None:
    output = tmp_path / "output"
    bring(output, ONE, 3)
    (output / "same/notes.txt").write_text("by hand")
    (output / "latest").symlink_to("same")
    bring(output, TWO, 3)
    assert (output / "same/notes.txt").read_text() == "by hand"
    assert str((output / "latest").readlink()) == "same"
    with pytest.raises(Problems):
        bring(output, TWO | {"same/notes.txt": b"ours"}, 3)
    assert (output / "same/notes.txt").read_text() == "by hand"


def test_a_page_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    bring(tmp_path / "output", ONE, 3)
    (tmp_path / "output/index.html").write_text("spoilt")
    assert bring(tmp_path / "output", ONE, 3)[0].written == ("index.html",)
    assert tree(tmp_path / "output") == ONE


def test_a_folder_that_is_wholly_ours_becomes_a_link_and_the_tree_before(tmp_path: Path) -> None:
    output = tmp_path / "output"
    bring(output, ONE)
    bring(output, TWO, 3)
    assert number_of(output) == 2
    roll_back(output)
    assert tree(output) == ONE


@pytest.mark.parametrize("back", [True, False])
def test_a_link_that_cannot_be_put_in_place_leaves_the_old_site_or_says_that_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, back: bool
) -> None:
    output = tmp_path / "output"
    bring(output, ONE)
    before, real = output.stat().st_ino, disk.move

    def refused(source: str, target: str) -> None:
        if target == str(output) and not (back and Path(source).stat().st_ino == before):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(disk, "move", refused)
        with pytest.raises(Problems) as caught:
            bring(output, TWO, 3)
    assert output.exists() == back
    assert ("the link to the new tree cannot be put in place" in caught.value.problems[0].message) == (not back)
    bring(output, TWO, 3)
    assert tree(output) == TWO


def test_a_folder_with_other_peoples_files_is_left_as_it_is(tmp_path: Path) -> None:
    output = tmp_path / "output"
    bring(output, ONE)
    (output / "notes.txt").write_text("by hand")
    with pytest.raises(Problems) as caught:
        bring(output, TWO, 3)
    assert "notes.txt" in caught.value.problems[0].fix
    assert tree(output) == ONE | {"notes.txt": b"by hand"}
    assert not trees_of(output).exists()


def test_a_link_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output").symlink_to("elsewhere")
    with pytest.raises(Problems):
        bring(tmp_path / "output", ONE, 3)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_without_the_option_the_link_is_refused_with_the_fix(tmp_path: Path) -> None:
    bring(tmp_path / "output", ONE, 3)
    with pytest.raises(Problems) as caught:
        bring(tmp_path / "output", TWO)
    assert caught.value.problems[0].fix.startswith("add --atomic")
    assert tree(tmp_path / "output") == ONE


def test_a_lost_link_is_made_again(tmp_path: Path) -> None:
    bring(tmp_path / "output", ONE, 3)
    (tmp_path / "output").unlink()
    assert bring(tmp_path / "output", ONE, 3)[1]
    assert tree(tmp_path / "output") == ONE


def test_a_broken_manifest_costs_time_and_nothing_else(tmp_path: Path) -> None:
    bring(tmp_path / "output", ONE, 3)
    (tmp_path / "output/.broadsheet/manifest.json").write_bytes(b"{")
    bring(tmp_path / "output", TWO, 3)
    assert tree(tmp_path / "output") == TWO


def test_an_atomic_site_is_the_same_site(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01") + story("b.md", "Second", "2026-01-02"))
    newsroom.build(output=newsroom.folder / "plain")
    build(newsroom.request(), newsroom.output, atomic=3)
    assert newsroom.tree() == newsroom.tree(newsroom.folder / "plain")
    newsroom.remove("content/b.md")
    newsroom.build(output=newsroom.folder / "plain")
    build(newsroom.request(), newsroom.output, atomic=3)
    assert newsroom.tree() == newsroom.tree(newsroom.folder / "plain")


def test_a_folder_becomes_a_link_even_if_nothing_else_is_to_be_done(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    newsroom.build()
    before = newsroom.tree()
    assert build(newsroom.request(), newsroom.output, atomic=3).published.written == ()
    assert newsroom.output.is_symlink()
    assert newsroom.tree() == before


def test_the_commands(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(newsroom.folder)
    assert run("rollback").exit_code == 1
    assert run("build", "--keep", "2").exit_code == 2
    newsroom.write(story("a.md", "First", "2026-01-01"))
    assert run("build", "--atomic", "--as-of", "2026-11-01T12:00").exit_code == 0
    newsroom.write(story("b.md", "Second", "2026-01-02"))
    assert run("build", "--atomic", "--keep", "2", "--as-of", "2026-11-02T12:00").exit_code == 0
    result = run("rollback")
    assert result.exit_code == 0
    assert "tree 1 again (the site as of 2026-11-01T12:00:00+03:00)" in result.output
    assert "Second" not in newsroom.page("index.html")
    again = run("rollback", "--json")
    assert (again.exit_code, "no older tree" in again.output) == (1, True)


@pytest.mark.parametrize("withdrawn", ["killed: 2026-01-03", "draft: true", "expires: 2026-01-03"])
def test_rollback_does_not_publish_a_withdrawn_story_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, withdrawn: str
) -> None:
    monkeypatch.chdir(newsroom.folder)
    newsroom.write(story("a.md", "First", "2026-01-01") + story("b.md", "Second", "2026-01-02"))
    assert run("build", "--atomic").exit_code == 0
    newsroom.write(story("a.md", "First", "2026-01-01", withdrawn))
    assert run("build", "--atomic").exit_code == 0
    refused = run("rollback")
    assert (refused.exit_code, "first/index.html: this page has been withdrawn" in refused.output) == (1, True)
    assert "second/index.html" not in refused.output
    assert number_of(newsroom.output) == 2
    assert run("rollback", "--earlier").exit_code == 0
    assert number_of(newsroom.output) == 1


def test_rollback_goes_back_over_a_story_that_has_moved(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(newsroom.folder)
    newsroom.write(story("a.md", "First", "2026-01-01", "slug: one"))
    assert run("build", "--atomic").exit_code == 0
    newsroom.write(story("a.md", "First", "2026-01-01", "slug: two", "aliases: [/2026/01/01/one/]"))
    assert run("build", "--atomic").exit_code == 0
    result = run("rollback")
    assert result.exit_code == 0, result.output
