"""What marks a story in an export as one of Broadsheet, so that moving it in again gives the same file.

The fingerprint is that of what other programs may change: if it still fits, the story's own file is taken as it was.
"""

from __future__ import annotations

from generator.model.fingerprint import digest

PATH, SOURCE, FINGERPRINT = "_broadsheet_path", "_broadsheet_source", "_broadsheet_fingerprint"
"""The names of WordPress' custom fields, which begin with `_` so that no theme shows them."""

DESCRIPTION = "description"
"""What marks an item as a description of a section, tag or person, and not as a story or page."""


def fingerprint(headline: str, html: str, source: str) -> str:
    """The fingerprint of a story's headline and body as exported, and of its file."""
    return digest([" ".join(headline.split()), "".join(html.split()), source])
