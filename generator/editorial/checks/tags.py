"""Two spellings of the same tag.

To Broadsheet, "Ferry" and "Ferries", or "Fish market" and "Fishmarket", are two tags with two pages, each with half of
the stories. Letter case makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem
from generator.model.terms import folded, stem


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each story that uses the rarer of two spellings."""
    uses: dict[str, list[tuple[str, str]]] = defaultdict(list)  # the name as folded: paths, and the name as written
    for each in site.manuscripts:
        for tag in each.tags:
            uses[folded(tag)].append((each.path, tag))
    usual = _usual(uses)
    by_path = {each.path: each for each in site.manuscripts}
    for name, other in usual.items():
        for path, written in uses[name]:
            count = len(uses[other])
            message = f"the tag `{written}` may be `{uses[other][0][1]}`, which {_stories(count)}"
            yield site.at(by_path[path], "tags", message, f"write `{uses[other][0][1]}` if they mean the same")


def _usual(uses: Mapping[str, list[tuple[str, str]]]) -> dict[str, str]:
    """Return the most common spelling for each rarer one that probably means the same."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in uses:
        alike[stem(name)].append(name)
    found: dict[str, str] = {}
    for names in alike.values():
        best = max(names, key=lambda name: (len(uses[name]), name))
        found |= {name: best for name in names if name != best}
    return found


def _stories(count: int) -> str:
    return f"{count} stories have" if count != 1 else "one story has"
