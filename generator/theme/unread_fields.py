"""Reports the fields of stories and pages that neither Broadsheet nor a layout reads, each once for the site.

Those that are probably meant to tell readers something are errors, in each story (see ``disclosing_names.py``).
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.problems import Problem, also_in
from generator.reading.fields.disclosing_names import denies, meant_by
from generator.reading.fields.other_names import advice_on
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import INDEX
from generator.site.story_names import IMPORTED
from generator.theme.queries import EXTRAS

_FIRST = 3  # files that are named for each field
_ALIKE = 0.8
_OWN = frozenset({IMPORTED, "details"})  # written by `broadsheet import`


def _unknown(ask: Ask, _: str) -> Mapping[str, tuple[int, tuple[str, ...]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in ask(INDEX):
        for name in entry.unknown:
            found[name].append(entry.path)
    return {name: (len(paths), tuple(paths[:_FIRST])) for name, paths in sorted(found.items())}


def _unread(ask: Ask, _: str) -> None:
    unknown = ask(UNKNOWN)
    if not unknown.keys() - _OWN:
        return
    settings, read = ask(SETTINGS), ask(EXTRAS)
    own = [each.field for each in settings.taxonomies.values()]
    known = {*_OWN, *settings.fields, *(read or ()), *own}
    for name, (count, paths) in unknown.items():
        if name in known:
            continue
        if not settings.adopt and (untold := tuple(_undisclosed(ask, name))):
            for each in untold:
                ask.report(each)
            continue
        if read is None and not advice_on(name):
            continue
        message, fix = _wrong(name, known, own)
        head = ask(HEAD, paths[0])
        line = head.unknown.get(name, 0) if head else 0
        fix = "; ".join((fix, *also_in(count, paths)))
        problem = Problem(paths[0], line, 0, message, fix, level="warning")
        ask.report(replace(problem, outcome="kept") if settings.adopt else problem)


def _undisclosed(ask: Ask, name: str) -> Iterator[Problem]:
    """Yield an error for each story that has a field of this name, if readers need to know what is probably in it."""
    meant = meant_by(name)
    for entry in ask(INDEX) if meant else ():
        head = ask(HEAD, entry.path) if entry.kind == "story" and name in entry.unknown else None
        if meant and head and not denies(head.extra.get(name)):
            message = f"`{name}` is not a field of Broadsheet, so {meant.effect}"
            fix = f'{meant.fix}; if it is a field of your own, write `fields = ["{name}"]` in site.toml'
            yield Problem(entry.path, head.unknown.get(name, 0), 0, message, fix)


def _wrong(name: str, known: Collection[str], of_taxonomies: Collection[str]) -> tuple[str, str]:
    """Return the message on a field, and the fix. The message has the advice, so that reports keep fields apart."""
    own = f'if it is a field of your own, write `fields = ["{name}"]` in site.toml'
    near = difflib.get_close_matches(name.casefold(), sorted(of_taxonomies), 1, _ALIKE)
    if name.casefold() == "live":  # a field of Broadsheet, with a value that means something else in other programs
        fix = "if this is live coverage, write it that way; otherwise remove it"
        return f"`{name}` has no effect: {advice_on(name)}", fix
    if not near and (advice := advice_on(name)):
        return f"`{name}` has no effect: {advice}", f"remove it; {own}"
    if near := near or difflib.get_close_matches(name.casefold(), sorted(known), 1, _ALIKE):
        return f"`{name}` is not a field of Broadsheet or of this site", f"did you mean `{near[0]}`? {own}"
    message = f"`{name}` is not a field of Broadsheet, and no layout shows it"
    return message, f"remove it, or show it in a layout as `story.extra.{name}`; {own}"


UNKNOWN = Query[Mapping[str, tuple[int, tuple[str, ...]]]](
    "unknown-fields", Mapping[str, tuple[int, tuple[str, ...]]], _unknown
)
"""The fields that Broadsheet does not read, by name: in how many files they are, and the first of these."""

UNREAD = Query[None]("unread-fields", None, _unread)
"""Reports fields that neither Broadsheet nor a layout reads."""

QUERIES = (UNKNOWN, UNREAD)
