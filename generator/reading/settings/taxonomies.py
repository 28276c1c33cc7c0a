"""Checks the names and fields of a site's own taxonomies (``[taxonomies]``)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model.settings import OF_FEEDS
from generator.model.slug import slug
from generator.model.taxonomies import BUILT_IN, OwnTaxonomy
from generator.reading.fields.table import CALLED
from generator.reading.settings.checks import Wrong
from generator.reading.withholding import checks as withholding

_FOLDERS = frozenset(
    """
    archive assets content corrections events feed icons latest live pages people podcasts reporters republish search
    sitemaps static tags text
    """.split()  # noqa: SIM905
)
_KINDS = frozenset(
    "front story latest year month day index page text offline withdrawn not-found own site date".split()  # noqa: SIM905
)
_TAKEN = _FOLDERS | _KINDS | {name for each in BUILT_IN for name in (each.name, each.kind)}

EXAMPLE = '`[taxonomies.places]`, and below it `field = "places"`'


def wrong_name(name: str) -> Wrong:
    """Return the message about an invalid name of a taxonomy, and the fix; None if it is valid.
    The name is also that of its folders on the site and in content/.
    """
    if name in _TAKEN or re.fullmatch(r"\d{4}", name):
        return (
            f"`{name}` cannot be the name of a taxonomy: Broadsheet itself uses it",
            f"choose another, as in {EXAMPLE}",
        )
    if slug(name) != name or not name.isascii():
        made = slug(name)
        example = f"`[taxonomies.{made}]`" if made.isascii() and made else EXAMPLE
        message = f"`{name}` cannot be the name of a taxonomy, which is part of addresses"
        return message, f"write {example}; what readers see is its `title`"
    return None


def wrong_field(name: str, field: str, others: Mapping[str, OwnTaxonomy]) -> Wrong:
    """Return the message about an invalid field of the taxonomy ``name``, and the fix; None if it is valid.
    ``others`` are the taxonomies that have been read already.
    """
    if known := CALLED.get(field.casefold()):
        return f"`{field}` is a field of every story (`{known.called[0]}`)", "give the taxonomy a field of its own"
    if withholding.knows(field):
        message = f"`{field}` cannot be the field of a taxonomy: it may say who sees a story"
        return message, f"choose another name, such as `{_free(name, others)}`"
    if not re.fullmatch(r"[^\W\d][\w-]*", field):
        return f"`{field}` cannot be the name of a field", f"write it in letters, as in {EXAMPLE}"
    if other := next((each for each, of in others.items() if of.field.casefold() == field.casefold()), ""):
        return f"`{field}` is also the field of [taxonomies.{other}]", "give one of them another field"
    return None


def _free(name: str, others: Mapping[str, OwnTaxonomy]) -> str:
    """Return the name of a field that the taxonomy ``name`` can have."""
    taken = {*CALLED, *(each.field.casefold() for each in others.values())}
    ways = (name, f"{name}s", f"in_{name}", f"{name}_names")
    return next((each for each in ways if each not in taken and not withholding.knows(each)), "places")


def wrong_feeds(of: tuple[str, ...], own: Mapping[str, OwnTaxonomy]) -> Wrong:
    """Return the message about an unknown name in ``of`` in ``[feeds]``, and the fix; None if all are known."""
    known = (*OF_FEEDS, *own)
    for each in of:
        if each not in known:
            *most, last = (f'"{name}"' for name in known)
            return f"`of` cannot be `{each}`", f"write {', '.join(most)} or {last}"
    return None
