"""Which public stories others may republish: the newsroom's own, if the settings name a licence.

Agency stories, stories that another site published first, paid stories and stories that not everyone may read are never
offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask, Query
from generator.model.disclosures import Sponsorship
from generator.model.licence import Licence, licence
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.urls import Address
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import INDEX, stories
from generator.site.indexing import elsewhere

_FIELDS = ("source", "canonical", "sponsored", "free")
"""The fields, in addition to ``republish``, that determine whether others may republish a story."""


def licence_of(ask: Ask, story: Manuscript) -> Licence | None:
    """The licence under which others may republish a story; None if they may not."""
    settings = ask(SETTINGS)
    kept = story.republish is False or _why_kept(settings, story.source, story.canonical, story.sponsored, story.free)
    return licence(settings.republish) if settings.republish and not kept else None


def offered(ask: Ask) -> Iterator[str]:
    """The paths of the public stories that others may republish, the newest first."""
    settings = ask(SETTINGS)
    for path, republish, *fields in stories(ask, "republish", *_FIELDS):
        if republish is not False and not _why_kept(settings, *fields):
            yield path


def _why_kept(settings: Settings, source: str, canonical: Address, sponsored: Sponsorship | None, free: bool) -> str:
    """The reason why a story is never offered; empty if it may be."""
    if source:
        return f"`source` says that it is by {source}, so it is not yours to give"
    if elsewhere(settings, canonical):
        return "`canonical_url` says that another site published it first"
    if sponsored:
        return "`sponsored` says that somebody paid for it"
    return "" if free else "`free` says that not everyone may read it"


def _checks(ask: Ask, _: str) -> None:
    """Warn about each story whose front matter allows republishing but which is not offered."""
    settings = ask(SETTINGS)
    for entry in ask(INDEX):
        if entry.kind != "story" or not entry.republish:
            continue
        why = _why_kept(settings, entry.source, entry.canonical, entry.sponsored, entry.free)
        fix = "remove one of the two"
        if not settings.republish:
            why, fix = "site.toml names no licence", 'write there `republish = "CC-BY-ND-4.0"`, or remove this line'
        if why and (head := ask(HEAD, entry.path)):
            message, line = f"`republish` has no effect: {why}", head.lines.get("republish", 0)
            ask.report(Problem(entry.path, line, 0, message, fix, level="warning"))


REPUBLISH_CHECKS = Query[None]("republish-checks", None, _checks)
"""Reports stories that others cannot republish although their front matter allows it."""

QUERIES = (REPUBLISH_CHECKS,)
