"""A site that is being shown: what is seen of it now, and the work that follows every change.   [disk]"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Event
from time import monotonic
from typing import Any

from generator.hosting.static_host import Answer, answer
from generator.model.problems import Problem, Problems
from generator.pipeline.request import Order
from generator.preview.compositor import Compositor
from generator.preview.galley import Galley
from generator.preview.toolbar_data import Desk, View, problems_told, story_told, view_told
from generator.publish.lock import Tell

_QUIET = 0.5  # seconds without a change, after which we make sure that none has escaped us
_MANY = 20  # files that change at once; more of them are no editor's saving
_CALM = 0.4  # seconds without a change after which many have come
_STORM = 5.0  # seconds that are waited at most
_DAY = 86_400.0  # seconds


@dataclass(frozen=True, slots=True)
class Shown:
    """The galley that is shown, and what is wrong with what is in the files now. There may be either, both or none."""

    galley: Galley | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """The answer to a request: a file of the site with its bytes, a place to go to, or what is wrong.

    ``sign`` stands for all that a reader of it sees.
    """

    answer: Answer
    data: bytes = b""
    sign: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Preview:
    """A site that is being shown. ``order`` says what is to be set for a view; ``tell`` is told what happens.

    ``good`` is the last galley of which every layout is known to be right; ``waiting`` are the files that have changed
    since the last one was set, at ``set_at`` seconds of a clock that only runs; ``looked_at`` is the page that was
    asked for last.
    """

    order: Callable[[View], Order]
    compositor: Compositor
    tell: Tell
    desk: Desk
    view: View
    shown: Shown = field(default_factory=Shown)
    good: Galley | None = None
    stop: Event = field(default_factory=Event)
    dirty: Event = field(default_factory=Event)
    changed: Queue[Path] = field(default_factory=Queue)
    waiting: set[Path] = field(default_factory=set)
    looked_at: str = ""
    set_at: float = 0.0

    def follow(self, show: Callable[[bool], None]) -> None:
        """Set the site anew whenever something has changed or its time has come, until the preview stops.

        ``show`` is called when there is news: with whether nothing but style has changed.
        """
        sure = False
        while True:
            told = self.dirty.wait(self._patience(sure))
            self.dirty.clear()
            changed = self._gathered()
            if self.stop.is_set():
                return
            before = self.shown
            if told or sure:
                sure = False
                self.waiting |= changed
                self.set(self.waiting)
            else:
                sure = self._make_sure()
            if self.shown is not before:
                style = bool(changed) and all(path.suffix == ".css" for path in changed)
                show(style and not (self.shown.problems or before.problems))

    def _gathered(self) -> set[Path]:
        """What has changed. Many files at once are more to come, such as a checkout: these are waited for."""
        changed: set[Path] = set()
        until = monotonic() + _STORM
        while True:
            changed |= {self.changed.get() for _ in range(self.changed.qsize())}
            if len(changed) <= _MANY or monotonic() > until or self.stop.is_set() or not self.dirty.wait(_CALM):
                return changed
            self.dirty.clear()

    def set(self, changed: Collection[Path] = ()) -> None:
        """Set the site as it is in the files now; where something is wrong the galley before it stays.

        ``changed`` is all that has since the last galley was set; nothing: that is not known.
        """
        gc.disable()  # what is made is needed until the next time
        try:
            order = self.order(self.view)
            galley = self.compositor.set(order, changed)
            self.waiting.clear()
            self.set_at = monotonic()
            if self.looked_at in galley.outputs:
                galley.sign(self.looked_at)
            self._show(galley, ())
        except Problems as found:
            self._show(self.shown.galley, found.problems)
        finally:
            gc.enable()
            gc.freeze()

    def _show(self, galley: Galley | None, problems: Collection[Problem]) -> None:
        wrong = tuple(each for each in problems if each.level == "error")
        if galley is self.shown.galley and wrong == self.shown.problems:
            return
        self.shown = Shown(galley, wrong)
        if wrong:
            last = "; the last good pages stay" if galley else ""
            self.tell(f"{Problems(wrong)}\n{len(wrong)} to mend{last}.")
        elif galley:
            self.tell(f"{len(galley.edition.stories)} stories, {len(galley.outputs)} files.")

    def _make_sure(self) -> bool:
        """Whether the galley is of the files as they are. That, and what is wrong in its layouts, is looked after."""
        galley = self.compositor.last
        if self.shown.problems or galley is None:
            return True
        if not self.compositor.sure():
            self.set()
            return False
        faults = galley.faults()
        if faults:
            self._show(self.good, faults)
        else:
            self.good = galley
        return True

    def _patience(self, sure: bool) -> float:
        """Seconds until there is something to do, if no file changes."""
        if not sure:
            return _QUIET
        galley = self.compositor.last
        if not galley or not galley.until or self.view.as_of:
            return _DAY
        left = (galley.until - galley.order.as_of).total_seconds() - (monotonic() - self.set_at)
        return min(max(left, 0.0), _DAY)

    def see(self, path: str) -> Seen:
        """What the site has at an address, whose path is still percent-encoded."""
        galley = self.shown.galley
        if not galley:
            return Seen(Answer(404))
        base_path = galley.order.settings.base_path
        found = answer(galley.outputs, base_path, base_path.rstrip("/") if path == "/" != base_path else path)
        if not found.file:
            return Seen(found)
        try:
            return Seen(found, galley.data(found.file), galley.sign(found.file))
        except Problems as wrong:
            return Seen(found, problems=wrong.problems)

    def state(self, path: str) -> Mapping[str, Any]:
        """What the bar is told of the page at an address, and of the site."""
        shown, seen = self.shown, self.see(path)
        told: dict[str, Any] = {
            "sign": seen.sign,
            "problems": problems_told(shown.problems or seen.problems, self.desk),
            "view": view_told(self.view, shown.galley.order.as_of if shown.galley else None),
            "story": None,
        }
        if shown.galley and seen.answer.file and seen.answer.status == 200:
            source = shown.galley.outputs[seen.answer.file].source
            story = next((each for each in shown.galley.edition.stories if each.path == source), None)
            if story:
                told["story"] = story_told(story, shown.galley.edition, shown.galley.warnings, self.desk)
        return told

    def look(self, view: View) -> None:
        """Show the site in another view from now on."""
        self.view = view
        self.dirty.set()
