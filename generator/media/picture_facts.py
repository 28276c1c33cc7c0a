"""The facts in a picture's file: its kind, its size as readers see it, its embedded caption and credit.

All of it is extracted once, when the file is read, and remembered until the file changes.
"""

from __future__ import annotations

import msgspec

from generator.media.convert import rendered
from generator.media.decode import Broken, OversizedPicture
from generator.media.iptc import embedded_notes
from generator.media.measure import HEAVIEST, TOO_LARGE, UNREADABLE, measure
from generator.media.metadata import cleaned, without_loss
from generator.media.renditions import reduced
from generator.model.picture import NONE, EmbeddedNotes
from generator.model.picture_kinds import GIF, kind_of


class PictureFacts(msgspec.Struct, frozen=True):
    """The name of a picture's kind (empty if unknown), its width and height, and its size in bytes when published.

    Width and height are those of the published picture in pixels, or one of the special values of ``measure.py``.
    ``notes`` holds the embedded caption and credit. If ``reduced``, the picture is published at a smaller size.
    """

    kind: str
    width: int
    height: int
    published: int
    notes: EmbeddedNotes = NONE
    reduced: bool = False


def facts(path: str, data: bytes) -> PictureFacts:
    """Return the facts about a file that may be a picture."""
    kind = kind_of(path, data)
    if not kind or kind.treatment == "refused" or len(data) > HEAVIEST:
        return PictureFacts(kind.name if kind else "", *measure(path, data), len(data))
    try:
        shown = cleaned(data)
    except OversizedPicture:
        return PictureFacts(kind.name, *TOO_LARGE, len(data))
    except Broken:
        return PictureFacts(kind.name, *UNREADABLE, len(data))
    width, height = measure(path, shown)
    notes = embedded_notes(data) if width > 0 and kind != GIF else NONE
    if not notes.moves and (smaller := reduced(path, kind, width, height)):
        try:
            size = len(rendered(without_loss(data), smaller))
        except Broken:
            return PictureFacts(kind.name, *UNREADABLE, len(data))
        return PictureFacts(kind.name, smaller.width, smaller.height, size, notes, reduced=True)
    return PictureFacts(kind.name, width, height, len(shown), notes)
