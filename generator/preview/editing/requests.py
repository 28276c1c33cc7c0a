"""The requests that the pages for editing make, besides changes to a file (see ``saving.py``)."""

from __future__ import annotations

import msgspec

from generator.model.corrections import CorrectionKind


class New(msgspec.Struct, forbid_unknown_fields=True):
    """Start a story. ``is_new_section`` confirms that the section may be one that the site does not have yet."""

    headline: str
    section: str = ""
    is_new_section: bool = False


class Restore(msgspec.Struct, forbid_unknown_fields=True):
    """Write a deleted file again, as it was when somebody began to edit it: ``source`` is its text."""

    file: str
    source: str


class Publish(msgspec.Struct, forbid_unknown_fields=True):
    """Publish a story: now, or ``at`` a time in the site's time zone."""

    file: str
    version: str
    at: str = ""


class Delete(msgspec.Struct, forbid_unknown_fields=True):
    """Delete a draft."""

    file: str
    version: str


class Withdraw(msgspec.Struct, forbid_unknown_fields=True):
    """Withdraw a story, for a ``reason`` that readers see."""

    file: str
    version: str
    reason: str = ""


class Correct(msgspec.Struct, forbid_unknown_fields=True):
    """Add a correction to a story."""

    file: str
    version: str
    text: str
    kind: CorrectionKind = "correction"
