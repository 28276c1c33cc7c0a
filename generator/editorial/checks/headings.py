"""Links to a heading that is not there.

A link such as `[the vote](vote.md#result)` leads to the heading with that id; where the story has no such heading,
readers land at its top and do not know why.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem


def found(site: CheckedSite) -> Iterator[Problem]:
    """Links with a part that the story they lead to has not got."""
    anchors = {each.path: [heading.anchor for heading in each.headings] for each in site.manuscripts}
    for each in site.manuscripts:
        for mention in each.mentions:
            part = unquote(urlsplit(unescape(mention.mark)).fragment)
            there = anchors.get(mention.target)
            if not part or there is None or part in there:
                continue
            near = difflib.get_close_matches(part, there, 1)
            fix = f"did you mean #{near[0]}?" if near else f"it has: {', '.join(there) or 'no headings'}"
            message = f"{mention.target} has no heading `#{part}`"
            yield Problem(each.path, mention.line, mention.column, message, fix, level="warning")
