"""PNG (third edition) and animated PNG: chunks, each with a length, a type, its data and a checksum (section 5.3)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.media.convert import upright
from generator.media.decode import Broken
from generator.media.deflate import zlib_stored
from generator.media.metadata import exif, icc

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PICTURE = {b"IHDR": 13, b"PLTE": 768, b"IDAT": None, b"tRNS": 256, b"fdAT": None}  # the most bytes of each
_COLOURS = {b"cHRM": 32, b"gAMA": 4, b"sRGB": 1, b"cICP": 4, b"mDCV": 24, b"cLLI": 8, b"pHYs": 9}  # bytes of each
_FRAMES = {b"acTL": 8, b"fcTL": 26}
_EXACT = {**_COLOURS, **_FRAMES}
_PROFILE = b"ICC profile\0\0"  # a name, and the compression method


class _Chunk(NamedTuple):
    kind: bytes
    inside: bytes

    @property
    def written(self) -> bytes:
        return struct.pack(">I", len(self.inside)) + self.kind + self.inside + struct.pack(">I", self.checksum)

    @property
    def checksum(self) -> int:
        return zlib.crc32(self.inside, zlib.crc32(self.kind))


def cleaned(data: bytes) -> bytes:
    """Return the picture with its colours, orientation and frames, but without other metadata.

    An animated picture loses its orientation, since browsers ignore it.

    :raises Broken: if it is incomplete.
    """
    chunks = [*_chunks(data)]
    kinds = [each.kind for each in chunks]
    if not kinds or kinds[0] != b"IHDR" or b"IDAT" not in kinds:
        raise Broken
    first = kinds.index(b"IDAT")
    orientation = exif.minimal(exif.orientation(next((each.inside for each in chunks if each.kind == b"eXIf"), b"")))
    kept = [*_kept(chunks[:first], True)]
    kept += [_Chunk(b"eXIf", orientation)] if orientation and b"acTL" not in kinds else []
    return _written([*kept, *_kept(chunks[first:], False)])


def rotated(data: bytes) -> bytes:
    """Return a cleaned picture with its pixels rotated upright, without loss; the same bytes if it is already upright.

    Browsers disagree about the orientation of a PNG: some follow it, some ignore it, some follow it partly.

    :raises Broken: if it cannot be decoded.
    """
    before = [*_chunks(data)]
    if all(each.kind != b"eXIf" for each in before):
        return data
    head, *rest = [each for each in _chunks(upright(data)) if each.kind in _PICTURE]
    return _written([head, *(each for each in before if each.kind in _COLOURS or each.kind == b"iCCP"), *rest])


def _written(chunks: Sequence[_Chunk]) -> bytes:
    return _SIGNATURE + b"".join(each.written for each in (*chunks, _Chunk(b"IEND", b"")))


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """Yield all chunks up to the end of the picture.

    :raises Broken: if a chunk is incomplete, or is unknown and decoders must know it.
    """
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if at + 12 + size > len(data):
            raise Broken
        if kind == b"IEND":
            return
        chunk = _Chunk(kind, data[at + 8 : at + 8 + size])
        critical = not kind[0] & 0x20  # section 5.4
        if critical and kind not in _PICTURE:
            raise Broken
        if (kind in _PICTURE or kind in _EXACT) and data[at + 8 + size : at + 12 + size] != chunk.checksum.to_bytes(
            4, "big"
        ):
            raise Broken
        yield chunk
        at += 12 + size
    raise Broken


def _kept(chunks: Sequence[_Chunk], head: bool) -> Iterator[_Chunk]:
    """Yield the chunks that define the picture. Only the ``head`` may define colours, as decoders expect."""
    profiled = False
    for each in chunks:
        if each.kind in _PICTURE:
            if each.kind != b"IHDR" or len(each.inside) == _PICTURE[b"IHDR"]:
                yield _within(each)
        elif each.kind in _FRAMES or (head and each.kind in _COLOURS):
            if len(each.inside) == _EXACT[each.kind]:
                yield each
        elif head and each.kind == b"iCCP" and not profiled and (profile := _profile(each.inside)):
            profiled = True
            yield _Chunk(b"iCCP", _PROFILE + zlib_stored(profile))


def _within(chunk: _Chunk) -> _Chunk:
    most = _PICTURE[chunk.kind]
    if most is not None and len(chunk.inside) > most:
        raise Broken
    return chunk


def _profile(inside: bytes) -> bytes:
    """Return the colour profile in a chunk: a name, a method and compressed data (section 11.3.2.3)."""
    name, _, packed = inside.partition(b"\0")
    if len(name) > 79 or packed[:1] != b"\0":
        return b""
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(packed[1:], icc.LARGEST + 1)
    except zlib.error:
        return b""
    return icc.cleaned(profile) if unpacking.eof else b""
