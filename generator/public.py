"""What may be seen at an instant, and when that changes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from generator.sitemaps import NEWS
from generator.story import Manuscript


def withheld(manuscript: Manuscript, as_of: datetime, drafts: bool = False) -> str:
    """Why ``manuscript`` may not be seen at the instant ``as_of``, in words; empty if it may."""
    published, expires = manuscript.published, manuscript.expires
    if manuscript.draft and not drafts:
        return "it is a draft"
    if expires and expires <= as_of:
        return f"it expired at {expires.isoformat(' ', 'minutes')}"
    if published and published > as_of:
        return f"it is to be published at {published.isoformat(' ', 'minutes')}"
    if not published and manuscript.kind == "story":
        return "it has no date"
    return ""


def next_change(manuscripts: Iterable[Manuscript], as_of: datetime) -> datetime | None:
    """The next instant after ``as_of`` at which something appears, goes, or is no news any longer, if there is one."""
    published = [each.published for each in manuscripts if each.published]
    expire = (each.expires for each in manuscripts if each.expires)
    instants = (*published, *(instant + NEWS for instant in published), *expire)
    return min((instant for instant in instants if instant > as_of), default=None)


def public_stories(manuscripts: Iterable[Manuscript], as_of: datetime, drafts: bool = False) -> list[Manuscript]:
    """The stories that may be seen at the instant ``as_of``, newest first; those of one instant by their path."""
    seen = (each for each in manuscripts if each.kind == "story" and not withheld(each, as_of, drafts))
    return sorted(sorted(seen, key=lambda story: story.path), key=published_at, reverse=True)


def public_pages(manuscripts: Iterable[Manuscript], as_of: datetime, drafts: bool = False) -> list[Manuscript]:
    """The standalone pages that may be seen at the instant ``as_of``, by their path."""
    seen = (each for each in manuscripts if each.kind == "page" and not withheld(each, as_of, drafts))
    return sorted(seen, key=lambda page: page.path)


def published_at(story: Manuscript) -> datetime:
    assert story.published is not None  # a story without a time is never public
    return story.published
