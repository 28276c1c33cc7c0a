"""A series with a gap: parts 1, 2 and 4, but no part 3.

Readers of part 2 would be sent to part 4. Drafts and scheduled stories count as parts, since they will be published,
and parts without a number fill the gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.model.terms import folded


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report the part after each gap."""
    rows: dict[tuple[str, str], list[tuple[int, Manuscript]]] = defaultdict(list)
    for each in site.manuscripts:
        if each.series:
            rows[folded(each.series.name), each.language].append((each.series.part, each))
    for parts in rows.values():
        yield from _gaps(site, parts)


def _gaps(site: CheckedSite, parts: list[tuple[int, Manuscript]]) -> Iterator[Problem]:
    known = {number: story for number, story in reversed(parts) if number}
    unnumbered = sum(not number for number, _ in parts)
    missing = [number for number in range(1, max(known, default=0)) if number not in known]
    for number in missing[unnumbered:]:
        if number + 1 in known and (series := known[number + 1].series):
            message = f"this is part {number + 1} of `{series.name}`, which has no part {number}"
            yield site.at(
                known[number + 1], "series", message, f"write part {number}, or correct the number of this one"
            )
