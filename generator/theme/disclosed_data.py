"""A story's disclosures as schema.org's properties of an article: who paid for it, its sources, what it reviews.

Google's rules: an article that not everybody may read has a part that says so ("Subscription and paywalled content"); a
review has an ``itemReviewed`` with a name, and a rating with its limits ("Review snippet").
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.disclosures import EVENTS, REVIEWED, Review, SourceNote
from generator.model.frame import Site, absolute
from generator.model.story import Story

Node = dict[str, object]


def disclosed(site: Site, story: Story) -> Node:
    """Return the properties of what a story discloses; values that are not known are empty."""
    review = story.review
    policy = next((each.url for each in site.policies if each.name == "ai"), "")
    return {
        "isAccessibleForFree": story.free,
        "hasPart": None if story.free else _PAID_FOR,
        "sponsor": _organization(story.sponsored.by) if story.sponsored and story.sponsored.by else None,
        "locationCreated": [{"@type": "Place", "name": place} for place in story.located],
        "citation": [*_citations(site, story.source_notes)],
        "publishingPrinciples": policy if story.ai else "",
        "itemReviewed": _item(review) if review else None,
        "reviewRating": _rating(review) if review else None,
    }


_PAID_FOR: Node = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".body"}
"""The part of the page that not everybody may read: the class of the story's text in the theme."""


def _organization(name: str) -> Node:
    return {"@type": "Organization", "name": name}


def _citations(site: Site, notes: tuple[SourceNote, ...]) -> Iterator[Node]:
    for note in notes:
        address = {"url": absolute(site, note.url)} if note.url else {}
        yield {"@type": "CreativeWork", "name": note.text, **address}


def _item(review: Review) -> Node:
    """Return the reviewed item; an event has a date and a place, which Google requires."""
    node: Node = {"@type": REVIEWED[review.type], "name": review.item}
    if review.type in EVENTS:
        place = {"@type": "Place", "name": review.place, "address": review.place}
        return node | {"startDate": review.date, "location": place}
    return node | ({"address": review.place} if review.place else {})


def _rating(review: Review) -> Node:
    rating, best = _number(review.rating), _number(review.best)
    return {"@type": "Rating", "ratingValue": rating, "bestRating": best, "worstRating": min(1, int(rating))}


def _number(written: str) -> int | float:
    value = float(written)
    return int(value) if value.is_integer() else value
