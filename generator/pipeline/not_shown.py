"""What an edition does not show: how many stories and pages are drafts, scheduled, expired or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath

from generator.engine.definitions import Ask
from generator.model.problems import Problem
from generator.pipeline.request import NotShown
from generator.reading.adopting import OTHER_MARKUP
from generator.reading.inputs import DRAFTS, NOW, PATHS
from generator.reading.scan import MARKDOWN
from generator.site.index import INDEX
from generator.site.visibility import state


def not_shown(ask: Ask, problems: Iterable[Problem]) -> NotShown:
    """Count what the edition does not show; ``problems`` are all problems of the site."""
    entries, as_of, drafts = ask(INDEX), ask(NOW), ask(DRAFTS)
    states = {} if drafts else {each.path: state(each, as_of) for each in entries}
    appear = [
        max(filter(None, (each.published, each.embargo)))
        for each in entries
        if states.get(each.path) in ("scheduled", "embargoed")
    ]
    shown = (each for each in entries if not drafts and not states[each.path])
    ends = [each.expires for each in shown if each.expires and each.expires > as_of]
    counts = Counter(each for each in states.values() if each)
    undated = sum(states.get(each.path) == "draft" and not each.draft for each in entries)
    return NotShown(
        draft=counts["draft"] - undated,
        undated=undated,
        scheduled=counts["scheduled"],
        embargoed=counts["embargoed"],
        expired=counts["expired"],
        killed=counts["killed"],
        left_out=len(_left_out({*ask(PATHS)}, {each.path for each in entries}, problems)),
        next=min(appear, default=None),
        next_expiry=min(ends, default=None),
    )


def _left_out(paths: set[str], read: set[str], problems: Iterable[Problem]) -> set[str]:
    """The files of copy that were not read: Markdown with errors, files that cannot be opened, other markup."""
    dropped = {each.path for each in problems if each.outcome == "dropped" and each.path not in read}
    return (paths - read) | {path for path in dropped if PurePosixPath(path).suffix.lower() in _COPY}


_COPY = {*OTHER_MARKUP, *MARKDOWN}


_STATES = {
    "expired": ("expired", "expired"),
    "killed": ("withdrawn", "withdrawn"),
    "draft": ("draft", "drafts"),
    "undated": ("undated", "undated"),
    "embargoed": ("embargoed", "embargoed"),
    "scheduled": ("scheduled", "scheduled"),
    "left_out": ("left out", "left out"),
}


def in_words(stories: int, hidden: NotShown, as_of: datetime) -> str:
    """What the site shows and what not: ``448 stories; 1,634 expired, 12 drafts, 3 scheduled, next at 09:00.``"""
    parts = [_counted(count, *_STATES[state]) for state, count in hidden.counts.items() if count]
    if hidden.next_expiry and (not hidden.next or hidden.next_expiry < hidden.next):
        parts.append(f"next expires{_when(hidden.next_expiry, as_of)}")
    elif hidden.next:
        parts.append(f"next{_when(hidden.next, as_of)}")
    return f"{_counted(stories, 'story', 'stories')}{'; ' if parts else ''}{', '.join(parts)}."


def _when(instant: datetime, as_of: datetime) -> str:
    at = instant.astimezone(as_of.tzinfo)
    return f"{'' if at.date() == as_of.date() else f' on {at.date()}'} at {at:%H:%M}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
