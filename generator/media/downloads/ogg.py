"""Ogg (RFC 3533): empties the comments of each stream, such as title, artist, place and pictures."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.media.downloads.refusal import RefusedFile, damaged

_COMMENTS = {
    b"\x01vorbis": (b"\x03vorbis", b"\x01"),  # Vorbis I, section 4.2.1 and 5.2.1: the end of comments has a set bit
    b"OpusHead": (b"OpusTags", b""),
    b"\x80theora": (b"\x81theora", b""),
}
"""The beginning and end of a stream's second packet, by the beginning of its first."""

_BEGINS = 0x02  # the flag of a stream's first page
_LONGEST = 276  # bytes of a first packet: Opus with 255 channels
_EMPTY = bytes(8)  # no vendor, no comments


class _Page(msgspec.Struct, frozen=True):
    """A page: the positions of its beginning, its content and its end; its stream; and the sizes of its segments."""

    start: int
    inside: int
    end: int
    stream: bytes
    segments: bytes


def cleaned(data: bytes) -> bytes:
    """Return the recording without comments.

    :raises RefusedFile: if that is not possible.
    """
    made = bytearray(data)
    for each in _streams(data):
        _empty(made, each)
    return bytes(made)


def _streams(data: bytes) -> list[list[_Page]]:
    """Return the pages of each stream. Recordings may follow one another, and reuse the numbers of streams."""
    made, now = list[list[_Page]](), dict[bytes, list[_Page]]()
    for page in _pages(data):
        if data[page.start + 5] & _BEGINS:
            now[page.stream] = []
            made.append(now[page.stream])
        if page.stream not in now:
            raise damaged("Ogg")
        now[page.stream].append(page)
    return made


def _pages(data: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(data):
        segments = data[at + 27 : at + 27 + data[at + 26]] if at + 27 <= len(data) else b""
        inside = at + 27 + len(segments)
        end = inside + sum(segments)
        if data[at : at + 5] != b"OggS\0" or end > len(data):
            raise damaged("Ogg")
        yield _Page(at, inside, end, data[at + 14 : at + 18], segments)
        at = end
    if not data:
        raise damaged("Ogg")


def _empty(data: bytearray, pages: list[_Page]) -> None:
    """Empty the comments of one stream."""
    first = bytes(data[pages[0].inside : pages[0].end])
    begins, ends = next((each for head, each in _COMMENTS.items() if first.startswith(head)), (b"", b""))
    if not begins:
        why = "has something besides Vorbis, Opus and Theora in it, which may say where it was recorded"
        raise RefusedFile(why, "export it again with pictures and sound alone")
    if len(first) > _LONGEST or pages[0].segments.strip(b"\xff")[1:] or pages[0].segments[-1] == 255:
        raise damaged("Ogg")
    parts = [*_second_packet(pages[1:])]
    length = sum(end - start for _, start, end in parts)
    new = begins + _EMPTY + ends
    if length < len(new) or not data[parts[0][1] : parts[0][2]].startswith(begins):
        raise damaged("Ogg")
    new = new.ljust(length, b"\0")
    for page, start, end in parts:
        data[start:end], new = new[: end - start], new[end - start :]
        data[page.start + 22 : page.start + 26] = bytes(4)
        data[page.start + 22 : page.start + 26] = _checksum(data[page.start : page.end]).to_bytes(4, "little")


def _second_packet(pages: list[_Page]) -> Iterator[tuple[_Page, int, int]]:
    """Yield the parts of a stream's second packet: it begins on the second page, and ends with a short segment."""
    for page in pages:
        length = 0
        for segment in page.segments:
            length += segment
            if segment < 255:
                yield page, page.inside, page.inside + length
                return
        yield page, page.inside, page.inside + length


def _step(value: int) -> int:
    for _ in range(8):
        value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


_TABLE = tuple(_step(byte << 24) for byte in range(256))


def _checksum(page: bytes | bytearray) -> int:
    """Return the checksum of a page whose checksum field is zero (section 6)."""
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ _TABLE[found >> 24 ^ byte]
    return found
