"""Headlines and standfirsts that are missing or too long.

Search engines and networks cut a headline after about 110 letters, and show a standfirst of at most some 300. A story
without a standfirst has nothing to show below its headline.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_HEADLINE = 110  # letters; Google's guidelines for articles named this number
_STANDFIRST = 300


def found(site: CheckedSite) -> Iterator[Problem]:
    """Stories whose headline or standfirst is too long, or that have none."""
    for each in site.manuscripts:
        if each.kind != "story":
            continue
        if len(each.headline) > _HEADLINE:
            message = f"the headline has {len(each.headline)} letters; most places cut it after {_HEADLINE}"
            yield site.at(each, "headline", message, "say it in fewer words")
        if not each.standfirst:
            yield site.at(each, "headline", "the story has no standfirst", "add a line `standfirst: One sentence.`")
        elif len(each.standfirst) > _STANDFIRST:
            message = f"the standfirst has {len(each.standfirst)} letters; most places cut it after {_STANDFIRST}"
            yield site.at(each, "standfirst", message, "one sentence will do; the rest belongs into the story")
