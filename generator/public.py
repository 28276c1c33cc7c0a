"""What may be seen at an instant, and when that changes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from generator.sitemaps import NEWS
from generator.story import Manuscript

State = Literal["", "draft", "expired", "scheduled"]
"""Why something is not public; empty if it is."""


def state(manuscript: Manuscript, as_of: datetime) -> State:
    """Why ``manuscript`` may not be seen at the instant ``as_of``; empty if it may. What has no date is a draft."""
    published, expires = manuscript.published, manuscript.expires
    if manuscript.draft or (not published and manuscript.kind == "story"):
        return "draft"
    if expires and expires <= as_of:
        return "expired"
    return "scheduled" if published and published > as_of else ""


def withheld(manuscript: Manuscript, as_of: datetime) -> str:
    """Why ``manuscript`` may not be seen at the instant ``as_of``, in words; empty if it may."""
    published, expires = manuscript.published, manuscript.expires
    match state(manuscript, as_of):
        case "draft":
            return "it is a draft" if manuscript.draft else "it has no date"
        case "expired":
            assert expires is not None
            return f"it expired at {expires.isoformat(' ', 'minutes')}"
        case "scheduled":
            assert published is not None
            return f"it is to be published at {published.isoformat(' ', 'minutes')}"
    return ""


def next_change(manuscripts: Collection[Manuscript], as_of: datetime, drafts: bool = False) -> datetime | None:
    """The next instant after ``as_of`` at which something appears, goes, or is no news any longer, if there is one.

    With ``drafts`` those without a date change theirs at midnight.
    """
    published = [each.published for each in manuscripts if each.published]
    expire = (each.expires for each in manuscripts if each.expires)
    undated = drafts and any(not each.published for each in manuscripts if each.kind == "story")
    midnight = [_midnight(as_of) + timedelta(days=1)] if undated else []
    instants = (*published, *(instant + NEWS for instant in published), *expire, *midnight)
    return min((instant for instant in instants if instant > as_of), default=None)


def public_stories(manuscripts: Iterable[Manuscript], as_of: datetime, drafts: bool = False) -> list[Manuscript]:
    """The stories that may be seen at the instant ``as_of``, newest first; those of one instant by their path.

    ``drafts``: all others, too; those without a date have the day's.
    """
    stories = (each for each in manuscripts if each.kind == "story")
    seen = [_dated(each, as_of) for each in stories if drafts or not state(each, as_of)]
    return sorted(sorted(seen, key=lambda story: story.path), key=published_at, reverse=True)


def public_pages(manuscripts: Iterable[Manuscript], as_of: datetime, drafts: bool = False) -> list[Manuscript]:
    """The standalone pages that may be seen at the instant ``as_of``, by their path; all with ``drafts``."""
    seen = (each for each in manuscripts if each.kind == "page" and (drafts or not state(each, as_of)))
    return sorted(seen, key=lambda page: page.path)


def published_at(story: Manuscript) -> datetime:
    assert story.published is not None  # a story without a time is never public
    return story.published


def _dated(story: Manuscript, as_of: datetime) -> Manuscript:
    """The story with the day's date if it has none; a draft it is, then."""
    if story.published:
        return story
    return replace(story, published=_midnight(as_of), draft=True)


def _midnight(instant: datetime) -> datetime:
    return instant.replace(hour=0, minute=0, second=0, microsecond=0)
