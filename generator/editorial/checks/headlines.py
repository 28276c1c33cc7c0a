"""Headlines that are too long, and standfirsts that are missing or too long.

Search engines and social networks cut off a headline after about 110 characters, and a standfirst after about 300.
If a story has no standfirst, lists and feeds show its first paragraph, or the text above a line `<!--more-->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem
from generator.model.terms import folded
from generator.reading.fields.table import CALLED

_HEADLINE, _STANDFIRST = (form.longest for name in ("title", "standfirst") if (form := CALLED[name].form))


_HEADING = re.compile(r"\s*<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def _repeats_headline(body: str, headline: str) -> bool:
    found = _HEADING.match(body)
    return found is not None and folded(unescape(_TAG.sub("", found[1]))) == folded(headline)


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report stories whose headline or standfirst is too long, or that have no standfirst."""
    for each in site.manuscripts:
        if each.kind != "story":
            continue
        if len(each.headline) > _HEADLINE:
            message = f"the headline has {len(each.headline)} characters; most places cut it off after {_HEADLINE}"
            yield site.at(each, "headline", message, "shorten the headline")
        if _repeats_headline(each.body, each.headline):
            message = "the text begins with the headline, which the page shows above it"
            yield site.at(each, "headline", message, "delete that heading from the text")
        if not each.standfirst and not each.ends_at_mark and not each.only_planned:
            yield site.at(each, "headline", "the story has no standfirst", "add a line `standfirst: One sentence.`")
        elif len(each.standfirst) > _STANDFIRST:
            message = (
                f"the standfirst has {len(each.standfirst)} characters; most places cut it off after {_STANDFIRST}"
            )
            yield site.at(each, "standfirst", message, "shorten it to one sentence, and put the rest into the story")
