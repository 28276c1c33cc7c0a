"""An edition of the site as the preview shows it: its files, each made when somebody asks for it.   [disk]

What was made once stays at hand for as long as the edition is shown, so a page that somebody looks at can always be
given, whatever the graph is busy with. Everything else is asked from the graph, which returns to the edition for that
(see ``live_graph.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from html import unescape
from time import monotonic
from typing import Protocol, TypeVar

from generator.hosting.static_host import answer
from generator.model.fingerprint import digest, of_bytes
from generator.model.output import Rendered, SocialCard
from generator.model.problems import Problem, Problems
from generator.model.story import Related, Story
from generator.pipeline.plan import PLAN
from generator.pipeline.render import one
from generator.pipeline.site_graph import SiteGraph
from generator.site.cards import STORY, related
from generator.site.index import PUBLIC

Asked = TypeVar("Asked")

_ADDRESS = re.compile(rb'\s(?:src|href|poster)="([^"#?]+)')
_DIGITS = re.compile(r"\d+")
_PUBLISHED = "files"  # the module of outputs/ that has the files of content/, pictures among them


class Reach(Protocol):
    """Asks something of the graph while it is at an edition."""

    def __call__(self, site: SiteGraph, do: Callable[[SiteGraph], Asked]) -> Asked: ...


@dataclass(frozen=True, slots=True)
class Files:
    """The module of every file that the site has, by path; and the fingerprints of the plan that says so."""

    modules: Mapping[str, str]
    prints: Mapping[str, bytes]
    samples: tuple[str, ...]

    @classmethod
    def of(cls, site: SiteGraph, before: Files | None) -> Files:
        """The files of an edition; those of the one ``before`` where they are the same."""
        prints = {name: site.graph.fingerprint(PLAN, name) for name in site.graph.keys(PLAN)}
        if before and before.prints == prints:
            return before
        return cls(site.plan, prints, tuple(_samples(site.plan)))


def _samples(modules: Mapping[str, str]) -> Iterator[str]:
    """One file of each kind: at least one by every layout, since files of one module and name share theirs."""
    seen = set[tuple[str, str]]()
    for path, module in modules.items():
        kind = module, _DIGITS.sub("", path.rpartition("/")[2])
        if kind not in seen and module != _PUBLISHED:
            seen.add(kind)
            yield path


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: its bytes, the fingerprint of how, and those of the pictures on its page, by path."""

    data: bytes
    digest: str
    fingerprint: bytes
    pictures: Mapping[str, bytes]

    @property
    def sign(self) -> str:
        """Equal for two editions if a reader sees the same: the page itself, and the pictures on it."""
        return digest([self.digest, sorted(each.hex() for each in self.pictures.values())])


@dataclass(frozen=True, slots=True)
class OnPage:
    """The story that a page shows, with its related stories."""

    story: Story
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """The site as of the instant of its order, made of the sources that it has.

    ``stories`` is how many there are. If no file changes, the edition stays right ``until`` an instant. ``made_at`` is
    when it was made, on a clock that only runs forward.
    """

    site: SiteGraph
    files: Files
    stories: int
    until: datetime | None
    reach: Reach
    made_at: float = field(default_factory=monotonic)
    made: dict[str, Made] = field(default_factory=dict)
    on_pages: dict[str, OnPage | None] = field(default_factory=dict)

    @classmethod
    def of(cls, site: SiteGraph, reach: Reach, before: Edition | None) -> Edition:
        """The edition that a graph has come to, with what was made for the one ``before`` and is the same in it."""
        edition = cls(site, Files.of(site, before.files if before else None), site.stories, site.until, reach)
        for path, made in tuple(before.made.items()) if before else ():
            if path in edition.files.modules and site.fingerprint(path) == made.fingerprint:
                edition.made[path] = replace(made, pictures=edition._prints(site, made.pictures))
        return edition

    def make(self, path: str) -> Made:
        """One file of the site.

        :raises Problems: with what is wrong in its layout, or with the file that it is a copy of.
        """
        if path not in self.made:
            fingerprint, output = self.reach(self.site, lambda site: (site.fingerprint(path), site.output(path)))
            data = one(self.site.request.site, self.site.theme, output)
            pictures = {*self._pictures(data)} if path.endswith(".html") else set[str]()
            prints = self.reach(self.site, lambda site: self._prints(site, pictures)) if pictures else {}
            self.made[path] = Made(data, of_bytes(data), fingerprint, prints)
        return self.made[path]

    def _prints(self, site: SiteGraph, paths: Iterable[str]) -> Mapping[str, bytes]:
        return {path: site.fingerprint(path) for path in paths if path in self.files.modules}

    def _pictures(self, page: bytes) -> Iterator[str]:
        """The files of content/ whose addresses are on a page."""
        for found in {*_ADDRESS.findall(page)}:
            address = unescape(found.decode("utf-8", "replace"))
            file = answer(self.files.modules, self.site.request.settings.base_path, address).file
            if file and self.files.modules[file] == _PUBLISHED:
                yield file

    def faults(self) -> tuple[Problem, ...]:
        """What is wrong in any layout, as far as making one file by each shows it."""
        found: list[Problem] = []
        for path in self._one_of_each_layout():
            try:
                self.make(path)
            except Problems as wrong:
                found += wrong.problems
        return tuple(dict.fromkeys(found))

    def _one_of_each_layout(self) -> Iterator[str]:
        seen = set[str]()
        for path in self.files.samples:
            made = self.reach(self.site, partial(SiteGraph.made, path=path))
            if isinstance(made, Rendered | SocialCard) and made.layout not in seen:
                seen.add(made.layout)
                yield path

    def on_page(self, path: str) -> OnPage | None:
        """The story that a page shows; nothing where it shows none."""
        if path not in self.on_pages:
            self.on_pages[path] = self.reach(self.site, lambda site: _on_page(site, path))
        return self.on_pages[path]


def _on_page(site: SiteGraph, path: str) -> OnPage | None:
    source = site.source(path)
    if source not in site.graph(PUBLIC).stories:
        return None
    return OnPage(site.graph(STORY, source), related(site.graph, source))
