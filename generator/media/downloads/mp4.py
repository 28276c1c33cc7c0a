"""MP4, M4A and QuickTime (ISO/IEC 14496-12): files of boxes. Only the boxes that are needed for playing are kept.

Phones record in every video where and when it was made and with which device, some in a separate track. All other
boxes become empty ones of the same size, so that the positions in the file stay right. Everything in the media data
that is neither video nor audio is overwritten with zeros. In fragmented recordings, this media data cannot be
determined, so they are refused.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from generator.media.decode import Broken
from generator.media.downloads.mp4_samples import chunks, table_length
from generator.media.downloads.refusal import RefusedFile, damaged

_FOLDERS = frozenset(b"moov trak mdia minf stbl dinf edts".split())
_OUTERMOST = frozenset(b"ftyp mdat".split())
_KEPT = frozenset(
    b"mvhd tkhd mdhd hdlr vmhd smhd nmhd dref elst stsd stts ctts cslg stsc stsz stz2 stco co64 stss "
    b"stsh sdtp sbgp sgpd".split()
)
_CODEC_BOXES = frozenset(
    b"avcC hvcC lhvC vvcC vpcC av1C esds dOps dfLa dac3 dec3 dac4 alac colr pasp clap btrt fiel mdcv clli chan chnl "
    b"wave dvcC dvvC".split()
)
_WAVE_BOXES = frozenset(b"frma esds mp4a alac enda chan".split())  # QuickTime's box of settings of sound
_BRANDS = frozenset(
    b"isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 avc1 hvc1 hev1 av01 dby1 MSNV 3gp4 3gp5 3gp6 3gp7 3g2a "
    b"3g2b 3g2c f4v".split()
) | {b"qt  ", b"M4A ", b"M4B ", b"M4V ", b"F4V ", b"f4v "}
_FRAGMENTS = frozenset(b"moof mvex".split())
_VIDEO_AND_AUDIO = frozenset((b"vide", b"soun"))
_FIRST = frozenset(b"ftyp moov mdat wide free skip pnot".split())
_DEEPEST = 12


class _Box(msgspec.Struct, frozen=True):
    """A box: its type, and where it begins, its content begins, and it ends."""

    kind: bytes
    start: int
    inside: int
    end: int


def cleaned(data: bytes) -> bytes:
    """Return the recording with only its video and audio.

    :raises RefusedFile: if that is not possible.
    """
    made = bytearray(data)
    try:
        if data[4:8] not in _FIRST:
            raise Broken
        _clean(made, 0, len(made), 0)
        boxes = [*_boxes(made, 0, len(made))]
        kept = [*_kept_samples(made, boxes)]
    except (Broken, struct.error) as error:
        raise damaged("MP4") from error
    _blank_unused(made, boxes, _merged(kept))
    return bytes(made)


def _boxes(data: bytearray, at: int, end: int) -> Iterator[_Box]:
    """Yield the boxes between two positions.

    :raises Broken: if one is incomplete.
    """
    while at < end:
        if at + 8 > end:
            if any(data[at:end]):
                raise Broken
            return  # QuickTime ends some lists with a zero
        size, inside = int.from_bytes(data[at : at + 4], "big"), at + 8
        if size == 1:
            size, inside = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if size < inside - at or at + size > end:
            raise Broken
        yield _Box(bytes(data[at + 4 : at + 8]), at, inside, at + size)
        at += size


def _clean(data: bytearray, start: int, end: int, depth: int) -> None:
    """Blank everything between two positions that is not needed to play."""
    if depth > _DEEPEST:
        raise Broken
    for box in _boxes(data, start, end):
        if box.kind in _FRAGMENTS:
            why = "is stored in fragments, in which it may say where it was recorded"
            raise RefusedFile(
                why, "export it again as a plain MP4 (with ffmpeg: -c copy); put subtitles into a .vtt file"
            )
        if box.kind == b"trak" and not _is_video_or_audio(data, box):
            _blank_box(data, box)
        elif box.kind in _FOLDERS:
            _clean(data, box.inside, box.end, depth + 1)
        elif box.kind not in (_KEPT if depth else _OUTERMOST):
            _blank_box(data, box)
        else:
            _clean_content(data, box)


def _is_video_or_audio(data: bytearray, track: _Box) -> bool:
    handler = _find(data, track, b"mdia", b"hdlr")
    return handler is not None and bytes(data[handler.inside + 8 : handler.inside + 12]) in _VIDEO_AND_AUDIO


def _clean_content(data: bytearray, box: _Box) -> None:
    """Blank times and names in a box that is kept, and anything after its numbers."""
    length = table_length(box.kind, bytes(data[box.inside : box.inside + 12]))
    if length is not None:
        _blank(data, box.inside + length, box.end)
    if box.kind == b"ftyp":
        _clean_brands(data, box)
    elif box.kind in (b"mvhd", b"tkhd", b"mdhd"):
        wide = 8 if data[box.inside : box.inside + 1] == b"\1" else 4
        _blank(data, box.inside + 4, min(box.inside + 4 + 2 * wide, box.end))  # when it was made and changed
    elif box.kind == b"hdlr":
        _blank(data, box.inside + 12, box.end)  # the maker and a name
    elif box.kind == b"dref":
        for each in _boxes(data, box.inside + 8, box.end):
            _blank(data, each.inside + 4, each.end)  # where the media was on somebody's disk
    elif box.kind == b"stsd":
        for entry in _boxes(data, box.inside + 8, box.end):
            _clean_entry(data, entry)


def _clean_brands(data: bytearray, box: _Box) -> None:
    """Keep only known brands (section 4.3)."""
    for at in range(box.inside, box.end, 4):
        if at == box.inside + 4 or at + 4 > box.end:
            _blank(data, at, min(at + 4, box.end))
        elif bytes(data[at : at + 4]) not in _BRANDS:
            data[at : at + 4] = b"isom"


def _clean_entry(data: bytearray, entry: _Box) -> None:
    """Blank what a sample entry has besides the settings of its codec (sections 12.1.3 and 12.2.3)."""
    version = int.from_bytes(data[entry.inside + 8 : entry.inside + 10], "big")
    width, height = struct.unpack_from(">HH", data, entry.inside + 24) if entry.end - entry.inside >= 78 else (0, 0)
    if width and height and _ends_as_boxes(data, entry.inside + 78, entry.end):
        _blank(data, entry.inside + 42, entry.inside + 74)  # the name of the encoder
        at = entry.inside + 78
    else:
        at = entry.inside + 28 + {1: 16, 2: 36}.get(version, 0)
    for box in _boxes(data, at, entry.end):
        if box.kind not in _CODEC_BOXES:
            _blank_box(data, box)
        elif box.kind == b"wave":
            for each in _boxes(data, box.inside, box.end):
                if each.kind not in _WAVE_BOXES and any(data[each.start + 4 : each.end]):
                    _blank_box(data, each)
        elif box.kind == b"dfLa":
            _clean_flac(data, box)


def _clean_flac(data: bytearray, box: _Box) -> None:
    """Blank all blocks of FLAC's settings but the first, which has what players need (RFC 9639, section 8.2)."""
    at = box.inside + 4
    while at + 4 <= box.end:
        size = int.from_bytes(data[at + 1 : at + 4], "big")
        if at > box.inside + 4 or size != 34:
            data[at] = data[at] & 0x80 | 1
            _blank(data, at + 4, min(at + 4 + size, box.end))
        at += 4 + size
    _blank(data, at, box.end)


