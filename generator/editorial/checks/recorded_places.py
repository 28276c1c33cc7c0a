"""Recordings and documents in content/static/ that reveal where they were made.

Phones record the location in every video. Broadsheet removes it, except from kinds of files that it cannot read.
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
    """Report published recordings that contain a location."""
    for placed in site.published.values():
        made = placed.how
        if (
            isinstance(made, Copied)
            and made.file.lower().endswith(_KINDS)
            and _tells(Path(site.request.site, made.file))
        ):
            message, fix = "this file reveals where it was recorded", "export it again without its location"
            yield Problem(placed.source, 0, 0, message, fix, level="warning")


def _tells(file: Path) -> bool:
    try:
        with file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as data:
            return bool(_PLACE.search(data))
    except (OSError, ValueError):  # an empty file cannot be mapped
        return False
