"""Events for lists and calendars, each with the card of the story that announces it."""

from __future__ import annotations

import msgspec

from generator.model.event import Event
from generator.model.story import Card


class ListedEvent(msgspec.Struct, frozen=True):
    """An event, the card of the story that announces it, and that story's tag URI (see ``tag_uri.py``).

    ``label`` is as in ``FeedEntry``: it tells readers that somebody paid for the story.
    """

    event: Event
    card: Card
    uri: str
    label: str = ""

    @property
    def name(self) -> str:
        """The name of the event, or the headline of its story if it has no name."""
        return self.event.name or self.card.headline

    @property
    def title(self) -> str:
        """The name, after the label if there is one."""
        return f"{self.label}: {self.name}" if self.label else self.name
