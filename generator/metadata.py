"""What a camera noted in a picture and readers are not to have: the place above all. The picture itself stays as it is.

Exif and XMP are taken out of JPEG, PNG and WebP without touching a pixel; of Exif, which way is up stays. Further
pictures behind the first in a JPEG (previews, depth maps), which carry notes of their own, go as well.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from generator.pictures import Broken, decoded

KINDS = (".jpg", ".jpeg", ".png", ".webp", ".avif")
"""The pictures in which cameras and programs note things, by the ends of their names."""

_ORIENTATION = 0x0112  # Exif 2.32, section 4.6.4
_GPS = 0x8825  # section 4.6.6: a directory of its own
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/x"


def stripped(data: bytes) -> bytes:
    """The picture without notes; the same bytes where it has none.

    :raises Broken: where it is no whole picture.
    :raises Located: where it is of another kind, and says where it was taken.
    """
    try:
        if data.startswith(b"\xff\xd8"):
            return b"".join(_of_jpeg(data))
        if data.startswith(_PNG):
            return b"".join(_of_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _of_webp(data)
    except (struct.error, IndexError) as error:
        raise Broken from error
    with decoded(data) as opened:
        located = bool(opened.getexif().get_ifd(_GPS))
    if located:
        raise Located
    return data


class Located(Exception):
    """A picture says where it was taken, in a form out of which we cannot take that."""


def _upright(data: bytes) -> bytes:
    """Exif that says no more than which way is up, as a TIFF; nothing where the picture stands as it is."""
    from PIL.Image import Exif

    with decoded(data) as opened:
        turn = opened.getexif().get(_ORIENTATION, 1)
    if turn not in range(2, 9):
        return b""
    noted = Exif()
    noted[_ORIENTATION] = turn
    made = noted.tobytes()
    return made.removeprefix(_EXIF)


def _of_jpeg(data: bytes) -> Iterator[bytes]:
    """ITU-T T.81, annex B: segments, each with a marker and a length, up to the end of the first picture."""
    yield data[:2]
    noted, at = False, 2
    while True:
        marker, size = data[at + 1], 2
        if data[at] != 0xFF:
            raise Broken
        if marker == 0xD9:  # the end of the picture
            yield data[at : at + 2]
            return
        if marker not in range(0xD0, 0xD8):
            size += struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at : at + size]
        if len(segment) < size:
            raise Broken
        if not _is_note(marker, segment[4:]):
            yield segment
        elif not noted and (upright := _upright(data)):
            yield b"\xff\xe1" + struct.pack(">H", len(upright) + 8) + _EXIF + upright
            noted = True
        at += size
        if marker == 0xDA:  # what follows a scan's head has no length
            end = _end_of_scan(data, at)
            yield data[at:end]
            at = end


def _is_note(marker: int, inside: bytes) -> bool:
    """Exif and XMP; and the list of further pictures, which are left out."""
    return (marker == 0xE1 and inside.startswith((_EXIF, _XMP))) or (marker == 0xE2 and inside.startswith(b"MPF\0"))


def _end_of_scan(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) >= 0:
        if data[at + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    raise Broken


_PNG = b"\x89PNG\r\n\x1a\n"
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_NOTES = (b"exif", b"xmp", b"raw profile")


def _of_png(data: bytes) -> Iterator[bytes]:
    """PNG (third edition), section 5.3: chunks, each with a length, a type and a checksum."""
    yield _PNG
    at, noted = len(_PNG), False
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + size]
        if len(chunk) < 12 + size:
            raise Broken
        about = chunk[8:].partition(b"\0")[0].lower()
        noted = noted or kind == b"eXIf"
        if kind == b"IDAT" and noted and (upright := _upright(data)):
            yield _chunk(b"eXIf", upright)
            noted = False
        if kind != b"eXIf" and not (kind in _TEXTS and any(word in about for word in _NOTES)):
            yield chunk
        at += len(chunk)
        if kind == b"IEND":
            return
    raise Broken


def _chunk(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))


def _of_webp(data: bytes) -> bytes:
    """RFC 9649, section 2.3: chunks in a RIFF file; a flag in the first says whether there is Exif or XMP."""
    made, at, noted = BytesIO(), 12, False
    while at < len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        chunk = data[at : at + 8 + size + size % 2]
        if len(chunk) < 8 + size:
            raise Broken
        at += len(chunk)
        if kind in (b"EXIF", b"XMP "):
            noted = True
        else:
            made.write(chunk)
    inside = bytearray(made.getvalue())
    if noted:
        upright = _upright(data)
        inside[8] = (inside[8] & ~0x0C) | (0x08 if upright else 0)
        if upright:
            inside += b"EXIF" + struct.pack("<I", len(upright)) + upright + b"\0" * (len(upright) % 2)
    return b"RIFF" + struct.pack("<I", len(inside) + 4) + b"WEBP" + bytes(inside)
