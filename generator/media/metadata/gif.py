"""GIF (GIF89a specification): blocks one after the other, up to a trailer.

Kept are the pictures, how long each is shown, and how often they are repeated. Comments, text, and the blocks of other
programs (XMP is one of them) are left out, and so is whatever follows the trailer.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.pictures import Broken

_PICTURE, _EXTENSION, _TRAILER, _NOTHING = 0x2C, 0x21, 0x3B, 0x00
_CONTROL, _APPLICATION, _TEXT = 0xF9, 0xFF, 0x01
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def cleaned(data: bytes) -> bytes:
    """The picture with its frames, and without all metadata.

    :raises Broken: if it is not whole.
    """
    start = 13 + _colours(data, 10)
    if len(data) < start:
        raise Broken
    return data[:start] + b"".join(_blocks(data, start)) + bytes([_TRAILER])


def _blocks(data: bytes, at: int) -> Iterator[bytes]:
    """What makes the picture. A trailer that is missing after a whole picture is no fault that readers would see.

    :raises Broken: if there is anything else in it, or no picture.
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
                control = b""  # it was about the text
            elif label == _APPLICATION and inside[1:12] in _LOOPS and inside[12:14] == b"\3\1" and len(inside) >= 17:
                yield b"\x21\xff\x0b" + inside[1:16] + b"\0"
        elif data[at] == _NOTHING:
            end = at + 1  # some programs leave one too many
        else:
            raise Broken
        at = end
    if not shown:
        raise Broken


def _colours(data: bytes, at: int) -> int:
    """Bytes of the table of colours that the flags at this place announce."""
    if at >= len(data):
        raise Broken
    return 3 << ((data[at] & 7) + 1) if data[at] & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    """The place behind a row of blocks, each with its length, and the empty one that ends them."""
    while at < len(data):
        if data[at] == 0:
            return at + 1
        at += data[at] + 1
    raise Broken
