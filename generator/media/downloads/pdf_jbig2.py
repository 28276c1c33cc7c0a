"""JBIG2 (ISO/IEC 14492), the packing of scanned pages in a PDF: removes comments that scanning programs write."""

from __future__ import annotations

from generator.media.downloads.refusal import PRINT_AGAIN, RefusedFile

_EXTENSION = 62  # the kind of a segment that draws nothing: a comment (section 7.4.16)
_SHORT_LIST = 4  # references to other segments that a short header may have
_UNKNOWN = 0xFFFFFFFF


def cleaned(data: bytes) -> bytes:
    """Return the segments that draw.

    :raises RefusedFile: if they cannot be read.
    """
    kept, at = bytearray(), 0
    while at < len(data):
        kind, end = _segment(data, at)
        if kind != _EXTENSION:
            kept += data[at:end]
        at = end
    return bytes(kept)


def _segment(data: bytes, at: int) -> tuple[int, int]:
    """Return the kind of the segment that begins here, and where it ends (section 7.2)."""
    number, flags = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 5]
    count, begun = int.from_bytes(data[at + 5 : at + 6], "big") >> 5, at + 6
    if count > _SHORT_LIST:
        count = int.from_bytes(data[at + 5 : at + 9], "big") & 0x1FFFFFFF
        begun = at + 9 + (count + 8) // 8
    begun += count * (1 if number <= 256 else 2 if number <= 65_536 else 4)
    begun += 4 if flags and flags[0] & 0x40 else 1
    size = int.from_bytes(data[begun : begun + 4], "big")
    end = begun + 4 + size
    if size == _UNKNOWN or end > len(data) or not flags:
        raise RefusedFile("has a scanned page that cannot be read", PRINT_AGAIN)
    return flags[0] & 0x3F, end
