"""Marks a story in an export as Broadsheet's, so that moving it in again gives the same file.

The fingerprint covers what other programs may change. If it still matches, the story's original file is used unchanged.
"""

from __future__ import annotations

from generator.model.fingerprint import digest

PATH, SOURCE, FINGERPRINT = "_broadsheet_path", "_broadsheet_source", "_broadsheet_fingerprint"
"""The names of WordPress's custom fields, which begin with `_` so that no theme shows them."""

DESCRIPTION = "description"
"""Marks an item as a description of a section, tag or person, not a story or page."""


def fingerprint(headline: str, html: str, source: str) -> str:
    """Return the fingerprint of a story's headline and body as exported, and of its file."""
    return digest([" ".join(headline.split()), "".join(html.split()), source])
