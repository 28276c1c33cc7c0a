"""What the benchmarks say of a build is what it took, and what it did."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import real
from benchmarks.goals import goals
from benchmarks.process import Cost, Failed, files, run, written
from benchmarks.report import Row
from benchmarks.scenarios import RELATED, Sign

MEMORY = """
import os, time
def hold():
    held = b"x" * (60 << 20)
    time.sleep(3)
if os.fork():
    hold()
    os.wait()
else:
    hold()
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell what is shared")
def test_memory_is_that_of_all_processes_at_once(tmp_path: Path) -> None:
    cost = run((sys.executable, "-c", MEMORY), tmp_path, 60, {})
    assert 120 < cost.memory < 180


def test_what_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ended with 3"):
        run((sys.executable, "-c", "raise SystemExit(3)"), tmp_path, 60, {})


def test_a_sign_wants_its_words_and_none_that_must_not_be(tmp_path: Path) -> None:
    (tmp_path / "ferry.html").write_text(f"<html><h2{RELATED}</html>")
    Sign("ferry", RELATED).check(tmp_path, ["ferry.html"])
    with pytest.raises(Failed, match="no written file"):
        Sign("ferry", RELATED).check(tmp_path, [])
    with pytest.raises(Failed, match="Related stories"):
        Sign("ferry", "</html>", never=RELATED).check(tmp_path, ["ferry.html"])


def test_a_tree_behind_a_link_counts_what_is_new_in_it(tmp_path: Path) -> None:
    for tree in ("one", "two"):
        (tmp_path / tree).mkdir()
    (tmp_path / "one" / "kept").write_text("1")
    (tmp_path / "one" / "changed").write_text("1")
    (tmp_path / "site").symlink_to("one")
    before = files(tmp_path / "site")
    (tmp_path / "two" / "kept").hardlink_to(tmp_path / "one" / "kept")
    (tmp_path / "two" / "changed").write_text("2")
    (tmp_path / "site").unlink()
    (tmp_path / "site").symlink_to("two")
    assert written(before, files(tmp_path / "site")) == ["changed"]


def _row(stories: int, by: str, wall: float, memory: float = 100) -> Row:
    return Row(stories, "from cold", by, [Cost(wall, wall, memory)])


def test_goals_of_real_posts_are_not_met_by_made_up_stories() -> None:
    rows = [_row(2000, "broadsheet", 1), _row(2000, "hugo", 2)]
    assert list(goals(rows)) == []
    assert list(goals(rows, real=True)) == ["met     2,000 real posts from cold, of Hugo's time: 0.5 (goal 0.8)"]


def test_real_posts_that_cannot_be_stories_are_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(
        "---\ntitle: Ferry back\n---\n![Boat](/boat.jpg)\n\n[Rules]({% link rules.md %}) [Where](#where)\n"
    )
    (tmp_path / "broken.md").write_text("---\ntitle: [Ferry\n---\nWords.\n")
    (tmp_path / "nameless.markdown").write_text("---\nauthor: Ayla\n---\nWords.\n")
    posts, left_out = real.posts([tmp_path])
    assert [post.headline for post in posts] == ["Ferry back"]
    assert [path.name for path in left_out] == ["broken.md", "nameless.markdown"]
    assert "{%" not in posts[0].body and "(https://example.org/boat.jpg" in posts[0].body
    assert "(https://example.org/#where)" in posts[0].body


def test_real_posts_are_repeated_as_different_stories(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("---\ntitle: Ferry back\n---\nWords.\n")
    repeated = real.repeated(real.posts([tmp_path])[0], 3)
    for name in ("slug", "headline", "published", "body"):
        assert len({getattr(story, name) for story in repeated}) == 3
