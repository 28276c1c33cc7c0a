"""WebP (RFC 9649): chunks in a RIFF file. The first says which others to expect, where there are any."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.media.metadata import exif, icc
from generator.media.pictures import Broken, upright

_PICTURES = (b"VP8 ", b"VP8L")
_HAS_PROFILE, _HAS_ALPHA, _HAS_EXIF, _IS_ANIMATED = 0x20, 0x10, 0x08, 0x02
_SIZES = {b"VP8X": 10, b"ANIM": 6}  # bytes
_QUALITY = 90  # of a picture that has to be compressed again
_FRAME = 16  # bytes that say where and how long a frame is shown


class _Chunk(NamedTuple):
    kind: bytes
    inside: bytes

    @property
    def written(self) -> bytes:
        return struct.pack("<4sI", self.kind, len(self.inside)) + self.inside + bytes(len(self.inside) % 2)


def cleaned(data: bytes) -> bytes:
    """The picture with its colours, orientation and frames, and without all other metadata.

    One that moves has no orientation: browsers ignore it there.

    :raises Broken: if it is not whole.
    """
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) + 1:  # the last byte of padding is often left out
        raise Broken
    chunks = [*_chunks(data[12:end])]
    if chunks and chunks[0].kind in _PICTURES:
        kept = [chunks[0]]
    elif chunks and chunks[0].kind == b"VP8X" and len(chunks[0].inside) == _SIZES[b"VP8X"]:
        kept = [*_extended(chunks)]
    else:
        raise Broken
    inside = b"WEBP" + b"".join(each.written for each in kept)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def turned(data: bytes) -> bytes:
    """A cleaned picture with its pixels turned upright; the same bytes if it is upright already.

    Not all browsers follow the orientation of a WebP. A picture that was compressed with loss is so once more.

    :raises Broken: if it cannot be unpacked.
    """
    kinds = [each.kind for each in _chunks(data[12:])]
    if b"EXIF" not in kinds:
        return data
    return cleaned(upright(data, lossless=b"VP8L" in kinds, quality=_QUALITY, exact=True))


def _chunks(data: bytes) -> Iterator[_Chunk]:
    at = 0
    while at < len(data):
        if at + 8 > len(data):
            raise Broken
        kind, size = struct.unpack_from("<4sI", data, at)
        if at + 8 + size > len(data):
            raise Broken
        yield _Chunk(kind, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2


def _extended(chunks: Sequence[_Chunk]) -> Iterator[_Chunk]:
    """The chunks of a picture that has more than its pixels, in their order (section 2.7)."""
    profile = icc.cleaned(_first(chunks, b"ICCP"))
    moving = bool(chunks[0].inside[0] & _IS_ANIMATED)
    noted = b"" if moving else exif.minimal(exif.orientation(_first(chunks, b"EXIF")))
    picture = [*_frames(chunks)] if moving else [*_still(chunks)]
    flags = chunks[0].inside[0] & (_HAS_ALPHA | _IS_ANIMATED)
    flags |= (_HAS_PROFILE if profile else 0) | (_HAS_EXIF if noted else 0)
    yield _Chunk(b"VP8X", bytes([flags, 0, 0, 0]) + chunks[0].inside[4:])
    if profile:
        yield _Chunk(b"ICCP", profile)
    yield from picture
    if noted:
        yield _Chunk(b"EXIF", noted)


def _first(chunks: Sequence[_Chunk], kind: bytes) -> bytes:
    return next((each.inside for each in chunks if each.kind == kind), b"")


def _still(chunks: Sequence[_Chunk]) -> Iterator[_Chunk]:
    """One picture, and before it what shines through, if anything does.

    :raises Broken: if there is no picture.
    """
    kinds = [each.kind for each in chunks]
    number = next((number for number, kind in enumerate(kinds) if kind in _PICTURES), -1)
    if number < 0:
        raise Broken
    if b"ALPH" in kinds[:number]:
        yield chunks[kinds.index(b"ALPH")]
    yield chunks[number]


def _frames(chunks: Sequence[_Chunk]) -> Iterator[_Chunk]:
    """How a moving picture moves, and its frames.

    :raises Broken: if there is none.
    """
    frames = [each.inside for each in chunks if each.kind == b"ANMF"]
    control = _first(chunks, b"ANIM")
    if not frames or len(control) != _SIZES[b"ANIM"]:
        raise Broken
    yield _Chunk(b"ANIM", control)
    for frame in frames:
        if len(frame) < _FRAME:
            raise Broken
        inside = b"".join(each.written for each in _still([*_chunks(frame[_FRAME:])]))
        yield _Chunk(b"ANMF", frame[:_FRAME] + inside)
