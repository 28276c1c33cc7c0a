"""Checks the settings of a podcast, ``[podcast.NAME]`` in site.toml."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import get_args

from generator.model.podcast import CATEGORIES, Order, Podcast, parts_of
from generator.model.slug import slug
from generator.reading.settings.checks import Wrong, check_language

EXAMPLES = {
    "category": '"News > Daily News"',
    "artwork": '"/podcasts/tides.jpg"',
    "description": '"The tides of Port Elm, and who lives by them."',
}
"""An example of each required setting of a podcast."""

EXAMPLE = "`[podcast.tides]`, and below it `series`, `category`, `artwork` and `description`"
_EPISODE_SETTINGS = ("series", "tag", "section")
_EMAIL = re.compile(r"[^\s@,;<>()\"]+@[\w-]+(?:\.[\w-]+)+")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_LONGEST = 4000  # characters of a description (Apple)


def wrong_name(name: str) -> Wrong:
    """Return the message about an invalid name of a podcast, and the fix; None if it can be part of an address."""
    if slug(name) == name and name.isascii():
        return None
    made = slug(name)
    example = f"`[podcast.{made}]`" if made and made.isascii() else EXAMPLE
    return f"`{name}` cannot be the name of a podcast, which is part of its feed's address", f"write {example}"


def faults(found: Podcast) -> Iterator[tuple[str, str, str]]:
    """Yield the faults in a podcast's settings: the setting, the message and the fix."""
    given = [each for each in _EPISODE_SETTINGS if getattr(found, each)]
    if len(given) != 1:
        which = " and ".join(f"`{each}`" for each in given) or "neither `series`, `tag` nor `section`"
        fix = "name the series, the tag or the section whose recordings are its episodes"
        yield given[-1] if given else "category", f"the podcast has {which}", fix
    for name, wrong in (
        ("category", _category(found.category) if found.category else None),
        ("artwork", _artwork(found.artwork) if found.artwork else None),
        ("language", check_language(found.language) if found.language else None),
        ("guid", _guid(found.guid)),
    ):
        if wrong:
            yield name, *wrong
    if found.type not in get_args(Order):
        fix = 'write "episodic", or "serial" if listeners should hear the episodes in order'
        yield "type", f"`type` cannot be `{found.type}`", fix
    if found.email and not _EMAIL.fullmatch(found.email):
        yield "email", f"`{found.email}` is not an address for email", 'write it as in "podcast@example.org"'
    if len(found.description) > _LONGEST:
        yield "description", f"`description` has more than {_LONGEST:,} characters", "shorten it"


def _category(written: str) -> Wrong:
    broad, narrow = parts_of(written)
    if broad not in CATEGORIES:
        within = next((each for each in CATEGORIES if broad in CATEGORIES[each]), "")
        near = difflib.get_close_matches(broad, CATEGORIES, 1)
        fix = f'write "{within} > {broad}"' if within else f'did you mean "{near[0]}"?' if near else ""
        known = ", ".join(CATEGORIES)
        return f"`{broad}` is not one of Apple's categories", fix or f"write one of: {known}"
    if narrow and narrow not in CATEGORIES[broad]:
        near = difflib.get_close_matches(narrow, CATEGORIES[broad], 1)
        known = ", ".join(CATEGORIES[broad]) or "it has none"
        fix = f'did you mean "{broad} > {near[0]}"?' if near else f"the narrower ones of {broad}: {known}"
        return f"`{narrow}` is not a category of {broad}", fix
    return None


def _artwork(written: str) -> Wrong:
    if not re.fullmatch(r"/(?!/)[^\s?#\\]+\.(?:jpe?g|png)", written, re.IGNORECASE):
        fix = 'put a JPEG or PNG into content/static/, and write its place on the site: "/podcasts/tides.jpg"'
        return f"`{written}` is not the place of a picture on the site", fix
    return None


def _guid(written: str) -> Wrong:
    return None if not written or _UUID.fullmatch(written) else _NOT_GUID


_NOT_GUID = (
    "`guid` is not that of a podcast",
    "copy the text between `<podcast:guid>` and `</podcast:guid>` in its previous feed, or remove the setting",
)
