"""Animated AVIF: a track of frames, and optionally one for their transparency (ISO/IEC 14496-12, section 8)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.media.decode import Broken
from generator.media.metadata import av1
from generator.media.metadata.avif_properties import written as property_written
from generator.media.metadata.boxes import Reader, box, first, full, read

_HANDLERS = (b"pict", b"auxv")
_ENTRY = 78  # bytes of a sample entry before its boxes (section 12.1.3)
_MOST = 20_000  # frames
_MOST_TRACKS = 8
_Boxes = Sequence[tuple[bytes, bytes]]


class Track(msgspec.Struct, frozen=True):
    """A track of frames: the concatenated bytes of all frames, the size of each, and the boxes that describe it.

    ``movie`` describes the whole file; ``number`` is how other tracks refer to this one.
    """

    number: int
    data: bytes
    sizes: tuple[int, ...]
    movie: bytes
    head: bytes
    references: bytes
    edits: bytes
    media: bytes
    handler: bytes
    tables: bytes


def tracks(file: bytes, movie: bytes) -> list[Track]:
    """Return the tracks of frames; empty if the picture is not animated.

    :raises Broken: if part of them cannot be read.
    """
    boxes = [*read(movie)]
    if not boxes:
        return []
    head = _timeless(b"mvhd", first(boxes, b"mvhd"), 100)
    written_here = [inside for kind, inside in boxes if kind == b"trak"]
    if len(written_here) > _MOST_TRACKS:
        raise Broken
    found = [_track(file, head, [*read(inside)]) for inside in written_here]
    shown = [each for each in found if each]
    if not any(each.handler == b"pict" for each in shown):
        raise Broken
    return shown


def written(moving: Sequence[Track], places: Sequence[int]) -> bytes:
    """Return the box that describes the tracks; ``places`` are the offsets of their frames. No bytes without tracks."""
    if not moving:
        return b""
    return box(b"moov", moving[0].movie, *map(_written, moving, places))


def _timeless(kind: bytes, inside: bytes, size: int) -> bytes:
    """Return a header of a movie, track or medium, without its creation and modification times.

    ``size`` is the number of its bytes in version 0.

    :raises Broken: if it is incomplete.
    """
    version = inside[0] if inside else 0
    times, end = (16, size + 12) if version == 1 else (8, size)
    if len(inside) < end:
        raise Broken
    return box(kind, inside[:4], bytes(times), inside[4 + times : end])


def _track(file: bytes, movie: bytes, boxes: _Boxes) -> Track | None:
    """Return a track of frames in AV1; ``None`` if it is of another kind."""
    media = [*read(first(boxes, b"mdia"))]
    handler = first(media, b"hdlr")[8:12]
    table = [*read(first([*read(first(media, b"minf"))], b"stbl"))]
    if handler not in _HANDLERS or first(table, b"stsd")[12:16] != b"av01":
        return None
    frames = [av1.pictures_of(each) for each in _frames(file, table)]
    head = first(boxes, b"tkhd")
    return Track(
        number=Reader(head, 20 if head[:1] == b"\1" else 12).number(4),
        data=b"".join(frames),
        sizes=tuple(map(len, frames)),
        movie=movie,
        head=_timeless(b"tkhd", head, 84),
        references=_references(first(boxes, b"tref")),
        edits=_edits(first(boxes, b"edts")),
        media=_timeless(b"mdhd", first(media, b"mdhd"), 24),
        handler=handler,
        tables=_described(first(table, b"stsd")) + b"".join(_timed(table)),
    )


def _frames(file: bytes, table: _Boxes) -> Iterator[bytes]:
    """Yield the bytes of each frame (sections 8.7.3 to 8.7.5)."""
    sizes, chunks = _sizes(first(table, b"stsz")), _chunks(table)
    if sum(sizes) > len(file):  # frames that share their bytes would multiply them
        raise Broken
    for place, count in zip(chunks, _counts(first(table, b"stsc"), len(chunks)), strict=True):
        for size in sizes[:count]:
            if place + size > len(file):
                raise Broken
            yield file[place : place + size]
            place += size
        del sizes[:count]
    if sizes:
        raise Broken


def _sizes(inside: bytes) -> list[int]:
    reader = Reader(inside, 4)
    same, count = reader.number(4), reader.number(4)
    if count > _MOST:
        raise Broken
    return [same or reader.number(4) for _ in range(count)]


def _chunks(table: _Boxes) -> list[int]:
    wide = first(table, b"co64")
    reader = Reader(wide or first(table, b"stco"), 4)
    count = reader.number(4)
    if count > _MOST:
        raise Broken
    return [reader.number(8 if wide else 4) for _ in range(count)]


def _counts(inside: bytes, chunks: int) -> list[int]:
    """Return how many frames each chunk has."""
    reader = Reader(inside, 4)
    runs = [(reader.number(4), reader.number(4), reader.number(4)) for _ in range(min(reader.number(4), _MOST))]
    found: list[int] = []
    for number, (start, count, _) in enumerate(runs):
        end = runs[number + 1][0] if number + 1 < len(runs) else chunks + 1
        if start != len(found) + 1 or end > chunks + 1:
            raise Broken
        found += [count] * (end - start)
    return found


def _references(inside: bytes) -> bytes:
    kept = [box(kind, value[: len(value) // 4 * 4]) for kind, value in read(inside) if kind in (b"auxl", b"prem")]
    return box(b"tref", *kept) if kept else b""


def _edits(inside: bytes) -> bytes:
    edit = first([*read(inside)], b"elst")
    return box(b"edts", _rows(b"elst", edit, 20 if edit[:1] == b"\1" else 12)) if edit else b""


def _rows(kind: bytes, inside: bytes, width: int) -> bytes:
    """Return a table with exactly its own rows.

    :raises Broken: if a row is missing.
    """
    reader = Reader(inside, 4)
    count = reader.number(4)
    return box(kind, inside[:8], reader.bytes(count * width))


def _timed(table: _Boxes) -> Iterator[bytes]:
    """Yield the boxes that say how long each frame is shown, in which order, and which frames are independent."""
    widths: Mapping[bytes, int] = {b"stts": 8, b"ctts": 8, b"stss": 4}
    for kind, width in widths.items():
        if inside := first(table, kind):
            yield _rows(kind, inside, width)


def _described(inside: bytes) -> bytes:
    """Return the single description of all frames, with the properties that decoders need."""
    ((_, entry), *others) = [*read(inside[8:])]
    if others or len(entry) < _ENTRY:
        raise Broken
    size = entry[24:28]
    fixed = bytes(6) + b"\0\1" + bytes(16) + size + struct.pack(">IIIH", 0x480000, 0x480000, 0, 1)
    fixed += bytes(32) + struct.pack(">Hh", 24, -1)
    kept = (property_written(kind, value) for kind, value in read(entry[_ENTRY:]))
    return full(b"stsd", 0, 0, struct.pack(">I", 1), box(b"av01", fixed, *kept))


def _written(track: Track, place: int) -> bytes:
    sizes = struct.pack(f">II{len(track.sizes)}I", 0, len(track.sizes), *track.sizes)
    table = box(
        b"stbl",
        track.tables,
        full(b"stsc", 0, 0, struct.pack(">IIII", 1, 1, len(track.sizes), 1)),
        full(b"stsz", 0, 0, sizes),
        full(b"stco", 0, 0, struct.pack(">II", 1, place)),
    )
    shown = full(b"vmhd", 0, 1, bytes(8))
    own = box(b"dinf", full(b"dref", 0, 0, struct.pack(">I", 1), full(b"url ", 0, 1)))
    handler = full(b"hdlr", 0, 0, bytes(4), track.handler, bytes(13))
    media = box(b"mdia", track.media, handler, box(b"minf", shown, own, table))
    return box(b"trak", track.head, track.references, track.edits, media)
