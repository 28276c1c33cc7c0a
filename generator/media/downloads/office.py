"""Office documents and archives: refused if they say who wrote them, or have pictures that say where they were taken.

Only an office program can change them, so the message tells editors what to remove.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.media.downloads import office_parts as parts
from generator.media.downloads.archive import entries
from generator.media.downloads.office_xml import INSPECT, examine
from generator.media.downloads.refusal import RefusedFile, damaged

_NOTES = re.compile(
    r"(?:word|ppt|xl)/(?:comments?|threadedcomments?|people|persons?|commentauthors|revisions)[^/]*(?:/[^/]*)?"
)
_SPEAKER = "ppt/notesslides/"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def checked(data: bytes, clean: Callable[[str, bytes], bytes | None], known: re.Pattern[str] | None = None) -> bytes:
    """Return an office document in a ZIP-based format, or a ZIP archive, if it may be published.

    ``clean`` cleans a file in it, or returns None for kinds that it does not know. Documents may have only the parts
    that ``known`` matches, and archives only files of known kinds.

    :raises RefusedFile: if it says who wrote it, or has comments, tracked changes or files with metadata.
    """
    for name, inside in entries(data):
        if inside or not name.endswith("/"):
            _check(name, inside, clean, known)
    return data


def _check(
    name: str, inside: bytes, clean: Callable[[str, bytes], bytes | None], known: re.Pattern[str] | None
) -> None:
    lower = name.lower()
    if known:
        _check_place(lower, inside, known)
    if lower.endswith(parts.XML) and inside:
        examine(lower, inside, bool(known))
    elif not (known and (lower.endswith(parts.FONTS) or not inside)):
        _check_file(name, inside, clean)


def _check_place(lower: str, inside: bytes, known: re.Pattern[str]) -> None:
    if _NOTES.fullmatch(lower):
        raise RefusedFile("has comments or their authors in it", INSPECT)
    if lower.startswith(_SPEAKER):
        raise RefusedFile("has speaker notes", INSPECT)
    if inside and not known.fullmatch(lower):
        why = f"has a part ({lower[:80]}) that is not needed to show its pages, and may say who wrote it"
        raise RefusedFile(why, INSPECT)


def _check_file(name: str, inside: bytes, clean: Callable[[str, bytes], bytes | None]) -> None:
    try:
        found = clean(name, inside)
    except RefusedFile as refused:
        raise RefusedFile(f"contains {name}, which {refused.why}", refused.fix) from refused
    if found is None:
        raise RefusedFile(
            f"contains {name}, of a kind that cannot be inspected", "leave it out, or link to it by itself"
        )
    if found != inside:
        why = f"contains {name}, whose metadata may say by whom, where or when it was made"
        raise RefusedFile(why, "link to that file itself, from which Broadsheet removes it, or save a document as PDF")


def old(data: bytes) -> bytes:
    """Refuse a document in a format from before 2007: its author's name is in too many places.

    :raises RefusedFile: always.
    """
    if not data.startswith(_OLD):
        raise damaged("Office")
    raise RefusedFile(
        "is a document of a kind that says who wrote it in many places", "save it as PDF, or as .docx, .xlsx or .pptx"
    )
