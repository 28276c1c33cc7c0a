"""Which public stories others may republish: the newsroom's own ones, if the settings name a licence.

Those of an agency, those that another site published first, and those that somebody paid for are not the newsroom's to
give away.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.licence import Licence, licence
from generator.model.manuscript import Manuscript
from generator.reading.inputs import SETTINGS
from generator.site.index import stories
from generator.site.indexing import elsewhere


def licence_of(ask: Ask, story: Manuscript) -> Licence | None:
    """The licence under which others may republish a story; None if they may not."""
    settings = ask(SETTINGS)
    of_others = story.source or story.sponsored or elsewhere(settings, story.canonical)
    return licence(settings.republish) if settings.republish and story.republish and not of_others else None


def offered(ask: Ask) -> Iterator[str]:
    """The paths of the public stories that others may republish, the newest first."""
    settings = ask(SETTINGS)
    for path, allowed, source, sponsored, canonical in stories(ask, "republish", "source", "sponsored", "canonical"):
        if allowed and not (source or sponsored or elsewhere(settings, canonical)):
            yield path
