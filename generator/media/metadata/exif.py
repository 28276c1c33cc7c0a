"""Exif: only the orientation is read and written.

CIPA DC-008 (Exif 2.32): a TIFF of directories of tags. Section 4.6.4 defines the orientation.
"""

from __future__ import annotations

import struct

PREFIX = b"Exif\0\0"
"""The prefix of the TIFF in JPEG, and by mistake in other formats."""

_ORIENTATION, _SHORT = 0x0112, 3
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}


def orientation(data: bytes) -> int:
    """Return the orientation, 1 to 8 as in Exif; 1 (upright) if the data has none or cannot be read."""
    tiff = data.removeprefix(PREFIX)
    order = _ORDERS.get(tiff[:4])
    if not order:
        return 1
    try:
        return _of_directory(tiff, order)
    except struct.error:
        return 1


def _of_directory(tiff: bytes, order: str) -> int:
    """Return the orientation in the first directory.

    :raises struct.error: if the data is truncated.
    """
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for number in range(count):
        tag, kind, values, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
        if tag == _ORIENTATION:
            return value if (kind, values) == (_SHORT, 1) and 1 <= value <= 8 else 1
    return 1


def minimal(turn: int) -> bytes:
    """Return a TIFF with only an orientation; no bytes for an upright picture."""
    if turn == 1:
        return b""
    return b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, _SHORT, 1, turn, 0, 0)
