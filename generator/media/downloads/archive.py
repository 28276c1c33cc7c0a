"""ZIP archives (PKWARE's APPNOTE 6.3): reads their files, if every byte belongs to a file in their directory.

No program shows bytes between files, in comments and extra fields or after the end of packed data, but everybody can
read them. Archives with such bytes are refused.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.media.downloads.refusal import RefusedFile, damaged

_MOST = 200_000_000  # bytes that an archive may have when it is unpacked
_FILES = 10_000
_LONGEST = 400  # characters of a name
_LOCAL, _DESCRIPTOR = b"PK\3\4", b"PK\7\10"
_END = 22  # bytes of the record at the end
_GROWTH, _GROWTH_SIGN = 0xA220, b"\x28\xa0"  # zeros that Office reserves (ECMA-376, part 2, section C.2)
_NUMBERS = {0x0001: 28, 0x000A: 32, 0x5455: 13, 0x5855: 12, 0x7855: 4, 0x7875: 11, 0xCAFE: 0}
"""Extra fields that have only sizes, times and user numbers, with their maximum length in bytes."""

_PACK = "pack it again with an ordinary program, without comments and passwords"


def entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file in an archive, in the order in which they are stored.

    :raises RefusedFile: if it is damaged, locked or too large, or has anything besides files in it.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            files = sorted(archive.infolist(), key=lambda each: each.header_offset)
            directory, comment = archive.start_dir, archive.comment
        if len(files) > _FILES or sum(each.file_size for each in files) > _MOST:
            most = f"has more than {_FILES:,} files, or more than {_MOST // 10**6} MB when it is unpacked"
            raise RefusedFile(most, "split it into smaller files")
        if comment or any(each.comment for each in files):
            raise RefusedFile("has a comment that readers could find", _PACK)
        yield from _read(data, files, directory)
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, struct.error) as error:
        raise damaged("ZIP") from error
    except zlib.error as error:
        raise damaged("ZIP") from error


def _read(data: bytes, files: list[ZipInfo], directory: int) -> Iterator[tuple[str, bytes]]:
    at = 0
    for each in files:
        if each.flag_bits & 0x01:
            raise RefusedFile("is locked with a password", _PACK)
        if len(each.orig_filename) > _LONGEST or "\0" in each.orig_filename:
            raise RefusedFile("has a file with a name that is too long or has control characters", "rename it")
        packed = _content(data, each, at)
        inside = _unpacked(data[packed : packed + each.compress_size], each)
        yield each.filename, inside
        at = _after_descriptor(data, packed + each.compress_size, each)
    size, start = struct.unpack_from("<II", data, len(data) - _END + 12)
    if at != directory or start != directory or start + size + _END != len(data):
        raise _hidden()


def _content(data: bytes, file: ZipInfo, at: int) -> int:
    """Return where the content of a file begins; ``at`` is the position of its header (section 4.3.7)."""
    signature, _, flags, _, _, _, _, _, named, more = struct.unpack_from("<4sHHHIIIIHH", data, at)
    if file.header_offset != at or signature != _LOCAL:
        raise _hidden()
    after = at + 30 + named
    name = file.orig_filename.encode("utf-8" if flags & 0x800 else "cp437")
    if data[at + 30 : after] != name:
        raise damaged("ZIP")
    if not (_is_numbers(data[after : after + more]) and _is_numbers(file.extra)):
        raise RefusedFile("has notes in extra fields that readers could find", _PACK)
    return int(after + more)


def _is_numbers(extra: bytes) -> bool:
    """Whether extra fields have only numbers (section 4.5)."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        inside = extra[at + 4 : at + 4 + size]
        padding = kind == _GROWTH and inside[:2] == _GROWTH_SIGN and not any(inside[4:])
        if len(inside) < size or not (padding or size <= _NUMBERS.get(kind, -1)):
            return False
        at += 4 + size
    return not any(extra[at:])


def _unpacked(packed: bytes, file: ZipInfo) -> bytes:
    inside = packed
    if file.compress_type == 8:
        unpacking = zlib.decompressobj(-15)
        inside = unpacking.decompress(packed, file.file_size + 1)
        if unpacking.unused_data:
            raise _hidden()
        if not unpacking.eof:
            raise damaged("ZIP")
    elif file.compress_type != 0:
        raise RefusedFile("is packed in a way that few programs can read", _PACK)
    if len(inside) != file.file_size or zlib.crc32(inside) != file.CRC:
        raise damaged("ZIP")
    return inside


def _after_descriptor(data: bytes, at: int, file: ZipInfo) -> int:
    """Return the position after the sizes that may follow the content of a file (section 4.3.9)."""
    if not file.flag_bits & 0x08:
        return at
    for kind in ("<III", "<IQQ"):
        sizes = struct.pack(kind, file.CRC, file.compress_size, file.file_size)
        for each in (_DESCRIPTOR + sizes, sizes):
            if data.startswith(each, at):
                return at + len(each)
    raise _hidden()


def _hidden() -> RefusedFile:
    return RefusedFile("has bytes that do not belong to any file in it, and that readers could find", _PACK)
