"""Old addresses: each of a story's ``aliases``, and each that the ledger knows, sends readers on to the story."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import ALIAS, Output
from generator.outputs.page_head import redirect
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One small page an address. What the ledger remembers gives way to whatever stands there now."""
    for alias in edition.aliases:
        yield redirect(edition, alias.place, alias.target, f"{ALIAS}{alias.source}")
    for left in edition.left:
        yield redirect(edition, left.place, left.target, left.source, yields="any")
