"""Reports descriptions whose term no story has, people whose bylines have another name, and hard-to-read colours."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generator.engine.definitions import Ask, Query
from generator.model.problems import Problem
from generator.model.slug import slug
from generator.model.terms import folded
from generator.reading.inputs import ASSETS, SETTINGS
from generator.reading.queries import HEAD
from generator.site import theme_style
from generator.site.description_links import DESCRIBED
from generator.site.descriptions import ACCENTS
from generator.site.entry import column_of
from generator.site.frame import THEME
from generator.site.index import ENTRY, GUESSED, INDEX
from generator.site.names import TERMS, names_in, taxonomy_of
from generator.site.public_descriptions import PUBLIC_DESCRIPTIONS, SPELLINGS, kind_of

_NO_STORY = {
    "section": "no story is in the section `{}`",
    "tag": "no story has the tag `{}`",
    "source": "no story has the source `{}`",
    "byline": "no story is by `{}`",
    "series": "no story is in the series `{}`",
}
_NONE = "no story has `{}` in its `{}`"


def _checks(ask: Ask, _: str) -> None:
    shown = {*ask.keys(DESCRIBED)}
    for key in ask.keys(PUBLIC_DESCRIPTIONS):
        if key not in shown:
            ask.report(*_without_story(ask, ask(PUBLIC_DESCRIPTIONS, key), kind_of(key)))
    for key in ask.keys(ACCENTS):
        ask.report(*_hard_to_read(ask, key))
    people = {key.partition("/")[2]: ask(DESCRIBED, key) for key in sorted(shown) if kind_of(key) == "byline"}
    ask.report(*_named_otherwise(ask, people))


def _without_story(ask: Ask, path: str, kind: str) -> Iterator[Problem]:
    """Yield a problem if no story, public or not, has the term of a description."""
    entry, head, known = ask(ENTRY, path), ask(HEAD, path), ask(SLUGS, kind)
    assert entry and head  # a file that cannot be read is never public
    if entry.slug in known or entry.slug in ask(GUESSED):
        return
    line, own = head.lines.get("headline", 0), slug(head.headline, ask(SETTINGS).language)
    none = _NO_STORY.get(kind, _NONE).format(entry.slug, taxonomy_of(ask, kind).field)
    near = own if kind == "byline" and own in known else next(iter(difflib.get_close_matches(entry.slug, known, 1)), "")
    file = PurePosixPath(path)
    of_folder = file.stem == "_index"
    meant = file.parent.with_name(near or "-") / file.name if of_folder else file.with_name(f"{near}{file.suffix}")
    fix = f"rename it to {meant}" if near else "write a story for it, or remove it"
    if not of_folder and not near:
        fix += "; if this is a story, move it to another folder"
    adopt = ask(SETTINGS).adopt
    message = f"{none}, so readers do not see this"
    yield Problem(path, line, 0, message, fix, level="warning", outcome="dropped" if adopt else "")


def _named_otherwise(ask: Ask, people: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each person whose name differs from the bylines that link to the person's page."""
    if not people:
        return
    bylines = {term.slug: term.name for name in ask.keys(TERMS["byline"]) if (term := ask(TERMS["byline"], name))}
    for own, path in people.items():
        head = ask(HEAD, path)
        if head and folded(head.headline) != folded(bylines[own]):
            message = f"stories name this person `{bylines[own]}`, and this file `{head.headline}`"
            fix = f"write `{bylines[own]}` here, too"
            if (new := slug(head.headline, ask(SETTINGS).language)) and new != own:
                file = PurePosixPath(path)
                moved = file.parent.with_name(new) / file.name if file.stem == "_index" else file.with_stem(new)
                fix += f"; if the new name is right, rename the file to {moved}, with `{bylines[own]}` in its `aliases`"
            yield Problem(path, head.lines.get("headline", 0), 0, message, fix, level="warning")


def _hard_to_read(ask: Ask, key: str) -> Iterator[Problem]:
    path = ask(DESCRIBED, key)
    head = ask(HEAD, path)
    line = head.lines.get("accent", 0) if head else 0
    yield from theme_style.hard_to_read(ask(ACCENTS, key), ask(THEME), ask(ASSETS), Problem(path, line, 0, "", ""))


def _slugs(ask: Ask, kind: str) -> tuple[str, ...]:
    settings, spelt = ask(SETTINGS), ask(SPELLINGS) if kind == "byline" else {}
    of_stories = (entry for entry in ask(INDEX) if entry.kind == "story")
    written = {*column_of(of_stories, taxonomy_of(ask, kind).column)}
    names = {name for each in written for name in names_in(kind, settings)(each)}
    return tuple(sorted({slug(spelt.get(folded(name), name), settings.language) for name in names}))


SLUGS = Query[tuple[str, ...]]("slugs", tuple[str, ...], _slugs)
"""The slugs of all terms of one kind that stories have, public or not."""

DESCRIPTION_CHECKS = Query[None]("description-checks", None, _checks)
"""Reports descriptions without stories, people whose bylines have another name, and hard-to-read colours."""

QUERIES = (SLUGS, DESCRIPTION_CHECKS)
