"""Measuring pictures: their dimensions as readers see them, and whether they are animated. Only headers are read."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from generator.media.decode import MOST, Broken, OversizedPicture, decoded
from generator.model.picture_kinds import claimed, kind_of

if TYPE_CHECKING:
    from PIL.Image import Image


HEAVIEST = 40_000_000
"""The most bytes of a picture."""

_HEAD = 4096  # bytes of an SVG that are searched for its size

UNREADABLE = (-1, -1)
"""The size of a file that has the name of a picture but cannot be read as one."""

TOO_LARGE = (-2, -2)
"""The size of a picture that has too many pixels or bytes."""


def measure(path: str, data: bytes) -> tuple[int, int]:
    """Width and height in pixels as readers see them; (0, 0) if the file is not a picture.

    Returns ``UNREADABLE`` or ``TOO_LARGE`` for pictures that cannot be shown.
    """
    kind = kind_of(path, data)
    if not kind and path.lower().endswith(".svg"):
        return _of_svg(data[:_HEAD].decode("utf-8", "replace"))
    if not kind and not claimed(path):
        return 0, 0
    if not kind or kind.treatment == "refused":
        return UNREADABLE
    if len(data) > HEAVIEST:
        return TOO_LARGE
    try:
        with decoded(data) as picture:
            width, height = picture.size
            turned = _is_on_its_side(picture)
    except OversizedPicture:
        return TOO_LARGE
    except Broken:
        return UNREADABLE
    if width * height > MOST:
        return TOO_LARGE
    if width * height <= 0:
        return UNREADABLE
    return (height, width) if turned else (width, height)


ON_ITS_SIDE = {5, 6, 7, 8}
"""The orientations of pictures that readers see turned by 90 degrees (Exif 2.32, section 4.6.4)."""

_ORIENTATION = 0x0112


def _is_on_its_side(picture: Image) -> bool:
    """Whether the orientation in a picture's header turns it by 90 degrees.

    Only the header is read: to look for an orientation later in a PNG would decompress all of it. Pillow has already
    rotated the size of a TIFF, and takes the orientation of an AVIF from its properties.
    """
    from PIL.Image import Exif

    if picture.format == "TIFF":
        return False
    noted = Exif()
    noted.load(picture.info.get("exif", b""))
    return int(noted.get(_ORIENTATION, 1)) in ON_ITS_SIDE


def _of_svg(head: str) -> tuple[int, int]:
    """Return the size in an SVG's ``width`` and ``height``, or in its ``viewBox`` if those are not in pixels."""
    tag = re.search(r"<svg\b[^>]*>", head)
    if not tag:
        return UNREADABLE
    own = [re.search(rf"""\s{name}\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""", tag[0]) for name in ("width", "height")]
    box = re.search(r"""\sviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", tag[0])
    found = [each[1] for each in own if each] if all(own) else list(box.groups()) if box else []
    try:
        width, height = (round(float(each)) for each in found)
    except ValueError:
        return 0, 0
    return (width, height) if width > 0 and height > 0 else (0, 0)


def is_animated(data: bytes) -> bool:
    """Whether a picture is animated or, for a TIFF, has several pages."""
    try:
        with decoded(data) as opened:
            frames = range(1, getattr(opened, "n_frames", 1))
            if opened.format == "TIFF":
                return not all(map(partial(_is_preview, opened), frames))
            return bool(frames) and opened.format != "MPO"
    except Broken:
        return False


def _is_preview(opened: Image, number: int) -> bool:
    """Whether an image in a TIFF is a smaller version of another (TIFF 6.0, NewSubfileType)."""
    opened.seek(number)
    return bool(opened.getexif().get(254, 0) & 1)
