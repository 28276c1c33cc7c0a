"""The event of a story in its feed entry: a line above the text, as on its page."""

from __future__ import annotations

from markupsafe import Markup
from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.body import Body
from generator.model.story import Story
from generator.site.frame import SITE
from generator.theme.event_words import event_when


def with_event(ask: Ask, story: Story, body: Body) -> Body:
    """Return the body of a story below a line with its event."""
    return replace(body, marked=f"<p>{_line(ask, story)}</p>\n{body.marked}") if story.event else body


def plain_event(ask: Ask, story: Story) -> str:
    """Return the line with the event as plain text; empty if the story does not announce one."""
    return f"{_line(ask, story).striptags()}." if story.event else ""


def _line(ask: Ask, story: Story) -> Markup:
    assert story.event is not None  # the caller has checked
    parts = (story.event.name, event_when(story.event, ask(SITE)), story.event.place)
    return Markup(", ").join(each for each in parts if each)
