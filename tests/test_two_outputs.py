"""Several processes on one site, each with an output folder of its own: what they share stays whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom, story

from generator.cli import main
from generator.hosting import url_history_file
from generator.publish.lock import locked
from generator.site.url_history import UrlHistory

BUILD = ["build", "--publish", "--as-of", "2024-11-24T12:00", "--jobs", "1"]


def _begin(newsroom: Newsroom, output: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator", *BUILD, "--output", output]
    return subprocess.Popen(command, cwd=newsroom.folder, stderr=subprocess.PIPE, text=True)


def _build(newsroom: Newsroom) -> Result:
    return CliRunner().invoke(main, [*BUILD, "--site", str(newsroom.folder)])


def test_builds_of_one_site_into_two_folders_do_not_disturb_each_other(newsroom: Newsroom) -> None:
    """Each turn has other stories, so that both write all that is remembered of the site, at the same time."""
    for turn in range(2):
        days = range(1 + turn, 9 + turn)
        newsroom.write("".join(story(f"{day}.md", f"Day {day}", f"2024-10-{day:02}") for day in days))
        both = [_begin(newsroom, "one"), _begin(newsroom, "two")]
        said = [each.communicate()[1] for each in both]
        assert [each.returncode for each in both] == [0, 0], said
        assert "Traceback" not in "".join(said)
        assert newsroom.tree(newsroom.folder / "one") == newsroom.tree(newsroom.folder / "two")
    newsroom.build("2024-11-24T12:00:00+03:00", output=newsroom.folder / "clean", full=True)
    assert newsroom.tree(newsroom.folder / "one") == newsroom.tree(newsroom.folder / "clean")
    assert len(url_history_file.load(newsroom.folder)[0].files) == 9
    assert not list(newsroom.folder.glob("*.tmp"))


def test_what_another_build_took_down_meanwhile_stays(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may write to published.txt between our reading and our writing it."""
    first = newsroom.folder / "published.txt"
    first.write_text("/a/  content/a.md\n")
    looks: list[UrlHistory] = []
    load = url_history_file.load

    def looked(site: Path) -> object:
        found = load(site)
        if not looks:
            first.write_text("/a/  content/a.md\n/b/  content/b.md\n")
        looks.append(found[0])
        return found

    monkeypatch.setattr(url_history_file, "load", looked)
    assert url_history_file.record(newsroom.folder, {"content/c.md": "/c/"}, "courier.example") == ()
    assert load(newsroom.folder)[0].files.keys() == {"/a/", "/b/", "/c/"}


def test_an_address_that_cannot_be_taken_down_is_reported_and_taken_down_by_the_next_build(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2024-01-01"))
    (newsroom.folder / "published.txt.tmp").mkdir()
    (newsroom.folder / "published.txt.tmp/mine").touch()
    for _ in range(2):
        result = _build(newsroom)
        assert result.exit_code == 0
        assert "published.txt: warning: the site is published, but its new addresses" in result.stderr
        assert "First" in newsroom.page("2024/01/01/first")
    (newsroom.folder / "published.txt.tmp/mine").unlink()
    (newsroom.folder / "published.txt.tmp").rmdir()
    result = _build(newsroom)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "/2024/01/01/first/" in url_history_file.load(newsroom.folder)[0].files


def test_a_url_history_that_is_locked_is_waited_for(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.hosting.url_history_file.locked", lambda file: locked(file, 0))
    with locked(newsroom.folder / ".broadsheet/lock"):
        (problem,) = url_history_file.record(newsroom.folder, {"content/a.md": "/a/"}, "courier.example")
    assert f"process {os.getpid()}" in problem.message or "another build of this process" in problem.message
    assert not (newsroom.folder / "published.txt").exists()
