"""Boxes of the ISO base media file format (ISO/IEC 14496-12, section 4.2), on which AVIF is based."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from generator.media.decode import Broken


def read(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type and content of each box in turn.

    :raises Broken: if a box is incomplete.
    """
    at = 0
    while at < len(data):
        if at + 8 > len(data):
            raise Broken
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise Broken
        yield kind, data[at + head : at + size]
        at += size


def first(boxes: Sequence[tuple[bytes, bytes]], kind: bytes) -> bytes:
    """Return the content of the first box of a type; no bytes if there is none."""
    return next((inside for name, inside in boxes if name == kind), b"")


def box(kind: bytes, *inside: bytes) -> bytes:
    """Return a box with this content."""
    content = b"".join(inside)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def full(kind: bytes, version: int, flags: int, *inside: bytes) -> bytes:
    """Return a box with a version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *inside)


class Reader:
    """Reads numbers of any width from the content of a box in sequence."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        """Begin at offset ``at`` in ``data``."""
        self.data, self.at = data, at

    def number(self, size: int) -> int:
        """Return the next number, which has ``size`` bytes.

        :raises Broken: if the data ends before that.
        """
        if self.at + size > len(self.data):
            raise Broken
        self.at += size
        return int.from_bytes(self.data[self.at - size : self.at], "big")

    def bytes(self, size: int) -> bytes:
        """Return the next ``size`` bytes.

        :raises Broken: if the data ends before that.
        """
        if self.at + size > len(self.data):
            raise Broken
        self.at += size
        return self.data[self.at - size : self.at]
