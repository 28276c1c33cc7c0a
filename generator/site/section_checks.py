"""Reports sections of stories that are probably misspelt, and sections in site.toml that no story has."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Mapping

from generator.engine.definitions import Ask, Query
from generator.model.problems import Problem, also_in
from generator.model.slug import slug
from generator.model.terms import folded, stem
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import GUESSED, INDEX, PUBLIC

_ALIKE = 0.75
_FIRST = 3  # the number of files that a message names for each section


def _used(ask: Ask, _: str) -> Mapping[str, tuple[int, tuple[str, ...]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in ask(INDEX):
        if entry.section and entry.kind == "story":
            found[entry.section].append(entry.path)
    return {name: (len(paths), tuple(paths[:_FIRST])) for name, paths in sorted(found.items())}


def _checks(ask: Ask, _: str) -> None:
    configured = {folded(each): each for each in ask(SETTINGS).sections}
    if not (configured or ask(SETTINGS).blocks) or not ask(PUBLIC).stories:
        return
    used = ask(USED_SECTIONS)
    for name, (count, paths) in used.items():
        if folded(name) not in configured and (near := _near(name, configured)):
            head = ask(HEAD, paths[0])
            message = f"`{name}` is not one of the `sections` in site.toml, so it becomes a section of its own"
            fix = "; ".join((f"did you mean `{near}`? otherwise add it there", *also_in(count, paths)))
            line = head.lines.get("section", 0) if head else 0
            ask.report(Problem(paths[0], line, 0, message, fix, level="warning"))
    there = {*map(folded, used)}
    _check_blocks(ask, configured, there)
    for key, name in configured.items():
        if key not in there and slug(name) not in ask(GUESSED):
            message = f"`sections` has `{name}`, but no story does, so readers do not see it"
            fix = "remove it, or write a story for it; is the section spelt differently in stories?"
            ask.report(Problem("site.toml", 0, 0, message, fix, level="warning"))


def _check_blocks(ask: Ask, configured: Mapping[str, str], there: Collection[str]) -> None:
    """Report [blocks] entries in site.toml for sections that the site does not have."""
    for name in ask(SETTINGS).blocks:
        if folded(name) not in configured and folded(name) not in there:
            near = _near(name, configured)
            fix = f"did you mean `{near}`?" if near else "remove it; is the section spelt differently in stories?"
            message = f"`{name}` in [blocks] is not a section, so it changes nothing"
            ask.report(Problem("site.toml", 0, 0, message, fix, level="warning"))


def _near(name: str, configured: Mapping[str, str]) -> str:
    """The section in site.toml that a name probably means; empty if there is none."""
    by_stem = {stem(each): each for each in configured.values()}
    near = difflib.get_close_matches(folded(name), configured, 1, _ALIKE)
    return by_stem.get(stem(name)) or (configured[near[0]] if near else "")


USED_SECTIONS = Query[Mapping[str, tuple[int, tuple[str, ...]]]](
    "used-sections", Mapping[str, tuple[int, tuple[str, ...]]], _used
)
"""The sections of all stories as written: the number of stories in each, and the paths of the first ones."""

SECTION_CHECKS = Query[None]("section-checks", None, _checks)
"""Reports sections that are probably misspelt, and those that no story has."""

QUERIES = (USED_SECTIONS, SECTION_CHECKS)
