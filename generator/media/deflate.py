"""Data in gzip and zlib format, stored without compression, so that the bytes are the same on every machine.

Compressed bytes depend on the zlib that Python was built with, and differ between its releases.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_GZIP = b"\x1f\x8b\x08" + bytes(6) + b"\xff"  # no name, no time, unknown system (RFC 1952, section 2.3)
_ZLIB = b"\x78\x01"  # a window of 32 KiB, the fastest algorithm (RFC 1950, section 2.2)
_LARGEST = 0xFFFF  # bytes in a stored block (RFC 1951, section 3.2.4)


def gzip_stored(data: bytes) -> bytes:
    """Return a gzip file (RFC 1952) of ``data``."""
    return _GZIP + b"".join(_blocks(data)) + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def zlib_stored(data: bytes) -> bytes:
    """Return a zlib stream (RFC 1950) of ``data``."""
    return _ZLIB + b"".join(_blocks(data)) + struct.pack(">I", zlib.adler32(data))


def _blocks(data: bytes) -> Iterator[bytes]:
    """Yield stored blocks, with the last one marked as such; one empty block if there is no data."""
    starts = range(0, max(1, len(data)), _LARGEST)
    for start in starts:
        part = data[start : start + _LARGEST]
        yield struct.pack("<BHH", start == starts[-1], len(part), len(part) ^ 0xFFFF) + part
