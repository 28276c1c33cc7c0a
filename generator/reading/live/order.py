"""The order of the entries of live coverage: which one was written first, and the addresses that follow from that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from markdown_it.token import Token

from generator.reading.live.notes import Span
from generator.reading.markdown.source_map import SourceMap


def number(found: list[Token], source_map: SourceMap) -> None:
    """Give each entry its address. Those at the same minute are counted from the one that was written first, which is
    at the end of a file whose newest entry comes first.
    """
    if not found:
        return
    upwards = _is_upwards([each.meta["at"] for each in found])
    _say_undecided(found, source_map)
    for before, after in pairwise(found):
        first, second = (after, before) if upwards else (before, after)
        if second.meta["at"] < first.meta["at"]:
            message = "this entry is not in chronological order; readers see it where its time belongs"
            source_map.say(message, "correct the time, or move the entry", (after.map or (0,))[0], level="warning")
    counts: dict[str, int] = {}
    for heading in reversed(found) if upwards else found:
        name = f"at-{heading.meta['at']:%Y-%m-%d-%H%M}"
        counts[name] = counts.get(name, 0) + 1
        heading.meta["anchor"] = name if counts[name] == 1 else f"{name}-{counts[name]}"


def _say_undecided(found: Sequence[Token], source_map: SourceMap) -> None:
    """Report entries that are all of one minute: until there is one of another, it is not known which came first."""
    is_one_minute = len({each.meta["at"] for each in found}) == 1
    if len(found) > 1 and is_one_minute and any(not each.meta["named"] for each in found):
        message = "all entries are of the same minute, so their addresses may change when others are added"
        fix = "give each an address of its own: `## 14:05 Headline {#gate-shut}`"
        source_map.say(message, fix, (found[-1].map or (0,))[0], level="warning")


def in_order(found: Sequence[tuple[datetime, Span]]) -> list[tuple[datetime, Span]]:
    """The times and places of entries, the oldest first; those of a minute in the order in which they were written."""
    upwards = _is_upwards([at for at, _ in found])
    return sorted(reversed(found) if upwards else found, key=lambda each: each[0])


def _is_upwards(times: Sequence[datetime]) -> bool:
    """Whether the newest entry comes first, by most of the entries that are below each other."""
    steps = sum((above > below) - (above < below) for above, below in pairwise(times))
    return steps > 0 or (steps == 0 and times[0] > times[-1])
