"""JPEG 2000 as in PDFs (ITU-T T.800, annexes A and I): boxes around a codestream, or the codestream alone.

Broadsheet keeps what defines the picture and its colours. It leaves out comments, boxes with XML, addresses or anything
else, and the optional lists of lengths, which would no longer be correct.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.media.decode import Broken
from generator.media.metadata import boxes, icc

_START, _SIZE, _TILE, _DATA, _END = b"\xff\x4f", 0x51, 0x90, 0x93, b"\xff\xd9"
_KEPT = {0x50, _SIZE, 0x52, 0x53, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x61, 0x63}
_LEFT_OUT = {0x55, 0x57, 0x58, 0x64}  # lengths of tile-parts and packets; comments
_HEADER = (b"ihdr", b"bpcc", b"pclr", b"cmap", b"cdef")
_ENUMERATED, _PROFILE = 1, 2


def cleaned(data: bytes) -> bytes:
    """Return the picture without its metadata.

    :raises Broken: if it is incomplete, or has anything unknown in it.
    """
    if data.startswith(_START):
        return _codestream(data)
    parts = [*boxes.read(data)]
    if not parts or parts[0][0] != b"jP  ":
        raise Broken
    header = b"".join(_header(boxes.first(parts, b"jp2h")))
    picture = boxes.box(b"jp2c", _codestream(boxes.first(parts, b"jp2c")))
    kind = boxes.box(b"ftyp", b"jp2 ", bytes(4), b"jp2 ")
    return boxes.box(b"jP  ", b"\r\n\x87\n") + kind + boxes.box(b"jp2h", header) + picture


def _header(data: bytes) -> Iterator[bytes]:
    """Yield the boxes that say how to interpret the samples (I.5.3)."""
    for kind, inside in boxes.read(data):
        if kind in _HEADER:
            yield boxes.box(kind, inside)
        elif kind == b"colr" and inside[:1] == bytes([_ENUMERATED]):
            yield boxes.box(kind, inside[:7])
        elif kind == b"colr" and inside[:1] == bytes([_PROFILE]):
            profile = icc.cleaned(inside[3:])
            if not profile:
                raise Broken
            yield boxes.box(kind, inside[:3], profile)


def _codestream(data: bytes) -> bytes:
    """Return the main header, and each tile-part with its length (A.4.2)."""
    if not data.startswith(_START) or data[3:4] != bytes([_SIZE]):
        raise Broken
    header, at = _markers(data, 2, _TILE)
    made = [_START, header]
    while data[at : at + 2] != _END:
        if data[at : at + 4] != b"\xff\x90\x00\x0a" or len(data) < at + 14:
            raise Broken
        tile, length = data[at + 4 : at + 6], int.from_bytes(data[at + 6 : at + 10], "big")
        end = at + length if length else data.rfind(_END)
        inside, first = _markers(data, at + 12, _DATA)
        if not first <= end <= len(data):
            raise Broken
        content = inside + data[first:end]
        made += b"\xff\x90\x00\x0a", tile, struct.pack(">I", 12 + len(content)), data[at + 10 : at + 12], content
        at = end
        if at == len(data):  # some programs leave the end out
            break
    return b"".join((*made, _END))


def _markers(data: bytes, at: int, last: int) -> tuple[bytes, int]:
    """Return the segments that are kept, and where the marker ``last``, which follows them, begins."""
    kept = []
    while data[at : at + 2] != bytes([0xFF, last]):
        marker = data[at + 1] if data[at : at + 1] == b"\xff" and at + 4 <= len(data) else 0
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker not in _KEPT | _LEFT_OUT or end < at + 4 or end > len(data):
            raise Broken
        if marker in _KEPT:
            kept.append(data[at:end])
        at = end
    return b"".join(kept), at
