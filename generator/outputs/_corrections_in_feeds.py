"""Corrections in feeds: in the entry of their story, and as entries of the feed of all corrections."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.body import Body
from generator.model.corrections import Correction
from generator.model.feed import FeedEntry
from generator.model.story import Card, Story, facts
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD, STORY
from generator.site.corrections import label, numbered
from generator.site.frame import SITE, words
from generator.theme.filters import day


def with_corrections(ask: Ask, story: Story) -> Body:
    """Return a story's body with its corrections above or below it, as on its page."""
    if not story.corrections:
        return story.body
    colon = words(ask).gettext(":")
    item = Markup("<p><strong>{}{}</strong> {}</p>\n")
    notes = Markup("").join(item.format(_title(ask, each), colon, each.html) for each in story.corrections)
    parts = (str(notes), story.body.marked)
    return replace(story.body, marked="".join(parts if ask(SITE).corrections == "top" else reversed(parts)))


def plain_corrections(ask: Ask, story: Story) -> str:
    """Return the corrections of a story as plain text."""
    return " ".join(words(ask).labelled(_title(ask, each), each.text) for each in story.corrections)


def correction_entries(ask: Ask, path: str) -> Iterator[FeedEntry]:
    """Yield an entry for each correction of a story, with its own address, id and time."""
    story, full = ask(STORY, path), ask(SETTINGS).feeds.text == "full"
    for number, each in numbered(story.corrections):
        place = f"#correction-{number}"
        content = Body(str(Markup("<p>{}</p>").format(each.html)), ()).elsewhere(ask(SITE).origin, story.permalink)
        yield FeedEntry(
            story.uri + place,
            _card(ask, path, each),
            story.permalink + place,
            content if full else None,
            None,
            story.source_url,
        )


def _card(ask: Ask, path: str, correction: Correction) -> Card:
    """Return the card of a story with a correction in place of its summary."""
    card = ask(CARD, path)
    headline = words(ask).labelled(label(ask, correction.kind), card.headline)
    own = {"headline": headline, "standfirst": correction.text, "published": correction.at, "modified": None}
    return Card(**{**facts(card), **own, "headline_spans": (), "standfirst_spans": (), "picture": None})


def _title(ask: Ask, correction: Correction) -> str:
    return f"{label(ask, correction.kind)}, {day(correction.at, ask(SITE).language)}"
