"""Watches a site's sources for changes while the preview runs.   [disk]

The system reports changes (watchfiles), and those that come together are yielded together. Since some disks do not
report any (network drives, folders shared with a container), the preview also compares snapshots of the sources from
time to time. If it finds a change that was not reported, or if the system cannot watch more folders, it takes snapshots
often instead.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic
from typing import Any

import msgspec
from watchfiles import watch

from generator.engine.runtime import Notify
from generator.preview.snapshot import TOP, Snapshot, Watched, changed

_QUIET = 20  # milliseconds without a change before the changes so far are reported
_LONGEST = 400  # milliseconds to collect changes at most
_WAKE = 0.5  # seconds after which a thread checks whether it should stop
_OFTEN = 0.3, 20.0  # the pause between snapshots: seconds at least, and how many times as long as a snapshot takes
_SELDOM = 3.0, 100.0
_LATE = 1.0  # seconds that the system may take to report a change

LIMIT = (
    "The system cannot watch more folders, so the preview looks for changes regularly. "
    "On Linux, the limits are fs.inotify.max_user_watches and fs.inotify.max_user_instances."
)
SILENT = "This disk does not report changes, so the preview looks for them regularly (with --poll, from the start)."


def changes(site: Path, content: Path | None, stop: Event, notify: Notify, poll: bool = False) -> Iterator[set[str]]:
    """Yield sets of changed files until ``stop`` is set; an empty set means that anything may have changed.

    ``content`` is the folder of the stories if it is not content/. ``poll`` looks for changes regularly from the start;
    ``notify`` is called if that turns out to be necessary.
    """
    watched = Watched.of(site, content)
    if not poll:
        why = yield from _reported(watched, stop)
        if stop.is_set():
            return
        notify(why)
    before, pause = watched.look(), 0.0
    yield set()  # for changes before the first snapshot
    while not stop.wait(pause):
        start = monotonic()
        now = watched.look()
        pause = _pause(monotonic() - start, *_OFTEN)
        if found := changed(before, now):
            yield found
        before = now


def _pause(took: float, least: float, times: float) -> float:
    return max(least, took * times)


class _Either:
    """An event that is set as soon as one of several is."""

    def __init__(self, *events: Event) -> None:
        self._events = events

    def is_set(self) -> bool:
        return any(each.is_set() for each in self._events)


class _Reports(msgspec.Struct):
    """What the system reports to two threads: one for the site's folder itself, and one for the folders with sources.

    ``found`` receives sets of paths; ``None`` once from each thread, when it has begun to watch; and an error if a
    thread cannot watch. ``moved`` is set when folders with sources have appeared or disappeared.
    """

    watched: Watched
    found: Queue[set[str] | Exception | None] = msgspec.field(default_factory=Queue)
    over: Event = msgspec.field(default_factory=Event)
    moved: Event = msgspec.field(default_factory=Event)

    def start(self) -> None:
        """Start both threads, which run until ``over`` is set."""
        for watch_some in (self._watch_top, self._watch_folders):
            Thread(target=watch_some, daemon=True).start()

    def any_within(self, seconds: float) -> bool:
        """Return whether anything is reported within so many seconds."""
        with suppress(Empty):
            self.found.put(self.found.get(timeout=seconds))
            return True
        return False

    def _watch_top(self) -> None:
        roots = self.watched.roots
        for paths in self._watch([self.watched.site], _Either(self.over), recursive=False):
            if self.watched.roots != roots:
                roots = self.watched.roots
                self.moved.set()
            if found := {path for path in paths if Path(path).name in TOP}:
                self.found.put(found)

    def _watch_folders(self) -> None:
        while not self.over.is_set():
            unseen = self.moved.is_set()  # whether files may have changed since the last watch ended
            self.moved.clear()
            folders = [folder for folder, _ in self.watched.roots]
            for paths in self._watch(folders, _Either(self.over, self.moved), recursive=True):
                if unseen:
                    self.found.put(set())
                    unseen = False
                if paths:
                    self.found.put(paths)
            if self.moved.is_set():
                self.found.put(set())

    def _watch(self, folders: list[Path], until: _Either, recursive: bool) -> Iterator[set[str]]:
        """Yield what is reported for some folders; an empty set if nothing was reported for a while."""
        options: dict[str, Any] = {"recursive": recursive, "stop_event": until, "yield_on_timeout": True}
        options |= {"debounce": _LONGEST, "step": _QUIET, "rust_timeout": int(_WAKE * 1000), "raise_interrupt": False}
        begun = False
        try:
            for found in watch(*folders, watch_filter=lambda _, path: self.watched.has(path), **options):
                if not begun:
                    self.found.put(None)
                    begun = True
                yield {path for _, path in found}
        except (OSError, RuntimeError) as error:
            if all(folder.is_dir() for folder in folders):
                self.found.put(error)
                self.over.set()
            else:  # a folder was removed at this moment
                self.moved.set()


def _reported(watched: Watched, stop: Event) -> Generator[set[str], None, str]:
    """Yield what the system reports; return the message for the user if that turns out not to be enough."""
    reports = _Reports(watched)
    reports.start()
    try:
        return (yield from _checked_reports(reports, stop))
    finally:
        reports.over.set()


def _checked_reports(reports: _Reports, stop: Event) -> Generator[set[str], None, str]:
    """Yield what the system reports, and sometimes compare it with a snapshot; see ``_reported`` for the result."""
    watched, waiting, first, due = reports.watched, 2, True, float("inf")
    before, known = watched.look(), set[str]()
    while not stop.is_set():
        with suppress(Empty):
            found = reports.found.get(timeout=_WAKE)
            if isinstance(found, Exception):
                return LIMIT
            if found is None:
                waiting -= 1
                due = monotonic() if waiting == 0 else due
            else:
                known |= found or {""}
                yield found
        if monotonic() < due:
            continue
        now, due = _looked(watched)
        if missed := changed(before, now) - known:
            yield missed
            if not (first or known or reports.any_within(_LATE)):
                return SILENT
        before, known, first = now, set(), False
    return ""


def _looked(watched: Watched) -> tuple[Snapshot, float]:
    """Return a snapshot of the sources, and the time for the next one."""
    start = monotonic()
    now = watched.look()
    return now, monotonic() + _pause(monotonic() - start, *_SELDOM)
