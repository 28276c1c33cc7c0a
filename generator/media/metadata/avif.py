"""AVIF (AV1 Image File Format 1.1): writes a new file with the picture, its transparency, and their properties.

The new file has its own structure. So Exif, XMP, C2PA, thumbnails, depth and gain maps, item names, and any data
between or after the boxes are left out without being examined. No pixel changes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.media.decode import Broken
from generator.media.metadata import av1, avif_sequence
from generator.media.metadata.avif_properties import ALPHA, Property, kept
from generator.media.metadata.boxes import box, first, full, read
from generator.media.metadata.heif_items import Items, items

_CODED, _GRID = b"av01", b"grid"
_BRANDS = (b"avif", b"avis", b"mif1", b"msf1", b"miaf", b"iso8", b"MA1A", b"MA1B")
_MOST = 127  # items, and properties: their numbers fit into the smallest form of the boxes


def cleaned(data: bytes) -> bytes:
    """Return the picture with its colours, orientation and frames, and without all other metadata.

    :raises Broken: if part of it cannot be read.
    """
    boxes = [*read(data)]
    brands = _brands(first(boxes, b"ftyp"))
    still = _still(items(data, first(boxes, b"meta"))) if first(boxes, b"meta") else None
    moving = avif_sequence.tracks(data, first(boxes, b"moov"))
    if not still and not moving:
        raise Broken
    pieces = [*(each.data for each in still or ()), *(each.data for each in moving)]
    stored = _stored(pieces)
    size = len(_head(brands, still, moving, [0] * len(pieces)))
    return _head(brands, still, moving, _places(pieces, stored, size + 8)) + box(b"mdat", *stored)


def _stored(pieces: Iterable[bytes]) -> list[bytes]:
    """Return the bytes of all pieces without repeats: a still picture is usually also the first frame."""
    found: list[bytes] = []
    for piece in sorted(pieces, key=len, reverse=True):
        if not any(each.startswith(piece) for each in found):
            found.append(piece)
    return found


def _places(pieces: Iterable[bytes], stored: Sequence[bytes], start: int) -> list[int]:
    """Return the offset of each piece in the file, in which the stored bytes follow one another from ``start``."""
    starts = [start + sum(map(len, stored[:number])) for number in range(len(stored))]
    return [next(at for at, each in zip(starts, stored, strict=True) if each.startswith(piece)) for piece in pieces]


def _brands(inside: bytes) -> bytes:
    named = {inside[at : at + 4] for at in range(8, len(inside), 4)}
    major = inside[:4] if inside[:4] in _BRANDS else b"avif"
    return box(b"ftyp", major, bytes(4), *(brand for brand in _BRANDS if brand in named | {major, b"avif"}))


class _Item(msgspec.Struct, frozen=True):
    """An item to write: its type, bytes, properties, and references as (kind, other items)."""

    kind: bytes
    data: bytes
    properties: tuple[Property, ...]
    references: tuple[tuple[bytes, tuple[int, ...]], ...]


def _still(found: Items) -> list[_Item]:
    """Return the primary item and those that it consists of, renumbered from 1.

    :raises Broken: if the type of one of them is unknown.
    """
    numbers = _needed(found)
    if len(numbers) > _MOST:
        raise Broken
    return [_item(found, number, {old: new for new, old in enumerate(numbers, 1)}) for number in numbers]


def _needed(found: Items) -> list[int]:
    """Return the numbers of the primary item, of its alpha item, and of the tiles of both."""
    shown = [found.primary]
    for kind, source, targets in found.references:
        if kind == b"auxl" and found.primary in targets and _is_alpha(found, source):
            shown.append(source)
            break
    tiles = [
        tile
        for kind, source, targets in found.references
        if kind == b"dimg" and source in shown and found.types.get(source) == _GRID
        for tile in targets
    ]
    return list(dict.fromkeys([*shown, *tiles]))


def _is_alpha(found: Items, number: int) -> bool:
    urns = (inside[4:].split(b"\0")[0] for kind, inside, _ in found.properties.get(number, ()) if kind == b"auxC")
    return next(urns, b"") in ALPHA


def _item(found: Items, number: int, numbers: Mapping[int, int]) -> _Item:
    kind, data = found.types.get(number, b""), found.data.get(number, b"")
    if kind == _CODED:
        data = av1.pictures_of(data)
    elif kind == _GRID and len(data) >= 8:
        data = data[: 12 if data[1] & 1 else 8]  # ISO/IEC 23008-12, section 6.6.2.3
    else:
        raise Broken
    wanted = {b"dimg"} if kind == _GRID else set()
    references = [
        (name, tuple(numbers[each] for each in targets if each in numbers))
        for name, source, targets in found.references
        if source == number and name in wanted | {b"auxl", b"prem"}
    ]
    return _Item(
        kind, data, tuple(kept(found.properties.get(number, ()))), tuple(each for each in references if each[1])
    )


def _head(
    brands: bytes, still: Sequence[_Item] | None, moving: Sequence[avif_sequence.Track], places: Sequence[int]
) -> bytes:
    """Return everything before the bytes of the items and tracks; ``places`` are the offsets of these bytes."""
    count = len(still or ())
    meta = _meta(still, places[:count]) if still else b""
    return brands + meta + avif_sequence.written(moving, places[count:])


def _meta(still: Sequence[_Item], places: Sequence[int]) -> bytes:
    handler = full(b"hdlr", 0, 0, bytes(4), b"pict", bytes(13))
    primary = full(b"pitm", 0, 0, struct.pack(">H", 1))
    locations = (
        struct.pack(">HHHII", number, 0, 1, place, len(item.data))
        for number, (item, place) in enumerate(zip(still, places, strict=True), 1)
    )
    where = full(b"iloc", 0, 0, struct.pack(">BBH", 0x44, 0, len(still)), *locations)
    entries = (full(b"infe", 2, 0, struct.pack(">HH4sx", number, 0, item.kind)) for number, item in enumerate(still, 1))
    which = full(b"iinf", 0, 0, struct.pack(">H", len(still)), *entries)
    return full(b"meta", 0, 0, handler, primary, where, which, _references(still), _properties(still))


def _references(still: Sequence[_Item]) -> bytes:
    boxes = [
        box(kind, struct.pack(f">HH{len(targets)}H", number, len(targets), *targets))
        for number, item in enumerate(still, 1)
        for kind, targets in item.references
    ]
    return full(b"iref", 0, 0, *boxes) if boxes else b""


def _properties(still: Sequence[_Item]) -> bytes:
    every: list[bytes] = list(dict.fromkeys(each for item in still for each, _ in item.properties))
    if len(every) > _MOST:
        raise Broken
    return box(b"iprp", box(b"ipco", *every), full(b"ipma", 0, 0, *_associations(still, every)))


def _associations(still: Sequence[_Item], every: Sequence[bytes]) -> Iterator[bytes]:
    yield struct.pack(">I", len(still))
    for number, item in enumerate(still, 1):
        yield struct.pack(">HB", number, len(item.properties))
        yield bytes(every.index(each) + 1 | essential << 7 for each, essential in item.properties)
