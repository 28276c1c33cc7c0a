"""AV1 pictures (AV1 specification, section 5.3): open bitstream units, some of which contain metadata or padding."""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.decode import Broken

_SEQUENCE, _DELIMITER = 1, 2
_PIXELS = (3, 4, 6, 7)  # frame header, tile group, frame, frame header again


def pictures_of(data: bytes) -> bytes:
    """Return the units that a decoder needs.

    :raises Broken: if a unit is incomplete, or there is no picture.
    """
    units = [*_units(data)]
    if not any(kind in _PIXELS for kind, _ in units):
        raise Broken
    return b"".join(unit for kind, unit in units if kind in (_SEQUENCE, _DELIMITER, *_PIXELS))


def sequence_of(data: bytes) -> bytes:
    """Return the sequence headers, which a property of the picture repeats (AV1-ISOBMFF, section 2.3)."""
    return b"".join(unit for kind, unit in _units(data) if kind == _SEQUENCE)


def _units(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the type and the bytes of each unit."""
    at = 0
    while at < len(data):
        head = data[at]
        begin = at + 2 if head & 0x04 else at + 1
        if head & 0x81:
            raise Broken
        size, start = _size(data, begin) if head & 0x02 else (len(data) - begin, begin)
        if size < 0 or start + size > len(data):
            raise Broken
        yield head >> 3 & 0xF, data[at : start + size]
        at = start + size


def _size(data: bytes, at: int) -> tuple[int, int]:
    """Return a number in leb128 (section 4.10.5), and the offset after it."""
    number = 0
    for step in range(8):
        if at + step >= len(data):
            raise Broken
        number |= (data[at + step] & 0x7F) << (7 * step)
        if not data[at + step] & 0x80:
            return number, at + step + 1
    raise Broken
