"""JPEG (ITU-T T.81, annex B): segments, each with a marker and a length, and the compressed data of each scan.

Broadsheet keeps the tables, frames and scans that define the picture, and the few application segments that say how to
interpret its pixels. The new file ends where the first picture ends: previews, depth maps, videos and anything else
that follows it are left out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from generator.media.decode import Broken
from generator.media.metadata import exif, icc

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_HUFFMAN, _ARITHMETIC, _QUANTIZATION = 0xC4, 0xCC, 0xDB
_TABLES = {_HUFFMAN, _ARITHMETIC, _QUANTIZATION, 0xDC, 0xDD}  # and the number of lines, the restart interval
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA, 0xCB}
_NOTES = {*range(0xE0, 0xF0), 0xFE}  # application segments and comments
_JFIF, _EXIF, _ICC, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_PROFILE = b"ICC_PROFILE\0"
_ROOM = 0xFFFF - 2 - len(_PROFILE) - 2  # how many bytes of a profile fit in one segment
_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # the end of a scan: not a stuffed byte, restart or fill byte


class _Segment(NamedTuple):
    """A segment: its marker, its content, and the compressed data that follows if it begins a scan."""

    marker: int
    inside: bytes
    scan: bytes = b""

    @property
    def written(self) -> bytes:
        return struct.pack(">BBH", 0xFF, self.marker, len(self.inside) + 2) + self.inside + self.scan


def cleaned(data: bytes) -> bytes:
    """Return the picture with its colours and its orientation, but without other metadata.

    :raises Broken: if it is incomplete.
    """
    segments = [*_segments(data)]
    markers = [each.marker for each in segments]
    frames = [marker for marker in markers if marker in _FRAMES]
    if len(frames) != 1 or _SCAN not in markers or markers.index(frames[0]) > markers.index(_SCAN):
        raise Broken
    kept = (each for each in segments if each.marker not in _NOTES)
    return b"".join((b"\xff\xd8", *(each.written for each in (*_notes(segments), *kept)), b"\xff\xd9"))


def _segments(data: bytes) -> Iterator[_Segment]:
    """Yield all segments between the start and the end of the first picture.

    :raises Broken: if there is anything else between them.
    """
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise Broken
        while data[at + 1 : at + 2] == b"\xff":  # fill bytes (B.1.1.2)
            at += 1
        marker = data[at + 1] if at + 1 < len(data) else 0
        if marker == _END:
            return
        if marker not in _TABLES | _FRAMES | _NOTES | {_SCAN} or len(data) < at + 4:
            raise Broken
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            raise Broken
        inside, at = data[at + 4 : end], end
        if marker not in _NOTES and not _well_formed(marker, inside):
            raise Broken
        if marker == _SCAN:
            found = _NEXT.search(data, at)
            if not found:
                raise Broken
            at = found.start()
        yield _Segment(marker, inside, data[end:at].rstrip(b"\xff"))  # fill bytes


def _well_formed(marker: int, inside: bytes) -> bool:
    """Whether a segment is exactly what its kind requires (B.2.2 to B.2.5), so that text cannot pass as a table."""
    size = len(inside)
    if marker == _HUFFMAN:
        return _tables_of(inside, lambda table: 17 + sum(table[1:17]) if table[0] & 0xEC == 0 else 0)
    if marker == _QUANTIZATION:
        return _tables_of(inside, lambda table: 1 + 64 * (1 + (table[0] >> 4)) if table[0] & 0xEC == 0 else 0)
    if marker == _ARITHMETIC:
        return size > 0 and size % 2 == 0 and not any(each & 0xEC for each in inside[::2])
    if marker == _SCAN:
        return size > 0 and size == 4 + 2 * inside[0]
    if marker in _FRAMES:
        return size > 5 and size == 6 + 3 * inside[5]
    return size == 2  # a restart interval, or a number of lines


def _tables_of(inside: bytes, length: Callable[[bytes], int]) -> bool:
    """Whether ``inside`` is a sequence of tables without gaps; ``length`` returns 0 for an invalid table."""
    while inside:
        taken = length(inside)
        if not 0 < taken <= len(inside):
            return False
        inside = inside[taken:]
    return True


def _notes(segments: Sequence[_Segment]) -> Iterator[_Segment]:
    """Yield the application segments that browsers need, rewritten from their values."""
    before = [each for each in segments[: _first_scan(segments)] if each.marker in _NOTES]
    for each in before:
        if each.marker == _JFIF and each.inside.startswith(b"JFIF\0") and len(each.inside) >= 14:
            yield _Segment(_JFIF, each.inside[:12] + bytes(2))  # without its thumbnail
            break
    if turned := exif.minimal(_orientation(before)):
        yield _Segment(_EXIF, exif.PREFIX + turned)
    yield from _profile(before)
    for each in before:
        if each.marker == _ADOBE and each.inside.startswith(b"Adobe") and len(each.inside) >= 12:
            yield _Segment(_ADOBE, each.inside[:12])
            break


def _first_scan(segments: Sequence[_Segment]) -> int:
    return next(number for number, each in enumerate(segments) if each.marker == _SCAN)


def _orientation(segments: Sequence[_Segment]) -> int:
    found = (each.inside for each in segments if each.marker == _EXIF and each.inside.startswith(exif.PREFIX))
    return exif.orientation(next(found, b""))


def _profile(segments: Sequence[_Segment]) -> Iterator[_Segment]:
    """Yield the colour profile, in as many segments as it needs (ICC.1:2022, annex B.4)."""
    parts: dict[int, bytes] = {}
    for each in segments:
        if each.marker == _ICC and each.inside.startswith(_PROFILE) and len(each.inside) > len(_PROFILE) + 2:
            parts.setdefault(each.inside[len(_PROFILE)], each.inside[len(_PROFILE) + 2 :])
    profile = icc.cleaned(b"".join(parts[number] for number in sorted(parts)))
    pieces = [profile[at : at + _ROOM] for at in range(0, len(profile), _ROOM)]
    for number, piece in enumerate(pieces, 1):
        yield _Segment(_ICC, _PROFILE + bytes([number, len(pieces)]) + piece)
