"""Links to a heading that does not exist.

A link such as `[the vote](vote.md#result)` leads to the heading with that id. If the story has no such heading, readers
land at the top of the page and do not know why.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.editorial.checks import CheckedSite
from generator.model.body import Heading
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report links to a heading that the linked story does not have."""
    anchors = {each.path: [heading.anchor for heading in _headings(each)] for each in site.manuscripts}
    for each in site.manuscripts:
        for mention in each.mentions:
            part = unquote(urlsplit(unescape(mention.mark)).fragment)
            there = anchors.get(mention.target)
            if not part or there is None or part in there:
                continue
            near = difflib.get_close_matches(part, there, 1)
            fix = f"did you mean #{near[0]}?" if near else f"its headings: {', '.join(there) or 'none'}"
            message = f"{mention.target} has no heading `#{part}`"
            yield Problem(each.path, mention.line, mention.column, message, fix, level="warning")


def _headings(story: Manuscript) -> Iterator[Heading]:
    yield from story.headings
    for entry in story.entries:
        yield from entry.headings
