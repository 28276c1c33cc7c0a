"""The preview session: what it shows now, and what it does after every change.   [disk]"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from queue import Queue
from threading import Event
from time import monotonic
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.editorial.budget import budget_lines, in_order
from generator.engine.runtime import Notify
from generator.hosting.static_host import HostResponse, answer
from generator.model.problems import Problem, Problems
from generator.pipeline.request import BuildRequest
from generator.pipeline.without_settings import request_without
from generator.preview.budget_page import budget_page
from generator.preview.edition import Edition
from generator.preview.live_graph import LiveGraph
from generator.preview.start import bare
from generator.preview.toolbar_data import TextEditor, View, problems_data, story_data, view_data
from generator.text.messages import words_of

_QUIET = 0.5  # seconds without a change before checking that no change was missed
_MANY = 20  # if more files change at once, no editor is saving them, and more changes may follow
_BATCH_QUIET = 0.4  # seconds without a change after which a large batch is complete
_BATCH_LIMIT = 5.0  # seconds to wait for a large batch at most
_DAY = 86_400.0  # seconds


class ShownEdition(msgspec.Struct, frozen=True):
    """The edition that is shown, and the errors in the current files; either or both can be missing."""

    edition: Edition | None = None
    problems: tuple[Problem, ...] = ()


class PreviewResponse(msgspec.Struct, frozen=True):
    """The answer to a request: a file of the site with its bytes, a redirect, or problems.

    ``sign`` is the file's sign (see ``RenderedFile``).
    """

    answer: HostResponse
    data: bytes = b""
    sign: str = ""
    problems: tuple[Problem, ...] = ()


class Preview(msgspec.Struct):
    """A preview of the site in the folder ``site``; ``content`` is the folder of its stories if it is elsewhere.

    ``request`` returns the build request for a view, ``notify`` receives messages for the user. ``good`` is the last
    edition in which all layouts are known to work; ``waiting`` are the files that have changed since the sources were
    last read; ``looked_at`` is the page that was requested last. ``sources`` has the source of each page that was
    requested, by address. ``editable`` says whether stories may be edited in the browser.
    """

    site: Path
    content: Path | None
    request: Callable[[View], BuildRequest]
    graph: LiveGraph
    notify: Notify
    editor: TextEditor
    view: View
    shown: ShownEdition = msgspec.field(default_factory=ShownEdition)
    good: Edition | None = None
    stop: Event = msgspec.field(default_factory=Event)
    dirty: Event = msgspec.field(default_factory=Event)
    changed: Queue[Path] = msgspec.field(default_factory=Queue)
    waiting: set[Path] = set()
    looked_at: str = ""
    sources: dict[str, str] = {}
    editable: bool = False

    def follow(self, show: Callable[[bool], None]) -> None:
        """Update what is shown whenever a file changes or a scheduled change is due, until the preview stops.

        ``show`` is called after each update, with ``True`` if only style sheets have changed.
        """
        sure = False
        while True:
            notified = self.dirty.wait(self._seconds_to_wait(sure))
            self.dirty.clear()
            changed = self._gathered()
            if self.stop.is_set():
                return
            before = self.shown
            if notified or sure:
                sure = False
                self.waiting |= changed
                self.update(self.waiting)
            else:
                sure = self._safely_checked()
            if self.shown is not before:
                style = bool(changed) and all(path.suffix == ".css" for path in changed)
                show(style and not (self.shown.problems or before.problems))

    def _gathered(self) -> set[Path]:
        """Return what has changed. If many files change at once, as in a checkout, wait until the changes stop."""
        changed: set[Path] = set()
        until = monotonic() + _BATCH_LIMIT
        while True:
            changed |= {self.changed.get() for _ in range(self.changed.qsize())}
            if len(changed) <= _MANY or monotonic() > until or self.stop.is_set() or not self.dirty.wait(_BATCH_QUIET):
                return changed
            self.dirty.clear()

    def update(self, changed: Collection[Path] = ()) -> None:
        """Show the site as its files are now; if something is wrong, keep showing the previous edition.

        ``changed`` are all files that have changed since the sources were last read; empty means unknown.
        """
        gc.disable()  # what an update creates is needed until the next one
        try:
            edition = self._edition(changed)
            if self.looked_at in edition.files.modules:
                edition.make(self.looked_at)
            self._show(edition, ())
        except Problems as found:
            self._show(self.shown.edition, found.problems)
        except Exception as error:  # a bug in Broadsheet: the next change may well work
            self._show_unforeseen(error)
        finally:
            gc.enable()
            gc.freeze()

    def _edition(self, changed: Collection[Path]) -> Edition:
        """Return the edition for the view. If the settings have errors, check everything else as well.

        :raises Problems: with everything that is wrong.
        """
        wrong: tuple[Problem, ...] = ()
        try:
            request = _without_scripts(self.request(self.view))
        except Problems as found:
            last = self.graph.last
            request = last.site.request if last else request_without(found, self.site, self.content)
            wrong = found.problems
        sources = self.graph.sources(request, changed)
        self.waiting.clear()
        if wrong:
            raise Problems([*wrong, *self.graph.errors(request, sources)])
        return self.graph.edition(request, sources)

    def _show(self, edition: Edition | None, problems: Collection[Problem]) -> None:
        wrong = tuple(each for each in problems if each.level == "error")
        if edition is self.shown.edition and wrong == self.shown.problems:
            return
        first = self.shown.edition is None
        before = self.shown.edition.left_out if self.shown.edition else ()
        if edition and self.shown.edition:
            self.sources |= _renamed(dict(self.sources), self.shown.edition, edition)  # requests may add to it
        self.shown = ShownEdition(edition, wrong)
        if wrong:
            last = "; still showing the last good pages" if edition else ""
            self.notify(f"{Problems(wrong)}\n{len(wrong)} {'problem' if len(wrong) == 1 else 'problems'}{last}.")
        elif edition:
            if left_out := [each for each in edition.left_out if not first and each not in before]:
                self.notify(f"{Problems(left_out)}\nThe draft is not shown until its errors are fixed.")
            self.notify(
                edition.summary() if first else f"{edition.stories} stories, {len(edition.files.modules)} files."
            )

    def _show_unforeseen(self, error: Exception) -> None:
        self.graph.restart()
        message = f"these files cannot be shown, because of a bug in Broadsheet: {str(error) or repr(error)}"
        fix = "undo the last change; `broadsheet build` shows the details, which help to fix the bug"
        self._show(self.shown.edition, [Problem("content/", 0, 0, message, fix)])

    def _safely_checked(self) -> bool:
        try:
            return self._check_edition()
        except Exception as error:
            self._show_unforeseen(error)
            return True

    def _check_edition(self) -> bool:
        """Check that the edition matches the current files, and that its layouts work; if not, update what is shown.

        Return ``False`` if the files had changed.
        """
        edition = self.graph.last
        if self.shown.problems or edition is None:
            return True
        if not self.graph.sources(edition.site.request).matches(edition.site.sources):
            self.update()
            return False
        faults = edition.faults()
        if faults:
            self._show(self.good, faults)
        else:
            self.good = edition
        return True

    def _seconds_to_wait(self, sure: bool) -> float:
        """Return the seconds until there is something to do, if no file changes."""
        if not sure:
            return _QUIET
        edition = self.graph.last
        if not edition or not edition.until or self.view.as_of:
            return _DAY
        left = (edition.until - edition.site.request.as_of).total_seconds() - (monotonic() - edition.made_at)
        return min(max(left, 0.0), _DAY)

    def see(self, path: str) -> PreviewResponse:
        """Return what the site has at an address, given its percent-encoded path.

        An address at which the preview showed a story or page before redirects to its new address, even if it was never
        published there. If it is a draft that is not shown because of errors, the response has these errors.
        """
        edition = self.shown.edition
        if not edition:
            return PreviewResponse(HostResponse(404))
        base_path = edition.site.request.settings.base_path
        wanted = base_path.rstrip("/") if path == "/" != base_path else path
        found = answer(edition.files.modules, base_path, wanted)
        if found.status == 404 and path in self.sources:
            if moved := edition.address(self.sources[path]):
                return PreviewResponse(HostResponse(302, location=moved))
            if wrong := tuple(each for each in edition.left_out if each.path == self.sources[path]):
                return PreviewResponse(found, problems=wrong)
        if not found.file:
            return PreviewResponse(found)
        try:
            made = edition.make(found.file)
        except Problems as wrong:
            return PreviewResponse(found, problems=wrong.problems)
        if found.status == 200:
            self.sources[path] = made.source
        return PreviewResponse(found, made.data, made.sign)

    def state(self, path: str) -> Mapping[str, Any]:
        """Return what the bar shows about the page at an address, and about the site."""
        shown, seen = self.shown, self.see(path)
        edition = shown.edition
        on_page = seen.answer.status == 200 and seen.answer.file
        return {
            "sign": seen.sign,
            "good": bool(on_page),
            "problems": problems_data(shown.problems or seen.problems, self.editor),
            "view": view_data(self.view, edition.site.request.as_of if edition else None),
            "story": self._story(edition, seen.answer.file) if edition and on_page else None,
            "source": self.sources.get(path, ""),
        }

    def _story(self, edition: Edition, file: str) -> Mapping[str, Any] | None:
        found, site = edition.on_page(file), edition.site
        if not found:
            return None
        words = words_of(site.sources.layouts.catalogues, site.request.settings.language)
        return story_data(found.story, found.related, site.problems, words, self.editor)

    def budget(self) -> bytes:
        """Return the page with the story budget, as of the time that the preview shows."""
        edition = self.shown.edition
        if not edition:
            return bare("The story budget appears here as soon as the problems have been fixed.")
        as_of, settings = edition.site.request.as_of, edition.site.request.settings
        lines = edition.reach(edition.site, lambda site: in_order(budget_lines(site.graph, as_of)))
        return budget_page(lines, settings.base_path, self.editor)

    def look(self, view: View) -> None:
        """Switch to another view of the site."""
        self.view = view
        self.dirty.set()


def _without_scripts(request: BuildRequest) -> BuildRequest:
    """Return a request without the scripts of other sites: they would learn about drafts, and count editors."""
    return replace(request, settings=replace(request.settings, scripts=None))


def _renamed(sources: Mapping[str, str], before: Edition, now: Edition) -> dict[str, str]:
    """Return the new sources of addresses whose files were renamed: they have another name now, but the same bytes."""
    places = now.reach(now.site, lambda site: site.places)  # others may ask the graph at the same time
    missing = {source for source in sources.values() if source and source not in places}
    if not missing:
        return {}
    digests = {each.path: each.digest for each in before.site.sources.contents.copy if each.path in missing}
    paths = {each.digest: each.path for each in now.site.sources.contents.copy}
    found = {source: paths[digest] for source, digest in digests.items() if digest in paths}
    return {address: found[source] for address, source in sources.items() if source in found}
