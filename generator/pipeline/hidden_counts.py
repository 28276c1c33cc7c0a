"""Counts what an edition does not show: stories and pages that are drafts, scheduled, expired or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath

from generator.engine.definitions import Ask
from generator.model.problems import Problem
from generator.pipeline.request import NotShown
from generator.reading.adopting import OTHER_MARKUP
from generator.reading.inputs import DRAFTS, HELD, NOW, PATHS
from generator.reading.scan import MARKDOWN
from generator.site.entry import IndexEntry
from generator.site.index import INDEX, times_of
from generator.site.visibility import changes, is_shown, state


def not_shown(ask: Ask, problems: Iterable[Problem]) -> NotShown:
    """Count what the edition does not show; ``problems`` are all problems of the site.

    Descriptions of people and other terms are not counted, although the next change may be the appearance of one.
    """
    entries, as_of, drafts, held = ask(INDEX), ask(NOW), ask(DRAFTS), ask(HELD)
    hidden = (each for each in entries if not is_shown(each, as_of, drafts, held))
    states = {each.path: state(each, as_of) for each in hidden}
    appear = [
        max(filter(None, (each.published, each.embargo)))
        for each in entries
        if states.get(each.path) in ("scheduled", "embargoed")
    ]
    shown = [each for each in entries if not drafts and each.path not in states]
    ends = [each.expires for each in shown if each.expires and each.expires > as_of]
    counts = Counter(states[each.path] for each in entries if each.kind != "description" and states.get(each.path))
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
        next_update=min(_updates(ask, shown, as_of), default=None),
    )


def _updates(ask: Ask, shown: Iterable[IndexEntry], as_of: datetime) -> Iterator[datetime]:
    """Yield the times at which shown stories get a live entry or correction that readers do not see yet."""
    changing = (each for each in shown if each.live or each.corrected)
    for each in changes(changing, times_of(ask)):
        if each.what in ("updated", "corrected") and each.instant > as_of:
            yield each.instant


def _left_out(paths: set[str], read: set[str], problems: Iterable[Problem]) -> set[str]:
    """The files of stories that were not read: Markdown with errors, files that cannot be opened, other markup."""
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
    """A summary of what is shown and hidden: ``448 stories; 1,634 expired, 12 drafts, 3 scheduled, next at 09:00.``"""
    parts = [_counted(count, *_STATES[state]) for state, count in hidden.counts.items() if count]
    coming = ((hidden.next, "next"), (hidden.next_expiry, "next expires"), (hidden.next_update, "next update"))
    first = min(((instant, what) for instant, what in coming if instant), default=None)
    if first:
        parts.append(f"{first[1]}{_when(first[0], as_of)}")
    return f"{_counted(stories, 'story', 'stories')}{'; ' if parts else ''}{', '.join(parts)}."


def _when(instant: datetime, as_of: datetime) -> str:
    at = instant.astimezone(as_of.tzinfo)
    return f"{'' if at.date() == as_of.date() else f' on {at.date()}'} at {at:%H:%M}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
