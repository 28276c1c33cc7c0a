"""ICO: a directory of small pictures, each a PNG or a Windows bitmap ("Icons", Microsoft Win32 documentation)."""

from __future__ import annotations

import struct

from generator.media.decode import Broken
from generator.media.metadata import png

_ENTRY = struct.Struct("<BBBBHHII")
_PNG = b"\x89PNG\r\n\x1a\n"


def cleaned(data: bytes) -> bytes:
    """Return the icons, without any data between or after them.

    :raises Broken: if one of them is incomplete.
    """
    (count,) = struct.unpack_from("<H", data, 4)
    if len(data) < 6 + _ENTRY.size * count:
        raise Broken
    entries = [_ENTRY.unpack_from(data, 6 + _ENTRY.size * number) for number in range(count)]
    if sum(size for *_, size, _ in entries) > len(data):  # icons that share their bytes would multiply them
        raise Broken
    directory, icons = data[:6], bytearray()
    for *shown, _, planes, depth, size, offset in entries:
        icon = _icon(data[offset : offset + size], size)
        place = 6 + _ENTRY.size * count + len(icons)
        directory += _ENTRY.pack(*shown, 0, planes, depth, len(icon), place)
        icons += icon
    return directory + bytes(icons)


def _icon(data: bytes, size: int) -> bytes:
    if len(data) < size:
        raise Broken
    return png.cleaned(data) if data.startswith(_PNG) else _bitmap(data)


def _bitmap(data: bytes) -> bytes:
    """Return a bitmap's header, palette, pixels and mask. The mask is zeroed if the pixels have their own transparency.

    :raises Broken: if it is compressed or incomplete.
    """
    if len(data) < 40:
        raise Broken
    head, width, height, _, depth, packing, _, _, _, colours = struct.unpack_from("<IiiHHIIiiI", data)
    if head != 40 or packing or depth not in (1, 4, 8, 24, 32) or width <= 0 or height <= 0 or height % 2:
        raise Broken
    palette = 4 * (colours or 1 << depth) if depth <= 8 else 0
    rows, mask = (width * depth + 31) // 32 * 4, (width + 31) // 32 * 4
    pixels = 40 + palette + rows * (height // 2)
    end = pixels + mask * (height // 2)
    if colours > 256 or len(data) < (pixels if depth == 32 else end):
        raise Broken
    return data[:pixels] + (bytes(end - pixels) if depth == 32 else data[pixels:end])
