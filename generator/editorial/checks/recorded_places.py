"""Videos, sound recordings and PDFs that say where they were made.

Phones write the place into every video. Broadsheet takes it out of pictures but publishes all other files as they are,
and anyone can read it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from generator.editorial.checks import CheckedSite
from generator.model.output import Copied
from generator.model.problems import Problem

_KINDS = (".mp4", ".m4v", ".mov", ".3gp", ".m4a", ".mp3", ".webm", ".mkv", ".avi", ".pdf")
_PLACE = re.compile(
    rb"[+-]\d{2}\.\d{2,8}[+-]\d{3}\.\d{2,8}([+-]\d{1,6}(\.\d{1,6})?)?/"  # ISO 6709, as phones write it
    rb"|loci\0\0\0\0"  # 3GPP TS 26.244, section 8.10
    rb"|exif:GPSL(atitude|ongitude)"  # XMP
)


def found(site: CheckedSite) -> Iterator[Problem]:
    """Published recordings in which there is a place."""
    for placed in site.published.values():
        made = placed.how
        if (
            isinstance(made, Copied)
            and made.file.lower().endswith(_KINDS)
            and _tells(Path(site.request.site, made.file))
        ):
            message, fix = "this file says where it was recorded", "export it again without its location"
            yield Problem(placed.source, 0, 0, message, fix, level="warning")


def _tells(file: Path) -> bool:
    try:
        with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as data:
            return bool(_PLACE.search(data))
    except (OSError, ValueError):  # an empty file cannot be mapped
        return False
