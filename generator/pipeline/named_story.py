"""Finds the file of a story by any of its names, whatever is wrong with the rest of the site.   [disk]"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from generator.engine.graph import Graph
from generator.engine.runtime import SERIAL, Runtime
from generator.model.problems import Problem, Problems
from generator.pipeline.index_only import with_index
from generator.pipeline.related_lists import named
from generator.pipeline.request import BuildRequest

_UNREAD = "a story whose file has an error is known only by the name of that file"


def file_named(request: BuildRequest, wanted: str, runtime: Runtime = SERIAL) -> str:
    """The path of a story's file, given that path, or its slug, address or headline. The story may be a draft.

    :raises Problems: if no story has this name. Errors in other files do not matter.
    """
    content = (request.site / "content").resolve()
    for path in (Path(wanted), request.site / wanted):
        with suppress(OSError):  # a headline can be longer than a file name may be
            if path.suffix and path.is_file() and path.resolve().is_relative_to(content):
                return f"content/{path.resolve().relative_to(content).as_posix()}"

    def do(graph: Graph, unread: tuple[Problem, ...]) -> str:
        try:
            return named(graph, wanted, if_hidden="")
        except Problems as found:
            if not unread:
                raise
            raise Problems(replace(each, fix=f"{each.fix}; {_UNREAD}") for each in found.problems) from None

    return with_index(request, do, runtime)
