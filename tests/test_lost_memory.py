"""What is remembered between builds may be broken or another's: that is noticed, said, and makes no difference."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from newsroom import NOON, SETTINGS, Newsroom, story

from generator.cli import main
from generator.engine.runtime import Runtime
from generator.media import image_cache
from generator.model.problems import Problems
from generator.pipeline.build import build
from generator.reading import program_digest

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "garbage": lambda data: b"\xff\x00garbage" + data[100:],
    "of another shape": lambda _: b'{"format": 99, "things": [1, 2, 3]}',
    "zeros": lambda data: bytes(len(data)),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("built") / "site").write(SETTINGS)
    newsroom.write("".join(story(f"{day}.md", f"Day {day}", f"2026-10-{day:02}", "tags: [T]") for day in range(1, 15)))
    for file in newsroom.folder.rglob("*.md"):
        os.utime(file, ns=(1, 1))
    _run("--site", str(newsroom.folder))
    newsroom.write(story("3.md", "Day 3", "2026-10-03", "tags: [T]", body="Corrected."))
    os.utime(newsroom.folder / "content/3.md", ns=(2, 2))
    assert _run("--site", str(newsroom.folder)).stderr == ""
    return newsroom


@pytest.fixture
def at(built: Newsroom, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A site that has been built twice, so that all there is to remember is remembered."""
    monkeypatch.chdir(newsroom.folder)
    shutil.copytree(built.folder, newsroom.folder, symlinks=True, dirs_exist_ok=True)
    return newsroom


def _run(*words: str) -> Result:
    result = CliRunner().invoke(main, ["build", "--as-of", NOON, "--jobs", "1", *words])
    assert result.exit_code == 0, result.output
    return result


def _same_as_clean(newsroom: Newsroom) -> bool:
    copy = newsroom.folder.parent / "copy"
    shutil.copytree(newsroom.folder, copy, ignore=shutil.ignore_patterns(".broadsheet", "output"))
    return Newsroom(copy).build().published.written != () and newsroom.tree() == newsroom.tree(copy / "output")


def _remembered(newsroom: Newsroom) -> Iterable[Path]:
    every = (newsroom.folder / ".broadsheet").iterdir()
    found = [each for each in every if each.is_file() and each.name not in {".gitignore", "lock"}]
    assert found
    return found


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_memory_is_reported_once_and_makes_no_difference(at: Newsroom, damage: str, edited: bool) -> None:
    for file in _remembered(at):
        file.write_bytes(DAMAGES[damage](file.read_bytes()))
    if edited:
        at.write(story("5.md", "Day 5 and more", "2026-10-05", "tags: [U]"))
    said = _run().stderr
    assert "cannot be used" in said
    assert "Traceback" not in said
    assert _same_as_clean(at)
    assert _run().stderr == ""


def test_any_single_file_of_it_may_be_broken(at: Newsroom) -> None:
    for number, file in enumerate(_remembered(at)):
        file.write_bytes(b"\x00" + file.read_bytes()[1:])
        at.write(story("5.md", f"Day 5, edition {number}", "2026-10-05", "tags: [T]"))
        assert file.name in _run().stderr
        assert _run().stderr == ""
    assert _same_as_clean(at)


def test_a_full_build_reads_none_of_it_so_there_is_nothing_to_say(at: Newsroom) -> None:
    for file in _remembered(at):
        file.write_bytes(b"\x00" + file.read_bytes()[1:])
    assert _run("--full").stderr == ""
    assert _run().stderr == ""
    assert _same_as_clean(at)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_cached_picture_is_made_again(at: Newsroom, damage: str) -> None:
    for day in range(4, 15):  # drawing takes long
        at.remove(f"content/{day}.md")
    at.write(SETTINGS.replace("share_pictures = false\n", "")).build()
    for file in (at.folder / image_cache.FOLDER).iterdir():
        file.write_bytes(DAMAGES[damage](file.read_bytes()))
    assert "Traceback" not in _run("--full").stderr
    assert _same_as_clean(at)


def test_a_memory_that_is_a_folder_or_gone_makes_no_difference(at: Newsroom) -> None:
    for file in _remembered(at):
        file.unlink()
        (file / "mine").mkdir(parents=True)
    at.write(story("5.md", "Day 5 and more", "2026-10-05", "tags: [U]"))
    _run()
    shutil.rmtree(at.folder / ".broadsheet")
    at.write(story("6.md", "Day 6 and more", "2026-10-06", "tags: [U]"))
    _run()
    assert _same_as_clean(at)


def test_row_40_the_memory_of_another_version_is_reported_and_not_used(
    at: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_digest, "program", lambda: "another")
    assert "from another version" in _run().stderr
    assert _run().stderr == ""
    assert at.build().published.written == ()


@pytest.mark.parametrize("removed", [False, True])
def test_another_build_may_change_what_is_remembered_meanwhile(newsroom: Newsroom, removed: bool) -> None:
    """While one build reads, another has read the same site after it was edited, and has finished."""
    days = range(1, 8)
    newsroom.write("".join(story(f"{day}.md", f"Day {day}", f"2026-10-{day:02}") for day in days))
    for file in newsroom.folder.rglob("*.md"):
        os.utime(file, ns=(1, 1))
    newsroom.build()
    newsroom.write(story("1.md", "Day 1, corrected", "2026-10-01"))
    done: list[int] = []

    def meanwhile(function: Callable[..., Any], things: Iterable[Any]) -> list[Any]:
        made = [function(each) for each in things]
        if not done:
            if removed:
                newsroom.remove("content/2.md")
            newsroom.write(story("3.md", "Day 3, corrected", "2026-10-03"))
            command = [sys.executable, "-m", "generator", "build", "--as-of", NOON, "--output", "other"]
            done.append(subprocess.run(command, cwd=newsroom.folder, check=True, capture_output=True).returncode)
        return made

    with suppress(Problems):  # a file that it was to read is gone
        build(newsroom.request(), newsroom.output, runtime=Runtime(map=meanwhile))
    assert done == [0]
    newsroom.build()
    newsroom.build(output=newsroom.folder / "clean", full=True)
    assert newsroom.tree() == newsroom.tree(newsroom.folder / "clean")
