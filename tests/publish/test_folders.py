"""Publishing keeps its own files beside the output folder; what is published holds the site and its manifest."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import Killed, bring, tree
from newsroom import NOON, Newsroom, story

from generator.model.problems import Problems
from generator.pipeline.build import build
from generator.publish.folders import state_folder
from generator.publish.journal import is_open
from generator.publish.verify import verify_folder

OLD = {"index.html": b"old", "gone.html": b"gone"}
NEW = {"index.html": b"new", "fresh/index.html": b"fresh"}


def _names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@pytest.mark.parametrize(
    ("output", "state"),
    [
        ("site/output", "site/.broadsheet/published-output"),
        ("var/www/html", "var/www/.broadsheet/published-html"),
        ("site/output/../output", "site/output/../.broadsheet/published-output"),
        ("site/output/sub/..", "site/.broadsheet/published-output"),
    ],
)
def test_the_state_of_a_folder_is_beside_it_under_its_name(tmp_path: Path, output: str, state: str) -> None:
    (tmp_path / "site/output/sub").mkdir(parents=True)
    assert state_folder(tmp_path / output) == tmp_path / state


def test_the_folder_that_one_is_in_has_a_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "html").mkdir()
    monkeypatch.chdir(tmp_path / "html")
    assert state_folder(Path()) == tmp_path / ".broadsheet/published-html"


@pytest.mark.parametrize("atomic", [0, 2])
def test_after_any_build_the_output_holds_the_site_and_the_manifest_of_a_clean_build(
    newsroom: Newsroom, atomic: int
) -> None:
    def published(full: bool = False) -> None:
        build(newsroom.request(), newsroom.output, full, atomic=atomic)
        clean = newsroom.folder.parent / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(newsroom.folder / "content", clean / "content")
        shutil.copyfile(newsroom.folder / "site.toml", clean / "site.toml")
        Newsroom(clean).build()
        manifests = [each / "output/.broadsheet/manifest.json" for each in (newsroom.folder, clean)]
        assert _names(newsroom.output / ".broadsheet") == {"manifest.json"}
        assert manifests[0].read_bytes() == manifests[1].read_bytes()
        assert newsroom.tree() == Newsroom(clean).tree()
        assert verify_folder(newsroom.output).findings == ()

    newsroom.write(story("a.md", "First", "2026-01-01") + story("b.md", "Second", "2026-01-02"))
    published()
    published()
    newsroom.remove("content/b.md")
    newsroom.write(story("a.md", "First", "2026-01-01", body="Other words."))
    published()
    (newsroom.output / "index.html").write_text("spoilt")
    published()
    published(full=True)
    newsroom.write(story("a.md", "First", "no date"))
    with pytest.raises(Problems):
        build(newsroom.request(), newsroom.output, atomic=atomic)
    assert _names(newsroom.output / ".broadsheet") == {"manifest.json"}


def test_two_output_folders_with_one_parent_do_not_disturb_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    bring(one, OLD)
    bring(two, NEW)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("generator.publish.apply", _killed)
        bring(one, NEW)
    assert (is_open(one), is_open(two)) == (True, False)
    assert bring(two, OLD)[1] is False
    assert (tree(one), tree(two)) == (OLD, OLD)
    assert bring(one, NEW)[1] is True
    assert (tree(one), tree(two)) == (NEW, OLD)
    monkeypatch.setattr("generator.publish.output_state.has_digest", None)  # no file is read: all stats are known
    assert bring(one, NEW)[0].written == bring(two, OLD)[0].written == ()


def _killed(*_: object) -> None:
    raise Killed


def test_git_ignores_the_state(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    bring(tmp_path / "output", OLD)
    status = ["git", "-C", str(tmp_path), "status", "--porcelain", "--untracked-files=all"]
    found = subprocess.run(status, check=True, capture_output=True, text=True).stdout.splitlines()
    assert {line.split()[1] for line in found} == {f"output/{path}" for path in (*OLD, ".broadsheet/manifest.json")}


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder that counts as a disk of its own."""
    output = tmp_path / "output"
    output.mkdir()
    monkeypatch.setattr(
        "generator.publish.folders.disk_of", lambda path: (0, "output" if path.is_relative_to(output) else "")
    )
    return output


def test_on_a_mount_point_new_files_are_on_its_own_disk_until_they_are_published(
    mounted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move, moved = os.replace, []

    def watched(source: str, target: str) -> None:
        moved.append((mounted in Path(source).parents, mounted in Path(target).parents))
        move(source, target)

    monkeypatch.setattr(os, "replace", watched)
    for files in (OLD, NEW):
        bring(mounted, files)
        assert tree(mounted) == files
        assert _names(mounted / ".broadsheet") == {"manifest.json"}
        assert _names(state_folder(mounted)) == {"file_stats.json"}
    assert all(source == target for source, target in moved)


def test_what_was_decided_on_a_mount_point_is_finished_also_where_it_is_none(
    mounted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a container is killed, and the next build runs outside."""
    bring(mounted, OLD)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("generator.publish.apply", _killed)
        bring(mounted, NEW)
    assert is_open(mounted)
    monkeypatch.undo()
    assert bring(mounted, NEW)[1]
    assert tree(mounted) == NEW
    assert _names(mounted / ".broadsheet") == {"manifest.json"}


@pytest.fixture(params=["of its own", "bound"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A real mount point: another disk, or a folder of the same disk that is mounted here, as containers have them."""
    output, source = tmp_path / "a site/output", tmp_path / "elsewhere"
    output.mkdir(parents=True)
    source.mkdir()
    kind = ["-t", "tmpfs", "tmpfs"] if request.param == "of its own" else ["--bind", str(source)]
    command = ["mount", *kind, str(output)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root can mount a disk, and not everywhere")
    yield output
    subprocess.run(["umount", str(output)], check=True)


def test_a_site_can_be_published_into_a_real_mount_point(disk: Path) -> None:
    for files in (OLD, NEW):
        bring(disk, files)
        assert tree(disk) == files
        assert _names(disk / ".broadsheet") == {"manifest.json"}


@pytest.mark.parametrize("atomic", [0, 2])
def test_a_parent_folder_that_cannot_be_written_to_is_named_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atomic: int
) -> None:
    output, make = tmp_path / "www/html", os.mkdir
    output.parent.mkdir()

    def forbidden(path: str) -> None:
        if Path(path).parent == output.parent:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        make(path)

    with monkeypatch.context() as patch, pytest.raises(Problems) as caught:
        patch.setattr(os, "mkdir", forbidden)
        bring(output, OLD, atomic)
    (problem,) = caught.value.problems
    assert problem.path == str(output.parent)
    state = output.parent / ".broadsheet/published-html"
    assert problem.message == f"Broadsheet keeps its records in {state}, but cannot write here: Permission denied"
    assert problem.fix == "allow writing here, or choose an output folder in another place with --output"
    assert list(output.parent.iterdir()) == []


@pytest.mark.parametrize("place", [".broadsheet", ".broadsheet/html"])
def test_a_site_is_not_built_among_our_own_files(newsroom: Newsroom, place: str) -> None:
    newsroom.build()
    with pytest.raises(Problems, match="it is for Broadsheet's own records"):
        newsroom.build(NOON, output=newsroom.folder / place)
