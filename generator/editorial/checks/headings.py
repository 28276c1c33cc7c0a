"""Links to a heading, a correction or an entry of live coverage that does not exist.

A link such as `[the vote](vote.md#result)` leads to the heading with that id. If the story has no such heading, readers
land at the top of the page and do not know why.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.editorial.checks import CheckedSite
from generator.model.body import Heading
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.reading.markdown.page_parts import missing, similar
from generator.site.part_links import parts_of


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report links to a heading that the linked story does not have."""
    stories = {each.path: each for each in site.manuscripts}
    for each in site.manuscripts:
        for mention in each.mentions:
            part, story = unquote(urlsplit(unescape(mention.mark)).fragment), stories.get(mention.target)
            there = [heading.anchor for heading in _headings(story)] if part and story else []
            if not story or not part or part in there or part in (known := parts_of(story, story.body)):
                continue
            what, fix = missing(part, known)
            if what == "heading":
                near = similar(part, there)
                fix = f"did you mean #{near}?" if near else f"its headings: {', '.join(there) or 'none'}"
            message = f"{mention.target} has no {what} `#{part}`"
            yield Problem(each.path, mention.line, mention.column, message, fix, level="warning")


def _headings(story: Manuscript) -> Iterator[Heading]:
    yield from story.headings
    for entry in story.entries:
        yield from entry.headings
