"""Pictures without a caption, or without a credit.

A caption says what readers see and why it matters; a credit says whose picture it is, and that it may be shown. (That a
picture has no text for those who cannot see it is said at each build.)
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem


def found(site: CheckedSite) -> Iterator[Problem]:
    """Pictures of stories that lack one of the two."""
    for each in site.manuscripts:
        if each.picture and not each.picture.credit:
            yield site.at(each, "picture", "the picture has no credit", 'say whose it is: `credit: "Jane Doe"`')
        if each.picture and not each.picture.caption:
            yield site.at(each, "picture", "the picture has no caption", 'add one: `caption: "The quay on Friday."`')
