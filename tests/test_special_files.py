"""Pipes, sockets, devices and links where Broadsheet expects a file: refused in words, and never waited for."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable
from contextlib import chdir, suppress
from pathlib import Path
from time import monotonic

import pytest
from click.testing import CliRunner, Result
from newsroom import NOON, SETTINGS, Newsroom, photo, story

from generator.cli import main
from generator.model.problems import Problems
from generator.reading import folders
from generator.system import nofollow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")


def _socket(path: Path) -> None:
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as made:  # a path of a socket may not be long
        made.bind(path.name)


def _endless(path: Path) -> None:
    try:
        os.mknod(path, 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root can make a device")


def _link(path: Path) -> None:
    path.symlink_to("/dev/zero")


MAKE: dict[str, Callable[[Path], None]] = {"pipe": os.mkfifo, "socket": _socket, "device": _endless, "link": _link}
KINDS = pytest.mark.parametrize("kind", MAKE)


def _each(names: list[str]) -> pytest.MarkDecorator:
    """Every name as a pipe, at which a program that opens it waits forever, and as one of the other kinds."""
    others = [kind for kind in MAKE if kind != "pipe"]
    pairs = [(name, kind) for number, name in enumerate(names) for kind in ("pipe", others[number % len(others)])]
    return pytest.mark.parametrize(("name", "kind"), pairs)


def _put(path: Path, kind: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    MAKE[kind](path)


def _run(newsroom: Newsroom, *words: str) -> Result:
    start = monotonic()
    done = CliRunner().invoke(main, [*words, "--site", str(newsroom.folder)])
    assert monotonic() - start < 30, "it waited for the file"
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def town(newsroom: Newsroom) -> Newsroom:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", body="![A boat](boat.jpg)"))
    (newsroom.folder / "content/boat.jpg").write_bytes(photo())
    return newsroom


SOURCES = [
    *("content/a.md", "content/b.md", "content/boat.jpg", "content/x.csv", "content/static/x.txt", "content/x/y.md"),
    *("layouts/story.html", "layouts/assets/x.css", "layouts/locales/en.po", "published.txt"),
]


@_each(SOURCES)
def test_row_61_a_site_is_made_of_files_and_folders_alone(town: Newsroom, name: str, kind: str) -> None:
    _put(town.folder / name, kind)
    done = _run(town, "build", "--publish")
    assert done.exit_code == 1
    assert f"{name}: this" in done.output
    assert not town.tree()


@_each(["content", "layouts"])
def test_row_61_nor_is_a_folder_of_it_anything_else(town: Newsroom, name: str, kind: str) -> None:
    _put(town.folder / name, kind)
    assert _run(town, "build").exit_code == 1


@_each(["accepted.txt", "seeds/x.txt", "seeds"])
def test_row_61_what_a_build_can_do_without_is_left_alone(town: Newsroom, name: str, kind: str) -> None:
    _put(town.folder / name, kind)
    for command in ("build", "check", "import"):
        assert "Traceback" not in _run(town, command).output
    assert "2026/01/01/a/index.html" in town.tree()


@KINDS
def test_row_61_settings_are_read_from_a_file(town: Newsroom, kind: str) -> None:
    _put(town.folder / "site.toml", kind)
    assert _run(town, "build").exit_code == 1


RECORDS = [
    *("output/.broadsheet/manifest.json", "output/.broadsheet", "output/index.html", "output/feed.xml", "output"),
    *(".broadsheet/lock", ".broadsheet/published-output/lock", ".broadsheet/published-output/file_stats.json"),
    *(".broadsheet/published-output/journal.json", ".broadsheet/published-output", ".broadsheet/external.json"),
]


@_each(RECORDS)
def test_row_61_our_own_records_are_files_and_nothing_is_half_published(town: Newsroom, name: str, kind: str) -> None:
    town.build()
    _put(town.folder / name, kind)
    town.write(story("b.md", "B", "2026-01-02"))
    done = _run(town, "build", "--as-of", NOON)
    assert "is not finished" not in done.output
    if done.exit_code == 0:
        assert "2026/01/02/b/index.html" in town.tree()
    else:
        assert f"{name.split('/')[-1]}" in done.output
    assert "Traceback" not in _run(town, "verify").output


@pytest.mark.parametrize("kind", [each for each in MAKE if each != "link"])
def test_row_61_import_reads_files_alone(town: Newsroom, tmp_path: Path, kind: str) -> None:
    _put(tmp_path / "copy.txt", kind)
    done = _run(town, "import", str(tmp_path / "copy.txt"))
    assert done.exit_code == 1
    assert "this is not a regular file" in done.output


@pytest.mark.parametrize("name", ["content/a.md", "content/boat.jpg", "layouts/own.html"])
def test_row_62_a_file_that_becomes_a_link_before_it_is_read_is_not_followed(
    town: Newsroom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    """Between finding a file and reading it, somebody puts a link in its place."""
    secret = tmp_path / "secret"
    secret.write_text("---\ntitle: Zanzibar\npublished: 2026-01-01\n---\nZanzibar.\n")
    (town.folder / "layouts").mkdir()
    (town.folder / "layouts/own.html").write_text("A")
    read = nofollow.read

    def swapped(path: Path | str, *limits: int | None) -> bytes:
        if str(path) == str(town.folder / name):
            Path(path).unlink()
            Path(path).symlink_to(secret)
        return read(path, *limits)

    monkeypatch.setattr(nofollow, "read", swapped)
    assert folders.nofollow is nofollow
    with pytest.raises(Problems, match="this is a link"):
        town.build()
    assert not town.output.exists() or not any(b"Zanzibar" in data for data in town.tree().values())


def test_row_62_a_hard_link_to_a_file_outside_is_that_file_and_is_never_changed(town: Newsroom, tmp_path: Path) -> None:
    """Whoever could make it could read the file; but nothing is ever written through one."""
    precious = tmp_path / "precious.html"
    precious.write_text("by hand")
    town.build()
    for name in ("index.html", ".broadsheet/manifest.json"):
        (town.output / name).unlink()
        os.link(precious, town.output / name)
    for name in ("published.txt.tmp", ".broadsheet/files.json"):
        (town.folder / name).unlink(missing_ok=True)
        os.link(precious, town.folder / name)
    for _ in range(2):
        _run(town, "build", "--publish")
    assert precious.read_text() == "by hand"


NAMES = ["a\n::error::b", "a\r\nx    b.md", "a\x1b[31mb", "a\x9bb", "caf\udce9", "a\u2028b", "a\u202eb"]
"""Names with which a file could write a line of its own, or half a character, into whatever lists it."""


@pytest.mark.skipif(sys.platform == "darwin", reason="its disks hold UTF-8 alone")
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_row_57_no_name_of_a_file_writes_a_line_of_its_own(
    town: Newsroom, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    town.write(SETTINGS + 'hosting = "netlify"\nllms = true\n')
    assert _run(town, "build", "--publish").exit_code == 0
    recorded = (town.folder / "published.txt").read_bytes()
    (town.output / f"{name}.txt").write_text("by hand")
    (town.folder / "seeds").mkdir()
    (town.folder / f"seeds/{name}.txt").write_text(
        "Ferry\n- Local\n- Wire\n- Published Date: 04:14 | 02 December 2024\n"
    )
    said = [_run(town, "verify").output, _run(town, "import").output, _run(town, "deploy").output]
    for place in (f"content/{name}.md", f"content/static/{name}.txt", f"content/{name}/x.png", f"layouts/{name}.html"):
        (town.folder / place).parent.mkdir(parents=True, exist_ok=True)
        (town.folder / place).write_text("---\ntitle: B\npublished: 2026-01-01\n---\nWords.\n")
        done = _run(town, "build", "--publish")
        assert done.exit_code == 1
        assert "this name" in done.output
        said += [done.output, _run(town, "check").output]
        (town.folder / place).unlink()
    assert "unexpected" in said[0]
    assert "this name contains an invisible character" in said[1]
    for line in "\n".join(said).splitlines():
        assert not line.startswith(("::error::b", "x    b"))
        assert not {"\x1b", "\x9b", "\u202e"} & {*line}
    assert (town.folder / "published.txt").read_bytes() == recorded


def test_row_57_a_name_that_is_not_utf_8_is_said_to_be_so(town: Newsroom) -> None:
    (town.folder / "content/caf\udce9.md").write_text("x")
    (problem,) = town.problems()
    assert problem.message == "this name is not in UTF-8, as another system may have written it"