def _ends_as_boxes(data: bytearray, at: int, end: int) -> bool:
    try:
        return at <= end and all(True for _ in _boxes(data, at, end))
    except Broken:
        return False


def _find(data: bytearray, box: _Box, *kinds: bytes) -> _Box | None:
    found: _Box | None = box
    for kind in kinds:
        if found:
            found = next((each for each in _boxes(data, found.inside, found.end) if each.kind == kind), None)
    return found


def _kept_samples(data: bytearray, boxes: list[_Box]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the video and audio of all tracks."""
    for movie in (box for box in boxes if box.kind == b"moov"):
        for track in (box for box in _boxes(data, movie.inside, movie.end) if box.kind == b"trak"):
            table = _find(data, track, b"mdia", b"minf", b"stbl")
            if table:
                inside = {box.kind: bytes(data[box.inside : box.end]) for box in _boxes(data, table.inside, table.end)}
                yield from chunks(inside)


def _merged(kept: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, with overlapping ones merged."""
    made = list[tuple[int, int]]()
    for start, end in sorted(kept):
        if made and start <= made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        elif end > start:
            made.append((start, end))
    return made


def _blank_unused(data: bytearray, boxes: list[_Box], kept: list[tuple[int, int]]) -> None:
    """Overwrite the media data that no track uses."""
    for box in (box for box in boxes if box.kind == b"mdat"):
        at = box.inside
        number = max(bisect_right(kept, (at, len(data))) - 1, 0)
        while number < len(kept) and kept[number][0] < box.end:
            start, end = kept[number]
            _blank(data, at, start)
            at, number = max(at, min(end, box.end)), number + 1
        _blank(data, at, box.end)


def _blank_box(data: bytearray, box: _Box) -> None:
    data[box.start + 4 : box.start + 8] = b"free"
    _blank(data, box.inside, box.end)


def _blank(data: bytearray, start: int, end: int) -> None:
    data[start:end] = bytes(max(0, end - start))
