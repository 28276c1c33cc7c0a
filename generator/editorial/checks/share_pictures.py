"""Headlines and names with characters that the share picture cannot show, because Broadsheet's fonts lack them.

The fonts have Latin, Greek, Cyrillic, Arabic and Hebrew. Other characters, such as emoji, are replaced with similar
ones or left out; a story whose headline has a letter that the fonts lack has no share picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.media.text_fit import drawn, undrawn
from generator.model.problems import Problem

_FIX = "replace it with ordinary characters, or leave it as it is: it is shown everywhere else"


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report stories whose share picture lacks part of its headline, and stories without a share picture."""
    settings = site.request.settings
    if not settings.share_pictures:
        return
    if lost := undrawn(settings.title):
        yield Problem(
            "site.toml", 0, 0, f"share pictures cannot show {_named(lost)} in the title", _FIX, level="warning"
        )
    for each in site.manuscripts:
        if each.kind != "story" or (each.published and each.published < site.shared_since):
            continue
        if lost := undrawn(each.headline):
            message = f"the share picture shows something else for {_named(lost)}, or leaves it out"
            if not drawn(each.headline):
                message = f"the story has no share picture, because it cannot show {_named(lost)}"
            yield site.at(each, "headline", message, _FIX)
        elif each.section and (lost := undrawn(each.section)):
            message = f"the share picture cannot show {_named(lost)} in the section"
            yield site.at(each, "section", message, _FIX)


def _named(characters: tuple[str, ...]) -> str:
    return ", ".join(f"`{character}`" for character in characters[:5]) + (" and more" if len(characters) > 5 else "")
