"""GIF (GIF89a specification): a sequence of blocks, up to a trailer.

Broadsheet keeps the pictures, how long each is shown, and how often they repeat. It leaves out comments, text, the
blocks of other programs (such as XMP), and anything after the trailer.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.decode import Broken

_PICTURE, _EXTENSION, _TRAILER, _NOTHING = 0x2C, 0x21, 0x3B, 0x00
_CONTROL, _APPLICATION, _TEXT = 0xF9, 0xFF, 0x01
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def cleaned(data: bytes) -> bytes:
    """Return the picture with its frames, but without metadata.

    :raises Broken: if it is incomplete.
    """
    start = 13 + _colours(data, 10)
    if len(data) < start:
        raise Broken
    return data[:start] + b"".join(_blocks(data, start)) + bytes([_TRAILER])


def _blocks(data: bytes, at: int) -> Iterator[bytes]:
    """Yield the blocks that define the picture. A missing trailer after a complete picture is harmless.

    :raises Broken: if there is an unknown block, or no picture.
    """
    shown, control = False, b""
    while at < len(data) and data[at] != _TRAILER:
        if data[at] == _PICTURE:
            end = _end_of_blocks(data, at + 11 + _colours(data, at + 9))
            yield control + data[at:end]
            shown, control = True, b""
        elif data[at] == _EXTENSION and at + 1 < len(data):
            end = _end_of_blocks(data, at + 2)
            label, inside = data[at + 1], data[at + 2 : end]
            if label == _CONTROL and len(inside) == 6:
                control = data[at:end]
            elif label == _TEXT:
                control = b""  # it applied to the text
            elif label == _APPLICATION and inside[1:12] in _LOOPS and inside[12:14] == b"\3\1" and len(inside) >= 17:
                yield b"\x21\xff\x0b" + inside[1:16] + b"\0"
        elif data[at] == _NOTHING:
            end = at + 1  # some programs write one too many
        else:
            raise Broken
        at = end
    if not shown:
        raise Broken


def _colours(data: bytes, at: int) -> int:
    """Return the size in bytes of the colour table that the flags at this offset announce."""
    if at >= len(data):
        raise Broken
    return 3 << ((data[at] & 7) + 1) if data[at] & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    """Return the offset after a sequence of sub-blocks and the empty one that ends it."""
    while at < len(data):
        if data[at] == 0:
            return at + 1
        at += data[at] + 1
    raise Broken
