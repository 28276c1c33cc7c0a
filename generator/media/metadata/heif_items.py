"""Reads the items of a HEIF file (ISO/IEC 14496-12, section 8.11).

The file lists its items, the positions of their bytes, their references to one another, and their properties.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from generator.media.decode import Broken
from generator.media.metadata.boxes import Reader, first, read

_IN_FILE, _IN_META = 0, 1
_MOST = 10_000  # items, parts of an item, or properties


class Items(msgspec.Struct, frozen=True):
    """The items of a file by number.

    A reference is (kind, from, to); a property is (type, content, whether a decoder must support it).
    """

    primary: int
    types: Mapping[int, bytes]
    data: Mapping[int, bytes]
    references: Sequence[tuple[bytes, int, tuple[int, ...]]]
    properties: Mapping[int, Sequence[tuple[bytes, bytes, bool]]]


def items(file: bytes, meta: bytes) -> Items:
    """Everything in the box ``meta``.

    :raises Broken: if part of it cannot be read.
    """
    boxes = [*read(meta[4:])]
    primary = Reader(first(boxes, b"pitm"))
    version = primary.number(4) >> 24
    return Items(
        primary.number(2 if version == 0 else 4),
        _types(first(boxes, b"iinf")),
        _data(file, first(boxes, b"iloc"), first(boxes, b"idat")),
        _references(first(boxes, b"iref")),
        _properties(first(boxes, b"iprp")),
    )


def _count(found: int) -> int:
    if found > _MOST:
        raise Broken
    return found


def _types(inside: bytes) -> dict[int, bytes]:
    version = Reader(inside).number(4) >> 24
    entries = inside[6 if version == 0 else 8 :]
    found = {}
    for kind, entry in read(entries):
        reader = Reader(entry)
        version = reader.number(4) >> 24
        if kind == b"infe" and version >= 2:
            number = reader.number(2 if version == 2 else 4)
            reader.number(2)  # protection
            found[number] = reader.bytes(4)
    return found


def _data(file: bytes, inside: bytes, idat: bytes) -> dict[int, bytes]:
    """Return the bytes of each item; no bytes for items stored in other files."""
    reader, found = Reader(inside), {}
    left = len(file)  # parts that share their bytes would multiply them
    version = reader.number(4) >> 24
    sizes = reader.number(2)
    offsets, lengths, bases, indexes = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15
    for _ in range(_count(reader.number(2 if version < 2 else 4))):
        number = reader.number(2 if version < 2 else 4)
        method = reader.number(2) & 15 if version else _IN_FILE
        elsewhere = reader.number(2)
        base, parts = reader.number(bases), []
        source = {_IN_FILE: file, _IN_META: idat}.get(method, b"")
        for _ in range(_count(reader.number(2))):
            if version:
                reader.number(indexes)
            start = base + reader.number(offsets)
            size = reader.number(lengths) or len(source) - start
            left -= size
            if left < 0:
                raise Broken
            parts.append(source[start : start + size] if start + size <= len(source) else b"")
        found[number] = b"" if elsewhere or not all(parts) or number in found else b"".join(parts)
    return found


def _references(inside: bytes) -> list[tuple[bytes, int, tuple[int, ...]]]:
    if not inside:
        return []
    width = 2 if Reader(inside).number(4) >> 24 == 0 else 4
    found = []
    for kind, entry in read(inside[4:]):
        reader = Reader(entry)
        source = reader.number(width)
        found.append((kind, source, tuple(reader.number(width) for _ in range(_count(reader.number(2))))))
    return found


def _properties(inside: bytes) -> dict[int, list[tuple[bytes, bytes, bool]]]:
    boxes = [*read(inside)]
    every = [*read(first(boxes, b"ipco"))]
    found: dict[int, list[tuple[bytes, bytes, bool]]] = defaultdict(list)
    for kind, entry in boxes:
        if kind != b"ipma":
            continue
        reader = Reader(entry)
        (word,) = struct.unpack(">I", reader.bytes(4))
        wide = bool(word & 1)
        for _ in range(_count(reader.number(4))):
            item = reader.number(2 if word >> 24 == 0 else 4)
            for _ in range(reader.number(1)):
                value = reader.number(2 if wide else 1)
                index, essential = value & (0x7FFF if wide else 0x7F), bool(value >> (15 if wide else 7))
                if index > len(every):
                    raise Broken
                if index:
                    found[item].append((*every[index - 1], essential))
    return found
