"""The layouts that stories and pages choose: ``layout: longread`` is story-longread.html, or page-longread.html."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.problems import Problem, also_in
from generator.reading.inputs import LAYOUTS, SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import INDEX
from generator.theme.unseen_parts import is_choice

_FIRST = 3  # files that are named for each layout
_FOREIGN_DEFAULTS = frozenset(
    {
        *("post", "posts", "page", "pages", "default", "single", "story", "article", "base", "home", "index"),
        *("layout", "blog", "news", "entry", "none", "false"),
    }
)
"""The names of default layouts in other programs, which nearly every story from such a program has."""


def layout_for(ask: Ask, kind: Literal["story", "page"], chosen: str) -> str:
    """Return the layout that a story or page chooses; the default if it chooses none, or one that does not exist."""
    name = f"{kind}-{chosen}.html"
    return name if chosen and name in ask(CHOICES) else f"{kind}.html"


def _choices(ask: Ask, _: str) -> tuple[str, ...]:
    names = {layout.name for origin in ("built-in", "own") for layout in ask(LAYOUTS, origin)}
    return tuple(sorted(filter(is_choice, names)))


def _checks(ask: Ask, _: str) -> None:
    """Report each missing layout that a story or page chooses, once for the site."""
    choices: tuple[str, ...] = ask(CHOICES)
    chosen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in ask(INDEX):
        if each.layout:
            chosen[each.kind, each.layout].append(each.path)
    for (kind, layout), paths in sorted(chosen.items()):
        if f"{kind}-{layout}.html" not in choices:
            missing = _missing(kind, layout, choices)
            head = ask(HEAD, paths[0])
            line = head.lines.get("layout", 0) if head else 0
            fix = "; ".join((missing.fix, *also_in(len(paths), tuple(paths[:_FIRST]))))
            found = replace(missing, path=paths[0], line=line, fix=fix)
            ask.report(replace(found, level="warning", outcome="dropped") if ask(SETTINGS).adopt else found)


def _missing(kind: str, layout: str, choices: Sequence[str]) -> Problem:
    """Return the problem of a layout that does not exist, without its place."""
    file = f"{kind}-{layout}.html"
    if layout in _FOREIGN_DEFAULTS:
        message = f"`layout: {layout}` has no effect, because there is no layout {file}"
        return Problem("", 0, 0, message, f"remove it: a {kind} without it has the default layout", level="warning")
    known = [each.removeprefix(f"{kind}-").removesuffix(".html") for each in choices if each.startswith(f"{kind}-")]
    near = difflib.get_close_matches(layout, known, 1)
    fix = f"did you mean `{near[0]}`? " if near else ""
    fix += f"the layouts for a {kind} are: {', '.join(known)}" if known else f"there are no layouts for a {kind} yet"
    return Problem("", 0, 0, f"there is no layout `{layout}`", f"{fix}; to add your own, write layouts/{file}")


CHOICES = Query[tuple[str, ...]]("layout-choices", tuple[str, ...], _choices)
"""The names of the layouts that stories and pages can choose, sorted."""

CHOSEN = Query[None]("chosen-layouts", None, _checks)
"""Reports layouts that stories and pages choose and that do not exist."""

QUERIES = (CHOICES, CHOSEN)
