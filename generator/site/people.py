"""The people whom the newsroom describes, as stories and listings show them.

Guests and others without a file in content/people/ appear only as bylines.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.engine.definitions import Ask, MissingError, Query
from generator.model.person import Person
from generator.model.story import Term
from generator.model.urls import address
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.description_links import DESCRIBED
from generator.site.names import taxonomy_of
from generator.site.public_descriptions import key_of
from generator.site.story_pictures import PICTURED


def _person(ask: Ask, slug: str) -> Person:
    path = ask(DESCRIBED, key_of("byline", slug))
    head = ask(HEAD, path)
    assert head is not None  # a file that cannot be read is never public
    return Person(
        head.headline,
        slug,
        address(ask(SETTINGS), f"{taxonomy_of(ask, 'byline').folder}{slug}/"),
        head.role,
        head.beat,
        head.beginning,
        ask(PICTURED, path).picture if head.picture else None,
        head.email,
        head.links,
        head.fediverse,
    )


PERSON = Query[Person]("person", Person, _person)
"""A person who is described, by the slug of the byline."""


def _any_person(ask: Ask, _: str) -> bool:
    found = (key.partition("/") for key in ask.keys(DESCRIBED))
    return any(ask(PERSON, slug).is_described for kind, _, slug in found if kind == "byline")


ANY_PERSON = Query[bool]("any-person", bool, _any_person)
"""Whether the author of any public story is described."""

QUERIES = (PERSON, ANY_PERSON)


def people(ask: Ask, bylines: Iterable[Term]) -> tuple[Person, ...]:
    """The people in the bylines of a story who are described, in order."""
    found = (person(ask, each) for each in bylines) if ask(ANY_PERSON) else ()
    return tuple(each for each in found if each)


def person(ask: Ask, byline: Term) -> Person | None:
    """The person in a byline; None if the newsroom does not describe them."""
    try:
        ask(DESCRIBED, key_of("byline", byline.slug))
    except MissingError:
        return None
    found = ask(PERSON, byline.slug)
    return found if found.is_described else None
