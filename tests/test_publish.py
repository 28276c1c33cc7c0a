"""Publishing is all or nothing, and touches nothing that is not ours."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from newsroom import Newsroom, story

from generator.journal import recover
from generator.problems import Problems


class Killed(BaseException):
    """Stands for a process that is killed: nothing of the program catches it."""


def test_a_second_build_without_changes_writes_nothing(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", "section: Local", "tags: [Harbour]"))
    newsroom.build()
    times = {path: path.stat().st_mtime_ns for path in newsroom.output.rglob("*")}
    built = newsroom.build()
    assert built.published.written == ()
    assert {path: path.stat().st_mtime_ns for path in newsroom.output.rglob("*")} == times


def test_files_of_others_survive_and_our_orphans_go(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01") + story("b.md", "Second", "2026-01-02"))
    newsroom.build()
    (newsroom.output / "2026/01/01/first/mine.txt").write_text("by hand")
    newsroom.remove("content/a.md")
    newsroom.remove("content/b.md")
    newsroom.build()
    assert (newsroom.output / "2026/01/01/first/mine.txt").read_text() == "by hand"
    assert not (newsroom.output / "2026/01/01/first/index.html").exists()
    assert not (newsroom.output / "2026/01/02").exists()


def test_a_file_that_is_not_ours_is_never_replaced(newsroom: Newsroom) -> None:
    newsroom.output.mkdir()
    (newsroom.output / "index.html").write_text("by hand")
    (problem,) = newsroom.problems()
    assert "not ours" in problem.message
    assert newsroom.tree() == {"index.html": b"by hand"}


def test_a_new_page_never_replaces_a_file_of_somebody_else(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(story("a.md", "First", "2026-01-01"))
    (newsroom.output / "2026").mkdir()
    (newsroom.output / "2026/index.html").write_text("by hand")
    (problem,) = newsroom.problems()
    assert problem.path.endswith("output/2026/index.html")
    assert newsroom.page("2026") == "by hand"


def test_an_output_folder_that_lost_its_manifest_is_taken_over_where_it_is_the_same(newsroom: Newsroom) -> None:
    newsroom.build()
    shutil.rmtree(newsroom.output / ".broadsheet")
    assert newsroom.build().published.written == ()
    shutil.rmtree(newsroom.output / ".broadsheet")
    newsroom.write(story("a.md", "First", "2026-01-01"))
    assert "holds files that are not ours" in newsroom.problems()[0].message


def test_a_page_that_somebody_changed_is_written_again(newsroom: Newsroom) -> None:
    newsroom.build()
    before = newsroom.tree()
    (newsroom.output / "index.html").write_text("spoilt")
    assert newsroom.build().published.written == ("index.html",)
    assert newsroom.tree() == before


def _link_to_home(site: Path) -> Path:
    (site / "linked").symlink_to(Path.home())
    return site / "linked"


@pytest.mark.parametrize(
    "place",
    [
        lambda site: site,
        lambda site: site / "content",
        lambda site: site / "content" / "out",
        lambda site: site / "layouts",
        lambda site: site.parent,
        lambda site: Path.home(),
        lambda site: Path("/"),
        lambda site: site / "site.toml",
        _link_to_home,
    ],
)
def test_dangerous_output_folders_are_refused(newsroom: Newsroom, place: Callable[[Path], Path]) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    before = sorted(newsroom.folder.rglob("*"))
    target = place(newsroom.folder)
    with pytest.raises(Problems) as caught:
        newsroom.build(output=target)
    assert "cannot be built into" in caught.value.problems[0].message
    assert set(newsroom.folder.rglob("*")) <= {*before, target}


def test_nothing_is_written_through_a_link_in_the_output(newsroom: Newsroom, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    newsroom.output.mkdir()
    (newsroom.output / "2026").symlink_to(elsewhere)
    newsroom.write(story("a.md", "First", "2026-01-01"))
    assert newsroom.problems()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("call", ["write_bytes", "replace", "unlink", "mkdir", "rmdir"])
def test_killed_anywhere_the_site_is_old_or_becomes_new(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Stop the process before each system call of a publication in turn; the next build must put it right."""
    newsroom.write(story("a.md", "First", "2026-01-01", "tags: [Harbour]") + story("b.md", "Second", "2026-01-02"))
    newsroom.build()
    old = newsroom.tree()
    before = newsroom.folder.parent / "before"
    shutil.copytree(newsroom.folder, before)
    newsroom.remove("content/b.md")
    newsroom.write(story("a.md", "First", "2026-01-01", body="Other words.") + story("c.md", "Third", "2026-01-03"))
    new = Newsroom(before).write(story("c.md", "Third", "2026-01-03"))
    new.remove("content/b.md")
    new.write(story("a.md", "First", "2026-01-01", body="Other words.")).build()
    place = newsroom.output
    kept = newsroom.folder.parent / "kept"
    shutil.copytree(place, kept)

    real = getattr(Path, call)
    for stop in range(200):
        shutil.rmtree(place)
        shutil.copytree(kept, place)
        count = 0

        def counted(path: Path, *args: object, _stop: int = stop, **more: object) -> object:
            nonlocal count
            if path.is_relative_to(place):
                count += 1
                if count > _stop:
                    raise Killed
            return real(path, *args, **more)

        with monkeypatch.context() as patch:
            patch.setattr(Path, call, counted)
            try:
                newsroom.build()
            except Killed:
                killed = True
            else:
                killed = False
        if not (place / ".broadsheet/journal.json").exists():
            assert newsroom.tree() in (old, new.tree())
        recovered = recover(place)
        assert newsroom.tree() == (new.tree() if recovered or not killed else newsroom.tree())
        assert newsroom.tree() in (old, new.tree())
        newsroom.build()
        assert newsroom.tree() == new.tree()
        if not killed:
            return
    pytest.fail("the publication never came to its end")


def test_a_full_disk_changes_nothing(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    newsroom.build()
    before = newsroom.tree()
    newsroom.write(story("b.md", "Second", "2026-01-02"))

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        (problem,) = newsroom.problems()
    assert "No space left on device" in problem.message
    assert newsroom.tree() == before
    assert not (newsroom.output / ".broadsheet/stage").exists()


def test_a_file_may_become_a_folder_and_a_folder_a_file(newsroom: Newsroom) -> None:
    newsroom.write("-- content/static/x --\nfile\n-- content/static/y/z --\nfile\n")
    newsroom.build()
    shutil.rmtree(newsroom.folder / "content/static")
    newsroom.write("-- content/static/x/z --\nfile\n-- content/static/y --\nfile\n")
    newsroom.build()
    assert {"x/z", "y"} <= set(newsroom.tree())


def test_published_files_can_be_read_by_everyone(newsroom: Newsroom) -> None:
    before = os.umask(0o077)
    try:
        newsroom.build()
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in newsroom.output.rglob("*.html")}
    assert modes == {0o644}
