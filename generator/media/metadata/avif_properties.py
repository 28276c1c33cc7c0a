"""Properties of AVIF pictures and tracks: those that say how to show the pixels, rewritten from their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.media.decode import Broken
from generator.media.metadata import av1, icc
from generator.media.metadata.boxes import box

ALPHA = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", b"urn:mpeg:hevc:2015:auxid:1")
"""The types of auxiliary pictures that hold another picture's transparency."""

Property = tuple[bytes, bool]
"""A property as written, and whether a decoder must support it."""

_SIZES = {b"ispe": 12, b"pasp": 8, b"clap": 32, b"a1op": 1, b"lsel": 2, b"clli": 4, b"mdcv": 24, b"ccst": 8}  # bytes
_NEEDLESS = b"a1lx"  # the offsets of a picture's layers, which decoders can find without it


def kept(properties: Iterable[tuple[bytes, bytes, bool]]) -> Iterator[Property]:
    """Yield the properties that decoders need.

    :raises Broken: if decoders must support a property that is unknown here.
    """
    for kind, inside, essential in properties:
        if found := written(kind, inside):
            yield found, essential
        elif essential and kind not in (_NEEDLESS, b"colr"):
            raise Broken


def written(kind: bytes, inside: bytes) -> bytes:
    """Return a property with exactly its own bytes; no bytes if it is not needed."""
    if kind in _SIZES:
        return box(kind, inside[: _SIZES[kind]]) if len(inside) >= _SIZES[kind] else b""
    match kind:
        case b"av1C" if len(inside) >= 4:
            return box(kind, inside[:4], av1.sequence_of(inside[4:]))
        case b"pixi" if len(inside) >= 5:
            return box(kind, bytes(4), inside[4 : 5 + inside[4]])
        case b"irot" if inside:
            return box(kind, bytes([inside[0] & 3]))
        case b"imir" if inside:
            return box(kind, bytes([inside[0] & 1]))
        case b"auxC" | b"auxi" if inside[4:].split(b"\0")[0] in ALPHA:
            return box(kind, bytes(4), inside[4:].split(b"\0")[0], b"\0")
        case b"colr":
            return _colours(inside)
    return b""


def _colours(inside: bytes) -> bytes:
    """Colour information: standard code points (ITU-T H.273), or a profile."""
    if inside[:4] == b"nclx" and len(inside) >= 11:
        return box(b"colr", inside[:10], bytes([inside[10] & 0x80]))
    if inside[:4] in (b"prof", b"rICC") and (profile := icc.cleaned(inside[4:])):
        return box(b"colr", b"prof", profile)
    return b""
