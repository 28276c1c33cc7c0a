"""MP3 and AAC, FLAC and WAV: only the sound is kept, without titles, names, pictures, places and notes."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from generator.media.downloads.flac_frames import flac_end
from generator.media.downloads.refusal import damaged

_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits per second of MPEG 1 and of MPEG 2, layer III (ISO/IEC 11172-3, section 2.4.2.3; 13818-3, 2.4.2.3)."""

_SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
RATES_OF_AAC = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
"""Samples per second, by the number in an ADTS header (ISO/IEC 14496-3, table 1.18)."""

_FEW = 3  # frames in a row that are sound, not chance
_PLAYS = (0, 3)  # FLAC's blocks of stream information and seek points (RFC 9639, section 8)
_WAV = {b"fmt ": 64, b"fact": 16, b"data": 1 << 32}  # the chunks that play, and their most bytes


def mp3(data: bytes) -> bytes:
    """Return the frames of an MP3.

    :raises RefusedFile: if it has none.
    """
    return _frames(data, mp3_length, "MP3")


def aac(data: bytes) -> bytes:
    """Return the frames of AAC with ADTS headers.

    :raises RefusedFile: if it has none.
    """
    return _frames(data, aac_length, "AAC")


def _frames(data: bytes, length: Callable[[bytes, int], int], kind: str) -> bytes:
    """Return all runs of frames, without anything before, between and after them."""
    kept = [data[start:end] for start, end in _runs(data, length)]
    if not kept:
        raise damaged(kind)
    return b"".join(kept)


def _runs(data: bytes, length: Callable[[bytes, int], int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges in which several frames follow one another."""
    at = _after_id3(data, 0)
    while (at := data.find(b"\xff", at)) >= 0:
        start, count = at, 0
        while (size := length(data, at)) and at + size <= len(data):
            at, count = at + size, count + 1
        if count >= _FEW or (count and start == 0 and at == len(data)):
            yield start, at
            at = _after_id3(data, at)
        else:
            at = start + 1


def _after_id3(data: bytes, at: int) -> int:
    """Return the position after ID3v2 tags: names and pictures in one may look like sound."""
    while data[at : at + 3] == b"ID3" and len(data) >= at + 10:
        size = 0
        for byte in data[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return at


def mp3_length(data: bytes, at: int) -> int:
    """Return the length of the MP3 frame at a position, in bytes; 0 if there is none."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, samples = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or samples == 3:
        return 0
    bits = _RATES[3 if version == 3 else 2][rate]
    return (144 if version == 3 else 72) * bits * 1000 // _SAMPLES[version][samples] + (head[2] >> 1 & 1)


def mp3_time(data: bytes, at: int) -> float:
    """Return the duration of the MP3 frame at a position, in seconds (ISO/IEC 13818-3, section 2.4.3.4)."""
    version = data[at + 1] >> 3 & 3
    return (1152 if version == 3 else 576) / _SAMPLES[version][data[at + 2] >> 2 & 3]


def aac_length(data: bytes, at: int) -> int:
    """Return the length of the AAC frame at a position, in bytes; 0 if there is none."""
    head = data[at : at + 7]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return size if size > 7 else 0


def flac(data: bytes) -> bytes:
    """Return a FLAC file without tags and pictures.

    :raises RefusedFile: if it is not one.
    """
    at = _after_id3(data, 0)
    if data[at : at + 4] != b"fLaC":
        raise damaged("FLAC")
    at, last, kept = at + 4, False, list[tuple[int, bytes]]()
    while not last:
        size = int.from_bytes(data[at + 1 : at + 4], "big")
        if at + 4 + size > len(data):
            raise damaged("FLAC")
        last = bool(data[at] & 0x80)
        if data[at] & 0x7F in _PLAYS:
            kept.append((data[at] & 0x7F, data[at + 1 : at + 4 + size]))
        at += 4 + size
    blocks = [bytes((kind | 0x80 * (each == len(kept) - 1),)) + inside for each, (kind, inside) in enumerate(kept)]
    if [kind for kind, _ in kept[:1]] != [0] or len(kept[0][1]) != 3 + 34:
        raise damaged("FLAC")
    return b"fLaC" + b"".join(blocks) + data[at : flac_end(data, at)]


def wav(data: bytes) -> bytes:
    """Return a WAV file without names, notes and places.

    :raises RefusedFile: if it is not one.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise damaged("WAV")
    at, kept = 12, list[tuple[bytes, bytes]]()
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        inside = data[at + 8 : at + 8 + size]
        if len(inside) < size:
            raise damaged("WAV")
        if kind in _WAV:
            if size > _WAV[kind]:
                raise damaged("WAV")
            kept.append((kind, inside))
        at += 8 + size + size % 2
    if [kind for kind, _ in kept if kind != b"fact"] != [b"fmt ", b"data"]:
        raise damaged("WAV")
    chunks = (kind + struct.pack("<I", len(inside)) + inside + b"\0" * (len(inside) % 2) for kind, inside in kept)
    inside = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside
