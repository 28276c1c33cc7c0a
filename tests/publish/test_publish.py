"""Publishing is all or nothing, and touches nothing that is not ours."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import Killed, bring, failing, tree
from newsroom import Newsroom, story

from generator.model.problems import Problems
from generator.publish import disk, open_output, staging
from generator.publish.journal import is_open
from generator.publish.manifest import read


def test_a_second_build_without_changes_writes_nothing(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", "section: Local", "tags: [Harbour]"))
    newsroom.build()
    times = {path: path.stat().st_mtime_ns for path in newsroom.output.rglob("*")}
    built = newsroom.build()
    assert built.published.written == ()
    assert {path: path.stat().st_mtime_ns for path in newsroom.output.rglob("*")} == times


def test_row_4_other_peoples_files_survive_and_our_orphans_go(newsroom: Newsroom) -> None:
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
    assert "Broadsheet did not make" in problem.message
    assert newsroom.tree() == {"index.html": b"by hand"}


def test_a_new_page_never_replaces_another_persons_file(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(story("a.md", "First", "2026-01-01"))
    (newsroom.output / "2026").mkdir()
    (newsroom.output / "2026/index.html").write_text("by hand")
    (problem,) = newsroom.problems()
    assert problem.path.endswith("output/2026/index.html")
    assert newsroom.page("2026") == "by hand"


def _forget(newsroom: Newsroom) -> None:
    shutil.rmtree(newsroom.output / ".broadsheet")
    shutil.rmtree(newsroom.state)


def test_an_output_folder_that_lost_its_manifest_is_taken_over_where_it_is_the_same(newsroom: Newsroom) -> None:
    newsroom.build()
    _forget(newsroom)
    assert newsroom.build().published.written == ()
    _forget(newsroom)
    newsroom.write(story("a.md", "First", "2026-01-01"))
    assert "holds files that Broadsheet did not make" in newsroom.problems()[0].message


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
def test_row_3_dangerous_output_folders_are_refused(newsroom: Newsroom, place: Callable[[Path], Path]) -> None:
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


def test_row_5_killed_anywhere_the_site_is_old_or_becomes_new(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop a whole build before each of its calls in turn; the next one must put it right (see also test_kill.py)."""
    monkeypatch.setattr(staging, "_TICK", 0)
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
    place = newsroom.folder
    kept = newsroom.folder.parent / "kept"
    shutil.copytree(place, kept)
    for stop in range(0, 500, 7):
        shutil.rmtree(place)
        shutil.copytree(kept, place)
        with failing(monkeypatch, place, stop, Killed):
            try:
                newsroom.build()
            except Killed:
                killed = True
            else:
                killed = False
        if not is_open(newsroom.output):
            assert newsroom.tree() in (old, new.tree())
        with open_output(newsroom.folder, newsroom.output) as state:
            assert newsroom.tree() == (new.tree() if state.recovered or not killed else newsroom.tree())
        assert newsroom.tree() in (old, new.tree())
        newsroom.build()
        assert newsroom.tree() == new.tree()
        if not killed:
            return
    pytest.fail("the publication never came to its end")


def test_row_5_a_full_disk_changes_nothing(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    newsroom.build()
    before = newsroom.tree()
    newsroom.write(story("b.md", "Second", "2026-01-02"))
    with failing(monkeypatch, newsroom.folder, 9, lambda: OSError(28, "No space left on device")):
        (problem,) = newsroom.problems()
    assert "No space left on device" in problem.message
    assert newsroom.tree() == before
    newsroom.build()
    assert newsroom.tree() != before
    assert [each.name for each in (newsroom.output / ".broadsheet").iterdir()] == ["manifest.json"]
    assert {each.name for each in newsroom.state.iterdir()} == {"lock", "file_stats.json"}


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


def test_folders_can_be_entered_by_everyone(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        bring(tmp_path / "output", {"a/b/index.html": b"1"})
    finally:
        os.umask(before)
    folders = [tmp_path / "output", *(each for each in (tmp_path / "output").rglob("*") if each.is_dir())]
    assert {each.stat().st_mode & 0o777 for each in folders} == {0o755}
    assert {each.stat().st_mode & 0o777 for each in (tmp_path / "output").rglob("*") if each.is_file()} == {0o644}


def test_two_processes_may_make_the_same_folder_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = os.mkdir

    def slow(path: str) -> None:
        make(path)
        if path.endswith("stage"):
            make(f"{path}/2026")  # by the other one

    monkeypatch.setattr(os, "mkdir", slow)
    disk.make_folder(str(tmp_path / "stage/2026"))
    assert (tmp_path / "stage/2026").is_dir()


def test_a_change_of_the_same_length_right_after_the_build_is_noticed(tmp_path: Path) -> None:
    bring(tmp_path / "output", {"index.html": b"front"})
    (tmp_path / "output/index.html").write_bytes(b"spoil")
    assert bring(tmp_path / "output", {"index.html": b"front"})[0].written == ("index.html",)


def test_files_with_other_times_are_read_once_and_then_known_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a fresh checkout: the bytes are the same, the times are not."""
    output = tmp_path / "output"
    bring(output, {"index.html": b"front", "a/index.html": b"story"})
    for each in output.rglob("*.html"):
        os.utime(each, ns=(1_700_000_000_123_456_789,) * 2)
    assert bring(output, {"index.html": b"front", "a/index.html": b"story"})[0].written == ()
    monkeypatch.setattr("generator.publish.output_state.has_digest", None)  # nothing is read now
    assert bring(output, {"index.html": b"front", "a/index.html": b"story"})[0].written == ()


def test_a_time_in_whole_seconds_proves_nothing(tmp_path: Path) -> None:
    output = tmp_path / "output"
    bring(output, {"index.html": b"front"})
    os.utime(output / "index.html", ns=(1_700_000_000_000_000_000,) * 2)
    bring(output, {"index.html": b"front"})
    (output / "index.html").write_bytes(b"spoil")
    os.utime(output / "index.html", ns=(1_700_000_000_000_000_000,) * 2)
    assert bring(output, {"index.html": b"front"})[0].written == ("index.html",)


def test_an_empty_folder_gives_way_to_a_page(tmp_path: Path) -> None:
    (tmp_path / "output/page/empty").mkdir(parents=True)
    bring(tmp_path / "output", {"page": b"a page"})
    assert tree(tmp_path / "output") == {"page": b"a page"}


@pytest.mark.parametrize("wrong", [b"", b"{", b'{"files": {"index.html": {"dig', None])
def test_a_broken_manifest_costs_time_and_nothing_else(newsroom: Newsroom, wrong: bytes | None) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01") + story("b.md", "Second", "2026-01-02"))
    newsroom.build()
    (newsroom.output / "mine.txt").write_text("by hand")
    manifest = newsroom.output / ".broadsheet/manifest.json"
    manifest.unlink() if wrong is None else manifest.write_bytes(wrong)
    newsroom.remove("content/b.md")
    newsroom.write(story("c.md", "Third", "2026-01-03"))
    (warning,) = newsroom.build().warnings
    assert warning.path.endswith(".broadsheet/manifest.json")
    assert warning.level == "warning"
    clean = newsroom.folder / "clean"
    newsroom.build(output=clean)
    assert newsroom.tree() == newsroom.tree(clean) | {"mine.txt": b"by hand"}
    assert newsroom.build().warnings == ()


def test_row_40_the_manifest_of_another_version_still_says_what_is_ours(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    newsroom.build()
    shutil.rmtree(newsroom.state)
    records = newsroom.output / ".broadsheet"
    old = json.loads((records / "manifest.json").read_bytes()) | {"format": 1}
    shutil.rmtree(records)
    records.mkdir()
    (records / "manifest.json").write_text(json.dumps(old))
    newsroom.write(story("a.md", "First", "2026-01-01", body="Other words."))
    (warning,) = newsroom.build().warnings
    assert "another version" in warning.message
    assert "Other words." in newsroom.page("2026/01/01/first")


def test_the_manifest_has_the_instant_and_the_source_and_a_new_instant_alone_changes_nothing(
    newsroom: Newsroom,
) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01") + story("z.md", "Later", "2027-01-01"))
    newsroom.build("2026-02-01T00:00:00+00:00")
    first = read(newsroom.output)[0]
    assert first.as_of == "2026-02-01T00:00:00+00:00"
    newsroom.build("2026-03-01T00:00:00+00:00")
    assert read(newsroom.output)[0] == first
    newsroom.write(story("z.md", "Later still", "2027-01-01"))  # under embargo: nobody may see it change
    newsroom.build("2026-03-01T00:00:00+00:00")
    assert read(newsroom.output)[0] == first
    newsroom.write(story("a.md", "First", "2026-01-01", body="Other words."))
    newsroom.build("2026-03-01T00:00:00+00:00")
    assert read(newsroom.output)[0].as_of == "2026-03-01T00:00:00+00:00"
    assert read(newsroom.output)[0].source != first.source
