"""gzip (RFC 1952): its members without the names, times and comments of the files in them."""

from __future__ import annotations

import struct
import zlib

from generator.media.downloads.refusal import RefusedFile, damaged

_EXTRA, _NAME, _COMMENT, _CHECKED = 0x04, 0x08, 0x10, 0x02  # section 2.3.1
_MOST = 1_000_000_000  # bytes that the file may have when it is unpacked
_STEP = 1 << 20
_FIRST = 512  # bytes of a member that are read first, so that many small members do not take long


def cleaned(data: bytes) -> bytes:
    """Return all members, one after another, without anything after them.

    :raises RefusedFile: if the file is damaged, too large, or has anything but members in it.
    """
    made, at, size = [], 0, 0
    while at < len(data) and (at == 0 or any(data[at : at + 1]) or any(data[at:])):
        inside = _after_header(data, at)
        end, unpacked = _end(data, inside, _MOST - size)
        if len(data) < end + 8:
            raise damaged("gzip")
        size += unpacked
        made.append(struct.pack("<4B4x2B", 0x1F, 0x8B, 8, data[at + 3] & 0x01, data[at + 8], 255))
        made.append(data[inside : end + 8])
        at = end + 8
    if not made:
        raise damaged("gzip")
    return b"".join(made)


def _after_header(data: bytes, at: int) -> int:
    """Return where the packed content of the member at a position begins."""
    if data[at : at + 3] != b"\x1f\x8b\x08" or len(data) < at + 18:
        raise damaged("gzip")
    flags, at = data[at + 3], at + 10
    if flags & _EXTRA:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    for each in (_NAME, _COMMENT):
        if flags & each:
            at = data.find(0, at) + 1
            if not at:
                raise damaged("gzip")
    return at + 2 if flags & _CHECKED else at


def _end(data: bytes, start: int, most: int) -> tuple[int, int]:
    """Return where the packed content that begins at ``start`` ends, and its size in bytes when it is unpacked."""
    unpacking, at, size, step = zlib.decompressobj(-15), start, 0, _FIRST
    try:
        while not unpacking.eof:
            piece = unpacking.unconsumed_tail
            if not piece:
                piece = data[at : at + step]
                at, step = at + len(piece), min(step * 2, _STEP)
            if not piece:
                raise damaged("gzip")
            size += len(unpacking.decompress(piece, _STEP))
            if size > most:
                raise RefusedFile(
                    f"has more than {_MOST // 10**6} MB when it is unpacked", "split it into smaller files"
                )
    except zlib.error as error:
        raise damaged("gzip") from error
    return at - len(unpacking.unused_data), size
