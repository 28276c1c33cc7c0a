"""Small pictures for tests: in two colours, rotated, or with a header alone."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image


def jpeg(width: int, height: int, **options: object) -> bytes:
    made = BytesIO()
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, 0, width // 2, height))
    picture.save(made, "JPEG", **options)  # type: ignore[arg-type]
    return made.getvalue()


def avif() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "red").save(made, "AVIF")
    return made.getvalue()


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    return jpeg(40, 20, exif=exif)


def png_of(width: int, height: int) -> bytes:
    """A PNG without pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(head) + _chunk(b"IDAT") + _chunk(b"IEND")


def _chunk(data: bytes) -> bytes:
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
