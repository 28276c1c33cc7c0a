"""Two stories with the same headline within a month.

This happens when agency copy is imported twice, or a story starts as a copy of another one. Letter case, spaces and
punctuation make no difference. Translations of a story may have its headline, and so may a regular column that
always has the same name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.model.terms import folded
from generator.site.visibility import published_at, state

_NEAR = timedelta(days=31)
_COLUMN = 4  # as many stories with one headline are a column
_WORD = re.compile(r"\w+")


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report the later of two public stories with one headline, and of those that are scheduled."""
    groups: dict[tuple[str, str], list[Manuscript]] = defaultdict(list)
    for each in site.manuscripts:
        shown = state(each, site.request.as_of) in ("", "scheduled", "embargoed")
        if each.kind == "story" and shown and not each.translation_of:
            groups[each.language, " ".join(_WORD.findall(folded(each.headline)))].append(each)
    for same in groups.values():
        if len(same) < _COLUMN:
            for earlier, later in pairwise(sorted(same, key=published_at)):
                if published_at(later) - published_at(earlier) <= _NEAR:
                    fix = "delete one of the two, or say in the headline what is new"
                    yield site.at(later, "headline", f"{earlier.path} has the same headline", fix)
