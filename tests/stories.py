"""A story and cards as values, for tests that need no site around them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from generator.model.body import Body
from generator.model.frame import Site
from generator.model.story import Card, Story

ADDRESS = "https://courier.example/repo/ferry/"
SAILS = datetime(2026, 11, 2, 9, 0, tzinfo=timezone(timedelta(hours=3)))
SITE = Site(
    title="The Port Elm Courier",
    tagline="",
    description="News from Port Elm",
    home="/repo/",
    url="https://courier.example/repo/",
    origin="https://courier.example",
    language="en",
    direction="ltr",
    publisher="Courier Press",
    copyright="",
    feed="/repo/feed.xml",
)
"""A site that says little of itself."""

BARE = Story(
    headline="Ferry sails again",
    standfirst="",
    url="/repo/ferry/",
    published=SAILS,
    modified=None,
    section=None,
    tags=(),
    bylines=(),
    source=None,
    dateline="",
    picture=None,
    priority=0,
    genre="",
    language="en",
    direction="ltr",
    path="content/ferry.md",
    uri="tag:courier.example,2026-11-02:ferry",
    permalink=ADDRESS,
    body=Body("<p>It sails.</p>", ()),
    words=2,
    headings=(),
    related_headlines=(),
    translations=(),
    expires=None,
    source_url="",
    extra={},
)
"""A story that has nothing but what every story has."""


def card(number: int) -> Card:
    """The card of the story that came as the ``number``-th, counted from 1."""
    return Card(
        headline=f"Matter {number}",
        standfirst="",
        url=f"/{number}/",
        published=SAILS + timedelta(minutes=number),
        modified=None,
        section=None,
        tags=(),
        bylines=(),
        source=None,
        dateline="",
        picture=None,
        priority=0,
        genre="",
        language="en",
        direction="ltr",
    )
