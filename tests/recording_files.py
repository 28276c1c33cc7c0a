"""Small recordings for tests: as short as a file of their kind can be."""

from __future__ import annotations

import struct
from io import BytesIO

import pikepdf

FRAME = b"\xff\xfb\x90\x00" + b"\x55" * 413  # an MP3 frame of 128 kbit/s at 44.1 kHz: 1152 samples


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def mp3(seconds: float) -> bytes:
    return FRAME * round(seconds * 44100 / 1152)


def mp4(seconds: int, width: int = 640, height: int = 360, turned: bool = False, long: bool = False) -> bytes:
    """A video whose track has one sample; ``turned``: filmed upright by a phone; ``long``: with numbers of 64 bits."""
    matrix = struct.pack(
        ">9i",
        *((0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30) if turned else (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)),
    )
    start = bytes((int(long),)) + bytes(3) + bytes(16 if long else 8)
    length = struct.pack(">IQ" if long else ">II", 600, seconds * 600)
    header = box(b"mvhd", start, length, bytes(80))
    size = struct.pack(">II", width << 16, height << 16)
    between = struct.pack(">II", 1, 0) + bytes(8 if long else 4) + bytes(16)
    track = box(b"tkhd", start, between, matrix, size)
    entry = bytes(24) + struct.pack(">HH", width, height) + bytes(50)
    head = box(b"ftyp", b"isom", bytes(4))
    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), box(b"avc1", entry, box(b"avcC", b"settings"))),
        box(b"stsc", struct.pack(">5I", 0, 1, 1, 1, 1)),
        box(b"stsz", struct.pack(">4I", 0, 0, 1, 5)),
        box(b"stco", struct.pack(">3I", 0, 1, len(head) + 8)),
    )
    media = box(b"mdia", box(b"hdlr", bytes(8), b"vide", bytes(12), b"\0"), box(b"minf", table))
    place = box(
        b"udta", box(b"\xa9xyz", struct.pack(">HH", 18, 0), b"+53.1234-007.1234/"), box(b"loci", b"PORT ELM QUAY")
    )
    return head + box(b"mdat", b"FRAME") + box(b"moov", header, box(b"trak", track, media), place)


def element(name: int, inside: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + (1 << 56 | len(inside)).to_bytes(8, "big") + inside


def webm(seconds: float, width: int = 640, height: int = 360) -> bytes:
    info = element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + element(0x4489, struct.pack(">d", seconds * 1000))
    seen = element(0xB0, width.to_bytes(2, "big")) + element(0xBA, height.to_bytes(2, "big"))
    entry = element(0xAE, element(0xD7, b"\1") + element(0x83, b"\1") + element(0x86, b"V_VP8") + element(0xE0, seen))
    parts = element(0x1549A966, info) + element(0x1654AE6B, entry) + element(0x1F43B675, element(0xE7, b"\0"))
    return element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, parts)


def wav(seconds: int, rate: int = 8000) -> bytes:
    chunks = ((b"fmt ", struct.pack("<HHIIHH", 1, 1, rate, rate, 1, 8)), (b"data", bytes(seconds * rate)))
    inside = b"WAVE" + b"".join(kind + struct.pack("<I", len(each)) + each for kind, each in chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def flac(seconds: int, rate: int = 44100) -> bytes:
    numbers = (rate << 44 | 1 << 41 | 15 << 36 | seconds * rate).to_bytes(8, "big")
    return b"fLaC\x80\0\0\x22" + bytes(10) + numbers + bytes(16)


def opus(seconds: int) -> bytes:
    def page(position: int, packet: bytes) -> bytes:
        return b"OggS\0\0" + struct.pack("<q", position) + b"\1\0\0\0" + bytes(8) + bytes((1, len(packet))) + packet

    head = b"OpusHead\1\1" + struct.pack("<H", 312) + bytes(7)
    return page(0, head) + page(0, b"OpusTags") + page(seconds * 48000 + 312, b"SOUND")


def pdf(pages: int = 1) -> bytes:
    made = BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(made)
    return made.getvalue()
