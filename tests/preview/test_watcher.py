"""The preview notices every change to a site's sources and no other, even if the system reports no changes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import watchfiles
from newsroom import Newsroom, story

from generator.preview import watcher
from generator.preview.snapshot import Watched


class Noticed:
    """What a watcher has yielded and said so far."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.anything = 0
        self.said: list[str] = []

    def until(self, what: Callable[[Noticed], object], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not what(self):
            assert time.monotonic() < end, (self.paths, self.said)
            time.sleep(0.02)

    def has(self, path: Path) -> None:
        """Wait until a change of ``path`` is noticed, or it is known that anything may have changed."""
        self.until(lambda noticed: noticed.anything or str(path) in noticed.paths)

    def forget(self) -> None:
        self.paths, self.anything = set(), 0


@contextmanager
def _watching(site: Path, poll: bool = False, content: Path | None = None) -> Iterator[Noticed]:
    noticed, stop = Noticed(), Event()

    def watch() -> None:
        for found in watcher.changes(site, content, stop, noticed.said.append, poll):
            noticed.anything += not found
            noticed.paths |= found

    thread = Thread(target=watch)
    thread.start()
    try:
        yield noticed
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def site(newsroom: Newsroom) -> Path:
    newsroom.write(story("a.md", "Ferry", "2026-01-01"))
    for name in ("output/a.html", ".git/index", "node_modules/x/y.js", ".venv/lib/z.py", "seeds/wire.txt", "notes.md"):
        newsroom.write(f"-- {name} --\nx\n")
    return newsroom.folder.resolve()


def _edit(path: Path, words: str = "Other words.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)
    return path


def _replace(path: Path, words: str) -> Path:
    """Save as editors do that write a new file and rename it."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(words)
    beside.rename(path)
    return path


def test_sources_count_and_nothing_else_does(site: Path) -> None:
    with _watching(site) as noticed:
        time.sleep(1.2)
        for name in ("output/a.html", ".git/index", "node_modules/x/y.js", ".venv/lib/z.py", "seeds/wire.txt"):
            _edit(site / name)
        for name in ("notes.md", "content/.a.md.swp", "content/a.md~", "content/.obsidian/workspace.json"):
            _edit(site / name)
        sources = [site / "site.toml", site / "content/a.md", site / "content/new/b.md", site / "layouts/story.html"]
        sources.append(site / "data/staff.json")
        noticed.has(_edit(site / "published.txt"))
        for source in sources:
            noticed.has(_edit(source))
        for number in range(2):
            noticed.forget()
            noticed.has(_replace(site / "content/a.md", f"Words {number}."))
        (site / "content").rename(site / "before")
        noticed.forget()
        noticed.has(_edit(site / "content/c.md"))
        assert {path for path in noticed.paths if not path.startswith(str(site / "content"))} == set()
        assert noticed.said == []


def test_a_change_while_the_folders_to_watch_change_is_noticed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, edited = list[bool](), Event()

    def watch(*folders: Path, **options: Any) -> Iterator[Any]:
        begun.append(options["recursive"])
        if begun.count(True) == 2:  # a folder has appeared: nothing watches content/ at this moment
            time.sleep(0.3)
            noticed.forget()
            _edit(site / "content/a.md", "The last words.")
            edited.set()
        return watchfiles.watch(*folders, **options)

    monkeypatch.setattr(watcher, "watch", watch)
    with _watching(site) as noticed:
        time.sleep(1.2)
        noticed.has(_edit(site / "content/a.md"))
        _edit(site / "data/staff.json")
        assert edited.wait(20)
        noticed.has(site / "content/a.md")


def test_only_folders_with_sources_are_watched(site: Path) -> None:
    watched = Watched.of(site, None)
    assert [*watched.folders[:2]] == [site / "content", site / "layouts"]
    assert not any(each in site.parents or each == site for each in watched.folders)
    assert {Path(path).relative_to(site).as_posix() for path in watched.look() if path.startswith(str(site))} == {
        "site.toml",
        "content/a.md",
    }


def _no_more(*_: Path, **__: Any) -> Iterator[set[Any]]:
    raise OSError("OS file watch limit reached.")


def _no_instance(*_: Path, **__: Any) -> Iterator[set[Any]]:
    raise RuntimeError("Error creating recommended watcher: Too many open files (os error 24)")


def _silent(*_: Path, stop_event: Any, **__: Any) -> Iterator[set[Any]]:
    while not stop_event.is_set():
        time.sleep(0.05)
        yield set()


@pytest.mark.parametrize(
    ("system", "said"), [(_no_more, watcher.LIMIT), (_no_instance, watcher.LIMIT), (_silent, watcher.SILENT)]
)
def test_if_the_system_reports_nothing_the_preview_looks_and_says_so_once(
    site: Path, monkeypatch: pytest.MonkeyPatch, system: Callable[..., Any], said: str
) -> None:
    monkeypatch.setattr(watcher, "watch", system)
    monkeypatch.setattr(watcher, "_SELDOM", (0.2, 1.0))
    monkeypatch.setattr(watcher, "_LATE", 0.1)
    with _watching(site) as noticed:
        time.sleep(0.8)
        for number in range(3):
            noticed.forget()
            noticed.has(_edit(site / "content/a.md", f"Words {number}"))
        noticed.forget()
        (site / "content/a.md").unlink()
        noticed.has(site / "content/a.md")
        assert noticed.said == [said]


def test_with_poll_nothing_is_said_and_saves_in_the_same_second_are_seen(site: Path) -> None:
    with _watching(site, poll=True) as noticed:
        time.sleep(0.5)
        now = time.time_ns()
        for number in range(3):
            noticed.forget()
            os.utime(_edit(site / "content/a.md", f"Words {number}"), ns=(now, now + number))
            noticed.has(site / "content/a.md")
        assert noticed.said == []


def test_a_change_that_is_reported_late_does_not_count_as_silence(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "_SELDOM", (0.01, 1.0))
    with _watching(site) as noticed:
        time.sleep(1)
        for number in range(20):
            noticed.forget()
            noticed.has(_edit(site / "content/a.md", f"Words {number}"))
        assert noticed.said == []


def test_looking_takes_little_time_however_large_the_site_is() -> None:
    assert watcher._pause(0.01, *watcher._OFTEN) == 0.3
    assert watcher._pause(0.1, *watcher._OFTEN) == 2.0
    assert watcher._pause(0.1, *watcher._SELDOM) == 10.0
