"""Decides in which order the entries of live coverage were written, and gives them addresses by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from markdown_it.token import Token

from generator.reading.live.notes import Span
from generator.reading.markdown.source_map import SourceMap


def number(found: list[Token], source_map: SourceMap) -> None:
    """Give each entry its address. Entries in the same minute are numbered from the one that was written first.
    That is the lowest one in a file whose newest entry comes first.
    """
    if not found:
        return
    newest_first = _is_newest_first([each.meta["at"] for each in found])
    _say_one_minute(found, source_map)
    for before, after in pairwise(found):
        first, second = (after, before) if newest_first else (before, after)
        if second.meta["at"] < first.meta["at"]:
            message = "this entry is not in chronological order; readers see it where its time belongs"
            source_map.say(message, "correct the time, or move the entry", (after.map or (0,))[0], level="warning")
    counts: dict[str, int] = {}
    for heading in reversed(found) if newest_first else found:
        name = f"at-{heading.meta['at']:%Y-%m-%d-%H%M}"
        counts[name] = counts.get(name, 0) + 1
        heading.meta["anchor"] = name if counts[name] == 1 else f"{name}-{counts[name]}"


def _say_one_minute(found: Sequence[Token], source_map: SourceMap) -> None:
    """Warn about entries that are all in one minute, since it is then unknown which was written first."""
    is_one_minute = len({each.meta["at"] for each in found}) == 1
    if len(found) > 1 and is_one_minute and any(not each.meta["named"] for each in found):
        message = "all entries are of the same minute, so their addresses may change when others are added"
        fix = "give each an address of its own: `## 14:05 Headline {#gate-shut}`"
        source_map.say(message, fix, (found[-1].map or (0,))[0], level="warning")


def in_order(found: Sequence[tuple[datetime, Span]]) -> list[tuple[datetime, Span]]:
    """Return the times and places of entries, the oldest first; those in one minute in the order of their writing."""
    newest_first = _is_newest_first([at for at, _ in found])
    return sorted(reversed(found) if newest_first else found, key=lambda each: each[0])


def _is_newest_first(times: Sequence[datetime]) -> bool:
    """Whether the newest entry comes first, judging by the majority of neighbouring entries."""
    steps = sum((above > below) - (above < below) for above, below in pairwise(times))
    return steps > 0 or (steps == 0 and times[0] > times[-1])
