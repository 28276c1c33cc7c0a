"""Pictures without a caption or a credit.

A caption tells readers what they see and why it matters; a credit says whose picture it is, and that you may use it.
(Every build warns about pictures without alt text.)
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report stories whose picture lacks a caption or a credit."""
    for each in site.manuscripts:
        if each.picture and not each.picture.credit:
            yield site.at(each, "picture", "the picture has no credit", 'say whose it is: `credit: "Jane Doe"`')
        if each.picture and not each.picture.caption:
            yield site.at(each, "picture", "the picture has no caption", 'add one: `caption: "The quay on Friday."`')
