"""Each story as ninjs 3.1, for other newsrooms' systems, beside its page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output, Rendered
from generator.model.urls import output_path
from generator.site.edition import Edition

SHOWS_BODIES = True


def outputs(edition: Edition) -> Iterator[Output]:
    """``/2024/12/02/talks/ninjs.json``, unless the settings want none."""
    if not edition.settings.ninjs:
        return
    for story in edition.stories:
        context = {"site": edition.site, "story": story, "related": edition.related.get(story.path, ())}
        place = f"{edition.places[story.path]}ninjs.json"
        yield Output(output_path(place), Rendered("ninjs.json", context), story.path, yields="owner")
