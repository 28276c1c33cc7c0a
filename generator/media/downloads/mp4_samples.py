"""Finds the samples of a track in an MP4, from its tables of chunks and sizes (ISO/IEC 14496-12, section 8.7)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

from generator.media.decode import Broken

_FIXED: Mapping[bytes, tuple[int, int]] = {
    b"mvhd": (100, 112),
    b"tkhd": (84, 96),
    b"mdhd": (24, 36),
    b"vmhd": (12, 12),
    b"smhd": (8, 8),
    b"nmhd": (4, 4),
    b"cslg": (24, 44),
}
"""Bytes of boxes of version 0 and 1 (sections 8.2 to 8.6)."""

_ROWS: Mapping[bytes, tuple[int, int]] = {
    b"elst": (12, 20),
    b"stts": (8, 8),
    b"ctts": (8, 8),
    b"stsc": (12, 12),
    b"stco": (4, 4),
    b"co64": (8, 8),
    b"stss": (4, 4),
    b"stsh": (8, 8),
}
"""Bytes of one row of a table whose content begins with their number."""

_PACKED = 8  # bytes; QuickTime counts compressed sound in sizes that are not those in the file


def chunks(tables: Mapping[bytes, bytes]) -> Iterator[tuple[int, int]]:
    """Yield the beginning and end of each chunk of a track.

    :raises Broken: if a table is incomplete.
    """
    offsets = _offsets(tables)
    counts = [*_counts(tables.get(b"stsc", b""), len(offsets))]
    size, sizes = _sizes(tables)
    if size:
        after = sorted(offsets)
        for offset, count in zip(offsets, counts, strict=True):
            following = bisect_right(after, offset)
            known = size > _PACKED or following == len(after)
            yield offset, offset + count * size if known else after[following]
        return
    ends = [0, *accumulate(sizes)]
    sample = 0
    for offset, count in zip(offsets, counts, strict=True):
        last = min(sample + count, len(sizes))
        yield offset, offset + ends[last] - ends[sample]
        sample = last


def table_length(kind: bytes, head: bytes) -> int | None:
    """Return how many bytes of a box are numbers, from the first 12 bytes of its content; None if that is not known."""
    later = head[:1] == b"\1"
    if kind in _FIXED:
        return _FIXED[kind][later]
    if kind in _ROWS:
        return 8 + _ROWS[kind][later] * int.from_bytes(head[4:8], "big")
    if kind == b"stsz":
        return 12 if any(head[4:8]) else 12 + 4 * int.from_bytes(head[8:12], "big")
    if kind == b"stz2":
        return 12 + (head[7:8] or b"\0")[0] * int.from_bytes(head[8:12], "big") // 8 + 1
    return None


def _offsets(tables: Mapping[bytes, bytes]) -> list[int]:
    wide = b"co64" in tables
    table = tables.get(b"co64" if wide else b"stco", b"\0" * 8)
    return _numbers(table, 8 if wide else 4, 4)


def _counts(table: bytes, total: int) -> Iterator[int]:
    """Yield how many samples each chunk has."""
    runs = [*zip(*[iter(_numbers(table or b"\0" * 8, 4, 4, 3))] * 3, strict=True)]
    if total and not runs:
        raise Broken
    done = 0
    for number, (first, count, _) in enumerate(runs):
        following = runs[number + 1][0] if number + 1 < len(runs) else total + 1
        for _ in range(max(first, done + 1), min(following, total + 1)):
            done += 1
            yield count
    if done != total:
        raise Broken


def _sizes(tables: Mapping[bytes, bytes]) -> tuple[int, list[int]]:
    """Return the size that all samples have, or the size of each."""
    if b"stz2" in tables:
        return 0, _packed_sizes(tables[b"stz2"])
    table = tables.get(b"stsz", b"\0" * 12)
    size = int.from_bytes(table[4:8], "big")
    return (size, []) if size else (0, _numbers(table, 4, 8))


def _packed_sizes(table: bytes) -> list[int]:
    width, count = table[7], int.from_bytes(table[8:12], "big")
    if width == 4:
        return [half for byte in table[12 : 12 + (count + 1) // 2] for half in (byte >> 4, byte & 15)][:count]
    if width not in (8, 16):
        raise Broken
    return _numbers(table, width // 8, 8)


def _numbers(table: bytes, width: int, at: int, each: int = 1) -> list[int]:
    """Return the numbers in a table, which begins with their count at ``at``.

    :raises Broken: if there are fewer.
    """
    count = int.from_bytes(table[at : at + 4], "big") * each
    if len(table) < at + 4 + count * width:
        raise Broken
    return [*struct.unpack_from(f">{count}{ {1: 'B', 2: 'H', 4: 'I', 8: 'Q'}[width] }", table, at + 4)]
