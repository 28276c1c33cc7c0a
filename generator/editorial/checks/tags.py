"""Two spellings of the same tag.

To Broadsheet, "Ferry" and "Ferries", "Ferry" and "Fery", or "Fish market" and "Fishmarket", are two tags with two
pages, each with half of the stories. Letter case makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.editorial.checks.spellings import alike
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.model.terms import folded

_LEAST = 8  # letters; shorter tags that differ in one are often two (flood, food)


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each story that uses the rarer of two spellings."""
    uses: dict[str, list[tuple[Manuscript, str]]] = defaultdict(list)
    for each in site.manuscripts:
        for tag in each.tags:
            uses[folded(tag)].append((each, tag))
    for rare, usual in alike(uses, _LEAST, stems=True):
        right = uses[usual][0][1]
        for story, written in uses[rare]:
            message = f"the tag `{written}` may be `{right}`, which {_stories(len(uses[usual]))}"
            yield site.at(story, "tags", message, f"write `{right}` if they mean the same")


def _stories(count: int) -> str:
    return f"{count} stories have" if count != 1 else "one story has"
