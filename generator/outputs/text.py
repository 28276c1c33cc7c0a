"""The light edition: each story as a plain page of text, for slow lines, old phones and printers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.model.output import Output
from generator.outputs.page_head import head, html
from generator.site.edition import Edition

SHOWS_BODIES = True


def outputs(edition: Edition) -> Iterator[Output]:
    """``/2024/12/02/talks/text/``, unless the settings want none."""
    if not edition.settings.text:
        return
    for story in edition.stories:
        about = head(
            edition,
            "text",
            edition.places[story.path],
            story.headline,
            story.standfirst,
            indexed=False,
            language=story.language,
            direction=story.direction,
            withheld=story.withheld,
        )
        related = edition.related.get(story.path, ())
        place = f"{edition.places[story.path]}text/"
        page = html(edition, place, "text.html", about, story.path, story=story, related=related)
        yield replace(page, yields="owner")
