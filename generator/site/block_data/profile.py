"""The data of ``::: profile Ada Marsh``: what the newsroom says about that person in content/people/."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.model.blocks import Block
from generator.model.person import Person
from generator.model.slug import slug
from generator.model.story import Term
from generator.model.terms import folded
from generator.reading.inputs import SETTINGS
from generator.site.people import person
from generator.site.public_descriptions import SPELLINGS


def data(ask: Ask, path: str, block: Block) -> Person | None:
    """The person that a block names; None if the newsroom does not describe them."""
    written = block.argument.text
    name = ask(SPELLINGS).get(folded(written), written)
    return person(ask, Term(name, slug(name, ask(SETTINGS).language), ""))
