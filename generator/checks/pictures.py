"""Pictures without words: a text for those who cannot see them, a caption, a credit.

A picture that only adorns says so with an empty text: `alt: ""` in front matter, `![](picture.jpg)` in the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks import Desk
from generator.problems import Problem

_ALT = re.compile(r"""\balt\s*[:=]""")


def found(desk: Desk) -> Iterator[Problem]:
    """Pictures of stories that lack some of it."""
    for each in desk.manuscripts:
        if not each.picture:
            continue
        line = each.lines.get("picture", 0)
        own = _own_lines(desk.lines(each.path), line)
        if not each.picture.alt and not _ALT.search(own):
            fix = 'add what it shows: `alt: "A ferry at the quay"`; for one that only adorns `alt: ""`'
            yield desk.at(each, "picture", "the picture has no text for those who cannot see it", fix)
        if not each.picture.credit:
            yield desk.at(each, "picture", "the picture has no credit", 'say whose it is: `credit: "Jane Doe"`')
        if not each.picture.caption:
            yield desk.at(each, "picture", "the picture has no caption", 'add one: `caption: "The quay on Friday."`')


def _own_lines(lines: list[str], line: int) -> str:
    """The line of a field, and those that are indented below it."""
    own = lines[line - 1 : line]
    for each in lines[line:]:
        if not each.startswith((" ", "\t")):
            break
        own.append(each)
    return "\n".join(own)
