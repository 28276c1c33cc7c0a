"""Renders one page with each layout, to find errors that occur only when a layout is rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from generator.model.output import Made, Rendered, SocialCard
from generator.model.problems import Problem, Problems
from generator.model.urls import output_path
from generator.pipeline.render import render_one
from generator.pipeline.site_graph import SiteGraph
from generator.site.index import stories_and_pages
from generator.theme.queries import CLOSURES

_DIGITS = re.compile(r"\d+")
_PUBLISHED = "files"  # the module of outputs/ for the files of content/, including pictures


def samples(modules: Mapping[str, str]) -> Iterator[str]:
    """Yield one file of each kind. That covers all layouts except those that stories and pages choose, since other
    files of one module with the same name share a layout.

    ``modules`` has the module in outputs/ that makes each file, by path.
    """
    seen = set[tuple[str, str]]()
    for path, module in modules.items():
        kind = module, _DIGITS.sub("", path.rpartition("/")[2])
        if kind not in seen and module != _PUBLISHED:
            seen.add(kind)
            yield path


def one_of_each_layout(paths: Iterable[str], made: Callable[[str], Made]) -> Iterator[str]:
    """Yield the first of some files that is rendered with each layout; ``made`` returns how a file is made."""
    seen = set[str]()
    for path in paths:
        how = made(path)
        if isinstance(how, Rendered | SocialCard) and how.layout not in seen:
            seen.add(how.layout)
            yield path


def faults(site: SiteGraph, wrong: Collection[str] = ()) -> tuple[Problem, ...]:
    """The errors in layouts that occur when one file is rendered with each layout.

    Errors in layouts that read one of the ``wrong`` files in data/ may be due to that file, so they are left out until
    it can be read.
    """
    found: list[Problem] = []
    for path in one_of_each_layout((*samples(site.plan), *_of_own_layout(site)), site.made):
        try:
            render_one(site.request.site, site.theme, site.output(path))
        except Problems as fault:
            without = _without_data(site, path, wrong)
            found += [each for each in fault.problems if each.path not in without]
    return tuple(dict.fromkeys(found))


def _without_data(site: SiteGraph, path: str, wrong: Collection[str]) -> Collection[str]:
    """The layouts that a file is rendered with and that read one of the ``wrong`` files, by their paths."""
    made = site.made(path)
    reads = site.graph(CLOSURES, made.layout).data if isinstance(made, Rendered) else ()
    files = [PurePosixPath(each).with_suffix("").parts[1:] for each in wrong if each.startswith("data/")]
    return {read.path for read in reads if any(_overlap(read.way, file) for file in files)}


def _overlap(way: tuple[str, ...], file: tuple[str, ...]) -> bool:
    """Whether the names of a value lead into a file, or to a folder that contains it."""
    shared = min(len(way), len(file))
    return way[:shared] == file[:shared]


def _of_own_layout(site: SiteGraph) -> Iterator[str]:
    """Yield the files of the stories and pages that choose a layout."""
    for path, layout in stories_and_pages(site.graph, "layout"):
        if layout and (file := output_path(site.places[path])) in site.plan:
            yield file


def with_faults(site: SiteGraph, broken: bool = False) -> tuple[Problem, ...]:
    """The problems of a site. If there are errors, or the site is ``broken`` in another way, they include those that
    only rendering finds, so editors see all errors at once.
    """
    wrong = {each.path for each in site.problems if each.level == "error"}
    more = faults(site, wrong) if wrong or broken else ()
    return tuple(sorted({*site.problems, *(each for each in more if each.path not in wrong)}))
