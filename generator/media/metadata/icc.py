"""Colour profiles (ICC.1:2022), rebuilt from the tags that define colours.

Profiles contain all kinds of text: who made them, when, on which machine. Display profiles even contain serial numbers.
Only the curves, matrices and tables, and the header fields needed to read them, are kept. The two text tags that every
profile must have get a fixed text.
"""

from __future__ import annotations

import struct

LARGEST = 4_000_000
"""The most bytes of a profile. Profiles for print are the largest, with up to three million."""

_HEADER = 128  # bytes
_CLASSES = (b"mntr", b"scnr", b"prtr", b"spac")
_NEEDED = {b"RGB ": (b"rTRC", b"A2B0"), b"GRAY": (b"kTRC", b"A2B0"), b"CMYK": (b"A2B0",)}
_CURVES = (b"rTRC", b"gTRC", b"bTRC", b"kTRC")
_VALUES = (b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt", b"bkpt", b"chad", b"cicp")
_TABLES = (b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2")
_KEPT = (*_VALUES, *_CURVES, *_TABLES)
_MOST_TAGS = 100
_ILLUMINANT = struct.pack(">III", 0xF6D6, 0x10000, 0xD32D)  # D50, as in every profile (section 7.2.16)
_TITLE, _RIGHTS = "Colour profile", "Text of the original profile left out"


def cleaned(profile: bytes) -> bytes:
    """Return the profile without its text; no bytes if browsers could not use it."""
    if not _is_profile(profile):
        return b""
    try:
        tags = _tags(profile)
    except struct.error:
        return b""
    made = _written(profile, tags)
    usable = any(name in tags for name in _NEEDED[profile[16:20]])
    return made if usable and len(made) <= LARGEST else b""


def _is_profile(profile: bytes) -> bool:
    return (
        len(profile) > _HEADER
        and profile[36:40] == b"acsp"
        and profile[12:16] in _CLASSES
        and profile[16:20] in _NEEDED
        and profile[20:24] in (b"XYZ ", b"Lab ")
        and profile[8] in (2, 4)
    )


def _tags(profile: bytes) -> dict[bytes, bytes]:
    """Return the tags that define colours, each with exactly its own bytes.

    :raises struct.error: if the tag table is incomplete.
    """
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    found: dict[bytes, bytes] = {}
    for number in range(min(count, _MOST_TAGS)):
        name, offset, size = struct.unpack_from(">4sII", profile, _HEADER + 4 + 12 * number)
        value = profile[offset : offset + size]
        if name in _KEPT and len(value) == size and (exact := _exact(value)):
            found[name] = exact
    return {name: found[name] for name in _KEPT if name in found}


def _exact(value: bytes) -> bytes:
    """Return a tag's value without any trailing bytes; no bytes if its type does not define colours.

    :raises struct.error: if it is incomplete.
    """
    match value[:4]:
        case b"XYZ ":
            size = 20
        case b"sf32":
            size = 44
        case b"cicp":
            size = 12
        case b"curv":
            size = 12 + 2 * struct.unpack_from(">I", value, 8)[0]
        case b"para":
            size = 12 + 4 * dict(enumerate((1, 3, 4, 5, 7))).get(struct.unpack_from(">H", value, 8)[0], 1)
        case b"mft1" | b"mft2":
            size = _size_of_table(value)
        case b"mAB " | b"mBA ":
            size = len(value)
        case _:
            return b""
    return value[:4] + bytes(4) + value[8:size] if size <= len(value) else b""


def _size_of_table(value: bytes) -> int:
    """Return the size in bytes of a table of type lut8Type or lut16Type (sections 10.10 and 10.11)."""
    inputs, outputs, points = map(int, struct.unpack_from(">8xBBB", value))
    grid: int = points**inputs * outputs
    if value[:4] == b"mft1":
        return 48 + 256 * inputs + grid + 256 * outputs
    before, after = struct.unpack_from(">48xHH", value)
    return 52 + 2 * (int(before) * inputs + grid + int(after) * outputs)


def _written(profile: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Return a profile with a new header, tag table and text. Tags with the same value share it, as is usual."""
    newer = profile[8] == 4
    every = {b"desc": _text(_TITLE, newer, b"desc"), b"cprt": _text(_RIGHTS, newer, b"text"), **tags}
    table, values, places = b"", b"", dict[bytes, int]()
    start = _HEADER + 4 + 12 * len(every)
    for name, value in every.items():
        if value not in places:
            places[value] = start + len(values)
            values += value + bytes(-len(value) % 4)
        table += struct.pack(">4sII", name, places[value], len(value))
    header = bytes(4) + profile[8:10] + bytes(2) + profile[12:24] + bytes(12) + b"acsp" + bytes(24)
    header += struct.pack(">I", profile[67] & 3) + _ILLUMINANT
    body = header.ljust(_HEADER - 4, b"\0") + struct.pack(">I", len(every)) + table + values
    return struct.pack(">I", len(body) + 4) + body


def _text(words: str, newer: bool, kind: bytes) -> bytes:
    """Return text in the type that the profile's version requires: mluc since version 4, before that desc or text."""
    if newer:
        coded = words.encode("utf-16-be")
        return b"mluc" + struct.pack(">4xII4sII", 1, 12, b"enUS", len(coded), 28) + coded
    coded = words.encode() + b"\0"
    return (
        b"desc" + struct.pack(">4xI", len(coded)) + coded + bytes(78) if kind == b"desc" else b"text" + bytes(4) + coded
    )
