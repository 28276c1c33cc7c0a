"""Suggests fixes for two claims on one address, and finds the story from which a listing gets its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.output import ALIAS
from generator.model.problems import Problem
from generator.model.taxonomies import BUILT_IN
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.names import all_taxonomies, named

_COPY = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
_TERM = re.compile(rf"the ({'|'.join(each.noun for each in BUILT_IN)}|\S+ term) (.+)")


def is_copy(source: str) -> bool:
    """Whether a source of the site's files is a story or a page."""
    return source.startswith("content/") and source.lower().endswith(_COPY)


def way_out(*claimants: str) -> str:
    """Suggest how to give one of the claimants another address. Claimants are named as in ``File.source``."""
    ways = dict.fromkeys(way for each in claimants for way in _ways(each))
    copies = sum(is_copy(each) for each in claimants)
    if copies > 1:
        return "give one of them another `slug`"
    return "; or ".join(ways) or "remove one of the two"


def _ways(source: str) -> Iterator[str]:
    if source.startswith(ALIAS):
        yield f"remove the alias from {source.removeprefix(ALIAS)}"
    elif is_copy(source):
        yield f"give {source} another `slug`"
    elif source.startswith("content/"):
        yield f"give the file {source} another name"
    elif found := _TERM.fullmatch(source):
        yield f"give the {found[1]} another name, in every story that has it"


def at_its_story(ask: Ask, problem: Problem) -> Problem:
    """Move a problem to the file that an editor must change, unless it has one already.

    That is the newest story with the term whose listing the message names, or, if the message is about the list of
    one of the site's own taxonomies, the taxonomy in site.toml.
    """
    if problem.path != "site.toml":
        return problem
    found = _at_newest(ask, problem)
    for name in ask(SETTINGS).taxonomies:
        if re.search(rf"the list of {re.escape(name)}(?= and |$)", problem.message):
            return _at_its_taxonomy(problem, name, found.path)
    return found


def _at_newest(ask: Ask, problem: Problem) -> Problem:
    for each in all_taxonomies(ask):
        for path, names in named(ask, each.kind):
            name = next((name for name in names if f"the {each.noun} {name}" in problem.message), "")
            if name and re.search(rf"the {each.noun} {re.escape(name)}(?= and |$)", problem.message):
                head = ask(HEAD, path)
                return replace(problem, path=path, line=head.lines.get(each.column, 0) if head else 0)
    return problem


def _at_its_taxonomy(problem: Problem, name: str, story: str) -> Problem:
    """The problem with the list of one of the site's own taxonomies, at the taxonomy's name in site.toml.

    ``story`` is a story that names the other listing, or site.toml if there is none.
    """
    table = f"[taxonomies.{name}]"
    message = problem.message.replace(f"the list of {name}", f"the list of `{table}`", 1)
    found = f", as {story} does" if is_copy(story) else ""
    fix = f"give the taxonomy another name, such as `[taxonomies.of-{name}]`; or {problem.fix}{found}"
    return replace(problem, message=message, fix=fix)
