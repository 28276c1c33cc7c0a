"""An edition as the preview shows it: its files, each rendered when the browser requests it.   [disk]

Rendered files are kept for as long as the edition is shown, so the page that somebody is looking at is always
available, even while the graph is busy. For everything else the edition asks the graph, which first returns to the
state that it had for this edition (see ``live_graph.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from html import unescape
from time import monotonic
from typing import Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from generator.hosting.static_host import answer
from generator.model.fingerprint import digest, of_bytes
from generator.model.output import Made as HowMade
from generator.model.problems import Problem, Problems
from generator.model.story import Related, Story
from generator.pipeline.hidden_counts import in_words, not_shown
from generator.pipeline.plan import PLAN
from generator.pipeline.render import render_one
from generator.pipeline.samples import one_of_each_layout, samples
from generator.pipeline.site_graph import SiteGraph
from generator.site.cards import STORY, related
from generator.site.index import INDEX, PUBLIC
from generator.site.places import url

Asked = TypeVar("Asked")

_ADDRESS = re.compile(rb'\s(?:src|href|poster)="([^"#?]+)')
_PUBLISHED = "files"  # the module of outputs/ for the files of content/, including pictures


class EditionAsk(Protocol):
    """Asks the graph for something while it is in the state of an edition."""

    def __call__(self, site: SiteGraph, do: Callable[[SiteGraph], Asked]) -> Asked: ...


class EditionFiles(msgspec.Struct, frozen=True):
    """Which module makes each file of the site, by path, with the fingerprints of the plan that this comes from.

    ``samples`` are files that use all layouts between them.
    """

    modules: Mapping[str, str]
    prints: Mapping[str, bytes]
    samples: tuple[str, ...]

    @classmethod
    def of(cls, site: SiteGraph, before: EditionFiles | None) -> EditionFiles:
        """Return the files of an edition; reuse those of the one ``before`` if the plan is the same."""
        prints = {name: site.graph.fingerprint(PLAN, name) for name in site.graph.keys(PLAN)}
        if before and before.prints == prints:
            return before
        return cls(site.plan, prints, tuple(samples(site.plan)))


class RenderedFile(msgspec.Struct, frozen=True):
    """A rendered file: its bytes, the fingerprint of its output, its source (see ``SiteGraph.source``), and the
    fingerprints of the pictures on the page, by path.
    """

    data: bytes
    digest: str
    fingerprint: bytes
    source: str
    pictures: Mapping[str, bytes]

    @property
    def sign(self) -> str:
        """A digest that is the same in two editions if the page and the pictures on it are the same."""
        return digest([self.digest, sorted(each.hex() for each in self.pictures.values())])


class OnPage(msgspec.Struct, frozen=True):
    """The story that a page shows, with its related stories."""

    story: Story
    related: tuple[Related, ...]


class Edition(msgspec.Struct, frozen=True, eq=False):
    """The site as of the instant of its build request, made from its sources.

    ``stories`` is the number of stories. If no file changes, the edition stays correct ``until`` an instant.
    ``left_out`` are the problems of drafts that it leaves out because of them. ``made_at`` is when it was made, on a
    monotonic clock. ``made`` are the files rendered so far.
    """

    site: SiteGraph
    files: EditionFiles
    stories: int
    until: datetime | None
    reach: EditionAsk
    left_out: tuple[Problem, ...] = ()
    made_at: float = msgspec.field(default_factory=monotonic)
    made: dict[str, RenderedFile] = {}
    on_pages: dict[str, OnPage | None] = {}

    @classmethod
    def of(cls, site: SiteGraph, reach: EditionAsk, before: Edition | None) -> Edition:
        """Return the edition for the graph's current state, with the rendered files of ``before`` that still apply."""
        unfinished = {each.path for each in site.graph(INDEX) if each.unfinished}
        left_out = tuple(each for each in site.problems if each.path in unfinished)
        files = EditionFiles.of(site, before.files if before else None)
        edition = cls(site, files, site.stories, site.until, reach, left_out)
        for path, made in tuple(before.made.items()) if before else ():
            if path in edition.files.modules and site.fingerprint(path) == made.fingerprint:
                edition.made[path] = replace(made, pictures=edition._prints(site, made.pictures))
        return edition

    def summary(self) -> str:
        """Return a sentence that says how many stories the site shows, and how many it does not."""
        shown = self.reach(self.site, lambda site: not_shown(site.graph, site.problems))
        return f"{in_words(self.stories, shown, self.site.request.as_of)} {len(self.files.modules):,} files."

    def make(self, path: str) -> RenderedFile:
        """Return one file of the site; render it if necessary.

        :raises Problems: if there are errors in its layout, or in the file that it is a copy of.
        """
        if path not in self.made:
            fingerprint, output, source = self.reach(
                self.site, lambda site: (site.fingerprint(path), site.output(path), site.source(path))
            )
            data = render_one(self.site.request.site, self.site.theme, output)
            pictures = {*self._pictures(data)} if path.endswith(".html") else set[str]()
            prints = self.reach(self.site, lambda site: self._prints(site, pictures)) if pictures else {}
            self.made[path] = RenderedFile(data, of_bytes(data), fingerprint, source, prints)
        return self.made[path]

    def _prints(self, site: SiteGraph, paths: Iterable[str]) -> Mapping[str, bytes]:
        return {path: site.fingerprint(path) for path in paths if path in self.files.modules}

    def _pictures(self, page: bytes) -> Iterator[str]:
        """Yield the files of content/ whose addresses are on a page."""
        for found in {*_ADDRESS.findall(page)}:
            address = unescape(found.decode("utf-8", "replace"))
            file = answer(self.files.modules, self.site.request.settings.base_path, address).file
            if file and self.files.modules[file] == _PUBLISHED:
                yield file

    def _how(self, path: str) -> HowMade:
        return self.reach(self.site, partial(SiteGraph.made, path=path))

    def faults(self) -> tuple[Problem, ...]:
        """Return the errors in layouts that show up when one file is rendered with each layout."""
        found: list[Problem] = []
        for path in one_of_each_layout(self.files.samples, self._how):
            try:
                self.make(path)
            except Problems as wrong:
                found += wrong.problems
        return tuple(dict.fromkeys(found))

    def on_page(self, path: str) -> OnPage | None:
        """Return the story that a page shows; ``None`` if it is not the page of a story."""
        if path not in self.on_pages:
            self.on_pages[path] = self.reach(self.site, lambda site: _on_page(site, path))
        return self.on_pages[path]

    def address(self, source: str) -> str:
        """Return the address of a public story or page, given the path of its file; empty if it has none."""
        return self.reach(self.site, lambda site: url(site.graph, source) if source in site.places else "")


def _on_page(site: SiteGraph, path: str) -> OnPage | None:
    source = site.source(path)
    if source not in site.graph(PUBLIC).stories:
        return None
    return OnPage(site.graph(STORY, source), related(site.graph, source))
