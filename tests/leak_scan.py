"""Searches everything that is published for secrets, however it is packed: every file, and every stream inside it.

A secret is a word of the form ``zq…zq`` (see :func:`secret`), the one that ``picture_files`` plants, a position, or a
word that a test names, such as the machine's.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from html import unescape
from io import BytesIO
from urllib.parse import unquote_to_bytes
from zipfile import BadZipFile, ZipFile

from picture_files import LATITUDE, SECRET

_DEEPEST = 4  # streams inside streams
_LONGEST = 8_000_000  # bytes of one stream that are searched
_PLANTED = re.compile(rb"zq[a-z]{2,30}zq", re.IGNORECASE)
_RUN = re.compile(rb"[A-Za-z0-9+/_-]{14,}={0,2}")
_POSITIONS = [size.to_bytes(4, end) for size in LATITUDE[:1] for end in ("little", "big")]  # type: ignore[call-overload]


def secret(name: str) -> str:
    """A word that nobody would write by chance, and that search indexes do not shorten."""
    assert re.fullmatch("[a-z]{2,30}", name)
    return f"zq{name}zq"


def leaks(tree: Mapping[str, bytes], also: Collection[str] = ()) -> dict[str, list[str]]:
    """Which secrets each file tells, in its path or anywhere in its bytes; ``also`` are further secrets."""
    signs = [*_POSITIONS, *(word.encode() for word in (SECRET.decode(), *also))]
    found = {path: sorted({*_told(path.encode(), signs), *_told(data, signs)}) for path, data in tree.items()}
    return {path: told for path, told in found.items() if told}


def _told(data: bytes, signs: Collection[bytes]) -> Iterator[str]:
    for layer in _layers(data, _DEEPEST):
        for each in _spellings(layer):
            yield from (match.group().decode().lower() for match in _PLANTED.finditer(each))
            low = each.lower()
            yield from (repr(sign) for sign in signs if sign in each or (sign.isascii() and sign.lower() in low))


def _spellings(data: bytes) -> Iterator[bytes]:
    """Bytes as they are; as UTF-16 in both orders and at both offsets; without escapes of HTML and addresses."""
    yield data
    if b"\0" in data:
        for start in (0, 1):
            for order in ("utf-16-le", "utf-16-be"):
                yield data[start:].decode(order, "replace").encode(errors="replace")
    if b"%" in data:
        yield unquote_to_bytes(data)
    if b"&" in data:
        yield unescape(data.decode(errors="replace")).encode(errors="replace")


def _layers(data: bytes, depth: int) -> Iterator[bytes]:
    """Bytes, and everything that is packed inside them."""
    yield data
    if depth:
        for inside in _packed(data):
            yield from _layers(inside, depth - 1)


def _packed(data: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data):  # gzip (RFC 1952) and zlib (RFC 1950)
        yield _inflated(data[match.start() :])
    if data.startswith(b"PK"):
        with suppress(BadZipFile, NotImplementedError, RuntimeError, zlib.error), ZipFile(BytesIO(data)) as archive:
            yield from (name.encode() + b"\n" + archive.read(name) for name in archive.namelist())
    for match in _RUN.finditer(data):
        run = match.group().rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        if len({*run}) > 5:  # not a line of dashes
            yield b"\n".join(b64decode(_whole(run[start:])) for start in range(4))


def _whole(run: bytes) -> bytes:
    """A run of base64 that may lack its end."""
    return run[:-1] if len(run) % 4 == 1 else run + b"=" * (-len(run) % 4)


def _inflated(data: bytes) -> bytes:
    """What a stream gives up to the place where it ends or is damaged."""
    stream, found = zlib.decompressobj(47), b""
    with suppress(zlib.error):
        for start in range(0, len(data), 256):
            found += stream.decompress(data[start : start + 256])
            if stream.eof or len(found) > _LONGEST:
                break
    return found
