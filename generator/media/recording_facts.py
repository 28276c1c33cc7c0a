"""The length of a recording and the size of its picture, read from the file as it is published.

No library is used: those that are maintained either guess the length of an MP3 from its first seconds or may only be
used under the GPL, and the modules in ``downloads/`` already know the parts of each format.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping

import msgspec

from generator.media.downloads.sound import RATES_OF_AAC, aac_length, mp3_length, mp3_time

_SECONDS = 24 * 60 * 60 * 7  # a week; a longer recording is an error in the file
_WIDEST = 16_384  # pixels


class RecordingFacts(msgspec.Struct, frozen=True):
    """The length of a recording in whole seconds, and the size of its picture in pixels; 0 if they are not known."""

    seconds: int = 0
    width: int = 0
    height: int = 0


def facts(path: str, data: bytes) -> RecordingFacts:
    """Return the facts about a recording, by its extension; all 0 for other files and damaged ones."""
    read = _KINDS.get(path.lower().rpartition(".")[2])
    try:
        seconds, width, height = read(data) if read else (0.0, 0, 0)
    except (struct.error, IndexError, ValueError, ZeroDivisionError, OverflowError):
        return RecordingFacts()
    length = max(1, round(seconds)) if 0 < seconds < _SECONDS else 0
    seen = 0 < width <= _WIDEST and 0 < height <= _WIDEST
    return RecordingFacts(length, width if seen else 0, height if seen else 0)


_Found = tuple[float, int, int]


def _mp3(data: bytes) -> _Found:
    at, seconds = 0, 0.0
    while size := mp3_length(data, at):
        seconds += mp3_time(data, at)
        at += size
    return seconds, 0, 0


def _aac(data: bytes) -> _Found:
    at, seconds = 0, 0.0
    while size := aac_length(data, at):
        seconds += 1024 * ((data[at + 6] & 3) + 1) / RATES_OF_AAC[data[at + 2] >> 2 & 15]
        at += size
    return seconds, 0, 0


def _flac(data: bytes) -> _Found:
    """Read STREAMINFO, the first block (RFC 9639, section 8.2): 20 bits of the rate, 36 of the number of samples."""
    bits = int.from_bytes(data[18:26], "big")
    return (bits & (1 << 36) - 1) / (bits >> 44), 0, 0


def _wav(data: bytes) -> _Found:
    at, rate = 12, 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        if kind == b"fmt ":
            rate = struct.unpack_from("<I", data, at + 16)[0]
        elif kind == b"data":
            return size / rate, 0, 0
        at += 8 + size + size % 2
    return 0.0, 0, 0


def _ogg(data: bytes) -> _Found:
    """Read the last page of the first stream (RFC 3533, section 6): its position, in samples for sound."""
    first = data[27 + data[26] :]
    if first.startswith(b"OpusHead"):
        rate, skipped = 48000, int.from_bytes(first[10:12], "little")  # RFC 7845, section 5.1
    elif first.startswith(b"\x01vorbis"):
        rate, skipped = int.from_bytes(first[12:16], "little"), 0
    elif first.startswith(b"\x7fFLAC"):
        rate, skipped = int.from_bytes(first[27:30], "big") >> 4, 0
    else:
        return 0.0, 0, 0
    last = data.rfind(b"OggS")
    while last > 0 and data[last + 14 : last + 18] != data[14:18]:
        last = data.rfind(b"OggS", 0, last)
    return (struct.unpack_from("<q", data, last + 6)[0] - skipped) / rate, 0, 0


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes of an MP4 between two positions: their types, and where their contents begin and end."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        inside = start + (16 if size == 1 else 8)
        size = struct.unpack_from(">Q", data, start + 8)[0] if size == 1 else size or end - start
        if size < inside - start:
            raise ValueError
        yield kind, inside, min(start + size, end)
        start += size


def _mp4(data: bytes) -> _Found:
    """Read the headers of the movie and of its tracks (ISO/IEC 14496-12, 8.2.2 and 8.3.2)."""
    seconds, width, height = 0.0, 0, 0
    for kind, start, end in _boxes(data, 0, len(data)):
        for part, inside, until in _boxes(data, start, end) if kind == b"moov" else ():
            if part == b"mvhd":
                form, offset = (">IQ", 20) if data[inside] else (">II", 12)
                scale, length = struct.unpack_from(form, data, inside + offset)
                seconds = length / scale
            for of_track, at, _ in _boxes(data, inside, until) if part == b"trak" else ():
                if of_track == b"tkhd" and not width:
                    width, height = _shown(data, at + (52 if data[at] else 40))
    return seconds, width, height


def _shown(data: bytes, matrix: int) -> tuple[int, int]:
    """Return the size of a track's picture as players show it: phones held upright record a rotation by 90 degrees."""
    across, turned = struct.unpack_from(">ii", data, matrix)
    width, height = (each >> 16 for each in struct.unpack_from(">II", data, matrix + 36))
    return (height, width) if turned and not across else (width, height)


_SEGMENT, _CLUSTER = 0x18538067, 0x1F43B675
_WITHIN = frozenset((_SEGMENT, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0))  # information, tracks, a track, its picture


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the elements of a WebM up to its first cluster (RFC 8794, sections 4 to 6), parents before children."""
    while start < end:
        name, at = _number(data, start, keep=True)
        size, inside = _number(data, at)
        until = end if size < 0 else min(inside + size, end)
        if name == _CLUSTER:
            return
        yield name, inside, until
        if name in _WITHIN:
            yield from _elements(data, inside, until)
        start = until


def _number(data: bytes, at: int, keep: bool = False) -> tuple[int, int]:
    """Return a number of variable length and its end; -1 for an unknown size. ``keep`` keeps the bits of its length."""
    length = 9 - data[at].bit_length()
    if length > 8:
        raise ValueError
    found = int.from_bytes(data[at : at + length], "big")
    bare = found & (1 << 7 * length) - 1
    return (found if keep else -1 if bare == (1 << 7 * length) - 1 else bare), at + length


def _webm(data: bytes) -> _Found:
    found = dict[int, int | float]()
    for name, start, end in _elements(data, 0, len(data)):
        if name == 0x4489:
            found[name] = struct.unpack(">d" if end - start == 8 else ">f", data[start:end])[0]
        elif name in (0x2AD7B1, 0xB0, 0xBA):
            found.setdefault(name, int.from_bytes(data[start:end], "big"))
    seconds = found.get(0x4489, 0) * found.get(0x2AD7B1, 1_000_000) / 1e9
    return seconds, int(found.get(0xB0, 0)), int(found.get(0xBA, 0))


_KINDS: Mapping[str, Callable[[bytes], _Found]] = {
    "mp3": _mp3,
    "aac": _aac,
    "flac": _flac,
    "wav": _wav,
    **dict.fromkeys(("ogg", "oga", "opus"), _ogg),
    **dict.fromkeys(("mp4", "m4v", "mov", "m4a"), _mp4),
    "webm": _webm,
}
