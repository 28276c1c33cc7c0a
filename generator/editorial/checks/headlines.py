"""Headlines that are too long, and standfirsts that are missing or too long.

Search engines and social networks cut off a headline after about 110 characters, and a standfirst after about 300.
Where a story has no standfirst, lists and feeds show its first paragraph, or what is above a line `<!--more-->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_HEADLINE = 110  # characters; the number in Google's guidelines for articles
_STANDFIRST = 300


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report stories whose headline or standfirst is too long, or that have no standfirst."""
    for each in site.manuscripts:
        if each.kind != "story":
            continue
        if len(each.headline) > _HEADLINE:
            message = f"the headline has {len(each.headline)} characters; most places cut it after {_HEADLINE}"
            yield site.at(each, "headline", message, "shorten the headline")
        if not each.standfirst and not each.ends_at_mark:
            yield site.at(each, "headline", "the story has no standfirst", "add a line `standfirst: One sentence.`")
        elif len(each.standfirst) > _STANDFIRST:
            message = f"the standfirst has {len(each.standfirst)} characters; most places cut it after {_STANDFIRST}"
            yield site.at(each, "standfirst", message, "shorten it to one sentence, and put the rest into the story")
