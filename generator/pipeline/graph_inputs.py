"""Sets the inputs of a site's graph from the files on disk.   [disk]"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.engine.graph import Graph
from generator.model.problems import Problem
from generator.pipeline import desk_program, search_bundles
from generator.pipeline.request import BuildRequest
from generator.pipeline.sources import Sources
from generator.reading import adopting, data_files, ignore_lists, inputs


def withheld_by_others(request: BuildRequest, sources: Sources) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The prefixes of paths that other programs' configuration files withhold, and the problems with those files."""
    if not request.settings.adopt:
        return (), ()
    copy, files = sources.contents.copy, sources.contents.files
    held = (
        adopting.held_folders(request.site, copy),
        ignore_lists.ignored(sources.contents.ignore_lists, (each.path for each in copy)),
        (ignore_lists.ignored(sources.contents.ignore_lists, _data_of(files))[0], ()),
        adopting.data_files(request.site, copy, files),
    )
    problems = (*(problem for _, found in held for problem in found), *adopting.of_other_markup(files))
    return tuple(_shortest(path for paths, _ in held for path in paths)), problems


def _data_of(files: Iterable[str]) -> Iterator[str]:
    return (path for path in files if path.lower().endswith(data_files.ENDINGS))


def _shortest(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths, sorted, without those that begin with another one of them."""
    last = ""
    for path in sorted(paths):
        if not last or not path.startswith(last):
            last = path
            yield path


def set_inputs(graph: Graph, request: BuildRequest, sources: Sources, held: tuple[str, ...]) -> None:
    """Set every input. ``held`` has the path prefixes that other programs' configuration files withhold."""
    contents, layouts = sources.contents, sources.layouts
    graph.set(inputs.SETTINGS, "", request.settings)
    graph.set(inputs.NOW, "", request.as_of)
    graph.set(inputs.DRAFTS, "", request.drafts)
    graph.set(inputs.HELD, "", request.held)
    graph.set(inputs.STRICT, "", request.strict)
    graph.set(inputs.HELD_FOLDERS, "", held)
    graph.set(inputs.PATHS, "", tuple(sorted(each.path for each in contents.copy)))
    graph.replace(inputs.COPY, {each.path: each for each in contents.copy})
    graph.set(inputs.FILE_PATHS, "", tuple(sorted(contents.files)))
    graph.replace(inputs.FILES, contents.files)
    graph.set(inputs.URL_HISTORY, "", sources.history)
    graph.set(inputs.MOST_READ, "", sources.most_read)
    graph.set(inputs.DATA_NAMES, "", tuple(sorted(sources.data)))
    graph.replace(inputs.DATA_FILES, sources.data)
    graph.replace(inputs.LAYOUTS, {"built-in": layouts.built_in, "own": layouts.own})
    graph.set(inputs.CATALOGS, "", layouts.catalogues)
    graph.replace(inputs.ASSETS, {"": layouts.assets})
    graph.set(inputs.DESK_FILES, "", desk_program.prepared(request.site) if request.settings.desk else {})
    if request.settings.searchable:
        search_bundles.replace_missing(graph, request.site)
