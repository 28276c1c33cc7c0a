"""Finds the end of the sound in a FLAC file: after it, programs write tags of other formats.

Each frame ends with a checksum that makes the remainder of its bytes zero (RFC 9639, section 9.3). So the remainder of
all frames is also zero, and it is not if there is anything else between or after them.
"""

from __future__ import annotations

import struct

from generator.media.downloads.refusal import damaged

_POLYNOMIAL = 0x18005
_TAGS = 8  # tags in a row, at most
_ID3V1, _APE = 128, 32  # bytes of a tag, and of another's footer


def flac_end(data: bytes, start: int) -> int:
    """Return the position after the last frame.

    :raises RefusedFile: if the file has anything but frames, followed by known tags.
    """
    end = len(data)
    for _ in range(_TAGS):
        end = _before_tag(data, end)
    if data[start : start + 2] not in (b"\xff\xf8", b"\xff\xf9") or end <= start or remainder(data[start:end]):
        raise damaged("FLAC")
    return end


def _before_tag(data: bytes, end: int) -> int:
    """Return where the ID3v1 or APEv2 tag that ends at a position begins; the position itself if there is no tag."""
    if end >= _ID3V1 and data.startswith(b"TAG", end - _ID3V1):
        return end - _ID3V1
    if end < _APE or not data.startswith(b"APETAGEX", end - _APE):
        return end
    size, _, flags = struct.unpack_from("<III", data, end - _APE + 12)
    return max(0, end - int(size) - (_APE if flags & 1 << 31 else 0))


def remainder(data: bytes) -> int:
    """Return the remainder of bytes divided by the polynomial of FLAC's checksum.

    Pairs of bytes are lanes. The first half of all lanes is multiplied by the distance to the second half, and added
    to it, until one lane is left. So ``bytes.translate`` and large integers do the work, without a loop over all bytes.
    """
    data = b"\0" * (len(data) % 2) + data
    high, low = data[::2], data[1::2]
    while len(high) > 1:
        half = (len(high) + 1) // 2
        factor = _power(16 * half)
        of_high, of_low = _products(_times(0x100, factor)), _products(factor)
        first_high, first_low = high[:-half], low[:-half]
        high = _sum(half, high[-half:], first_high.translate(of_high[0]), first_low.translate(of_low[0]))
        low = _sum(half, low[-half:], first_high.translate(of_high[1]), first_low.translate(of_low[1]))
    return int.from_bytes(high + low, "big")


def _sum(length: int, *rows: bytes) -> bytes:
    made = 0
    for each in rows:
        made ^= int.from_bytes(each, "big")
    return made.to_bytes(length, "big")


def _products(factor: int) -> tuple[bytes, bytes]:
    """Return tables of the high and low bytes of each byte's product with a factor."""
    made = [_times(byte, factor) for byte in range(256)]
    return bytes(each >> 8 for each in made), bytes(each & 0xFF for each in made)


def _times(one: int, other: int) -> int:
    made = 0
    for bit in range(one.bit_length() - 1, -1, -1):
        made <<= 1
        made ^= _POLYNOMIAL if made >> 16 else 0
        made ^= other if one >> bit & 1 else 0
    return made


def _power(exponent: int) -> int:
    """Return the remainder of x to the power of a number, divided by the polynomial."""
    made, square = 1, 2
    while exponent:
        made = _times(made, square) if exponent & 1 else made
        square, exponent = _times(square, square), exponent >> 1
    return made
