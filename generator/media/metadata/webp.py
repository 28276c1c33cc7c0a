"""WebP (RFC 9649): chunks in a RIFF file. The first says which others to expect, if any."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.media.convert import upright
from generator.media.decode import Broken
from generator.media.metadata import exif, icc

_PICTURES = (b"VP8 ", b"VP8L")
_HAS_PROFILE, _HAS_ALPHA, _HAS_EXIF, _IS_ANIMATED = 0x20, 0x10, 0x08, 0x02
_SIZES = {b"VP8X": 10, b"ANIM": 6}  # bytes
_QUALITY = 90  # for a picture that has to be compressed again
_FRAME = 16  # bytes that say where and for how long a frame is shown


class _Chunk(NamedTuple):
    kind: bytes
    inside: bytes

    @property
    def written(self) -> bytes:
        return struct.pack("<4sI", self.kind, len(self.inside)) + self.inside + bytes(len(self.inside) % 2)


def cleaned(data: bytes) -> bytes:
    """Return the picture with its colours, orientation and frames, but without other metadata.

    An animated picture loses its orientation, since browsers ignore it.

    :raises Broken: if it is incomplete.
    """
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) + 1:  # the last padding byte is often missing
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


def rotated(data: bytes) -> bytes:
    """Return a cleaned picture with its pixels rotated upright; the same bytes if it is already upright.

    Not all browsers follow the orientation of a WebP. A picture with lossy compression is compressed a second time.

    :raises Broken: if it cannot be decoded.
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
    """Yield the chunks of a picture in the extended format, in their required order (section 2.7)."""
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
    """Yield one picture, preceded by its alpha channel, if any.

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
    """Yield the animation parameters and the frames.

    :raises Broken: if either is missing.
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
