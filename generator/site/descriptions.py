"""The newsroom's descriptions of sections, tags, agencies and people (see ``model/descriptions.py``).

Cards include only a person's portrait, so they stay the same if anything else about the person changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.page import About
from generator.model.picture import Picture
from generator.model.settings import LightDark
from generator.model.story import Term
from generator.reading.inputs import DRAFTS
from generator.reading.queries import HEAD, text_of
from generator.site.description_links import DESCRIBED
from generator.site.index import AS_OF
from generator.site.links import body
from generator.site.people import PERSON
from generator.site.public_descriptions import key_of
from generator.site.story_pictures import PICTURED
from generator.site.visibility import state


def _about(ask: Ask, key: str) -> About:
    path = ask(DESCRIBED, key)
    kind, _, slug = key.partition("/")
    head, text = ask(HEAD, path), text_of(ask, path)
    assert head is not None  # a file that cannot be read is never public
    return About(
        head.headline,
        head.headline_spans,
        head.standfirst,
        head.standfirst_spans,
        ask(PICTURED, path).picture if head.picture else None,
        body(ask, path) if text and text.html else None,
        state(head, ask(AS_OF)) if ask(DRAFTS) else "",
        ask(PERSON, slug) if kind == "byline" else None,
    )


def _accents(ask: Ask) -> Mapping[str, LightDark]:
    heads = ((key, ask(HEAD, ask(DESCRIBED, key))) for key in ask.keys(DESCRIBED))
    return {key: head.accent for key, head in heads if head and head.accent != LightDark()}


ABOUT = Query[About]("about", About, _about, stored=False)
"""The content of a description, by its term."""

ACCENTS = Table[LightDark]("accents", LightDark, _accents)
"""The colours of the terms that have their own, by the term."""

QUERIES = (ABOUT, ACCENTS)


def about(ask: Ask, kind: str, term: Term) -> About | None:
    """The description of a term; None if it has none."""
    try:
        ask(DESCRIBED, key_of(kind, term.slug))
    except MissingError:
        return None
    return ask(ABOUT, key_of(kind, term.slug))


def portrait(ask: Ask, people: Iterable[Term]) -> Picture | None:
    """The portrait of the first of these people who has one."""
    for each in people:
        try:
            path = ask(DESCRIBED, key_of("byline", each.slug))
        except MissingError:
            continue
        if found := ask(PICTURED, path).picture:
            return found
    return None


def accent_class(ask: Ask, kind: str, term: Term | None) -> str:
    """The CSS class of elements in a term's own colour (see ``theme_style.py``); empty if the term has none."""
    if not term:
        return ""
    try:
        ask(ACCENTS, key_of(kind, term.slug))
    except MissingError:
        return ""
    return class_of(key_of(kind, term.slug))


def class_of(key: str) -> str:
    """The CSS class for a term's colour, such as ``of-section-harbour``."""
    return f"of-{key.replace('/', '-')}"
