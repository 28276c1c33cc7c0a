"""Kinds of pictures. A file's bytes decide which kind it is, not its name, which may be wrong.

The signatures come from the format specifications: ITU-T T.81 (JPEG), PNG third edition, GIF89a, RFC 9649 (WebP),
TIFF 6.0, ISO/IEC 14496-12 and 23008-12 (HEIF, AVIF), ISO/IEC 18181-2 (JPEG XL), ISO/IEC 15444-1 (JPEG 2000).
"""

from __future__ import annotations

import struct
from pathlib import PurePosixPath
from typing import Literal

import msgspec


class PictureKind(msgspec.Struct, frozen=True):
    """A kind of picture: its name, its file name extensions (the usual one first), and how it is published.

    A ``cleaned`` picture keeps its pixels and loses its metadata. A ``converted`` one is published as JPEG.
    A ``refused`` one is not published: browsers do not show it, and its metadata cannot be removed.
    """

    name: str
    suffixes: tuple[str, ...]
    treatment: Literal["cleaned", "converted", "refused"]


JPEG = PictureKind("JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"), "cleaned")
PNG = PictureKind("PNG", (".png", ".apng", ".ico"), "cleaned")  # browsers accept a favicon.ico that is a PNG
GIF = PictureKind("GIF", (".gif",), "cleaned")
WEBP = PictureKind("WebP", (".webp",), "cleaned")
AVIF = PictureKind("AVIF", (".avif",), "cleaned")
ICO = PictureKind("ICO", (".ico",), "cleaned")
TIFF = PictureKind("TIFF", (".tif", ".tiff"), "converted")
HEIF = PictureKind("HEIC", (".heic", ".heif", ".hif", ".heics"), "refused")
JPEG_XL = PictureKind("JPEG XL", (".jxl",), "refused")
JPEG_2000 = PictureKind("JPEG 2000", (".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx", ".jpm"), "refused")
BMP = PictureKind("BMP", (".bmp", ".dib"), "refused")
PHOTOSHOP = PictureKind("Photoshop", (".psd", ".psb"), "refused")
RAW = PictureKind(
    "camera raw", (".dng", ".nef", ".cr2", ".cr3", ".crw", ".arw", ".raf", ".orf", ".rw2", ".pef"), "refused"
)

KINDS = (JPEG, PNG, GIF, WEBP, AVIF, ICO, TIFF, HEIF, JPEG_XL, JPEG_2000, BMP, PHOTOSHOP, RAW)
BY_NAME = {kind.name: kind for kind in KINDS}

_SIGNATURES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),  # BigTIFF
    (b"MM\0+", TIFF),
    (b"\0\0\0\x0cJXL \r\n\x87\n", JPEG_XL),
    (b"\xff\x0a", JPEG_XL),
    (b"\0\0\0\x0cjP  \r\n\x87\n", JPEG_2000),
    (b"\xff\x4f\xff\x51", JPEG_2000),
    (b"8BPS", PHOTOSHOP),
    (b"FUJIFILMCCD-RAW", RAW),
    (b"IIRO", RAW),
    (b"IIRS", RAW),
    (b"MMOR", RAW),
    (b"IIU\0", RAW),
)
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {b"mif1", b"msf1", b"mif2", b"avci", b"avcs"} | {
    b"he" + end.encode() for end in ("ic", "ix", "im", "is")
}
_HEIF_BRANDS |= {b"he" + end.encode() for end in ("vc", "vx", "vm", "vs")}
_BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}  # bytes


def kind_of(path: str, data: bytes) -> PictureKind | None:
    """Return the kind of picture in these bytes; ``None`` if they are not a known kind of picture.

    Most camera raw formats are TIFF files, so for TIFF the name counts as well.
    """
    found = _by_bytes(data)
    return RAW if found is TIFF and claimed(path) is RAW else found


def claimed(path: str) -> PictureKind | None:
    """Return the kind of picture that a file's extension claims; ``None`` if it claims none."""
    suffix = _suffix(path)
    return next((kind for kind in reversed(KINDS) if suffix in kind.suffixes), None)


def named_right(path: str, kind: PictureKind) -> bool:
    """Whether a file's extension fits the kind of picture in the file. A name without one fits every kind."""
    return _suffix(path) in ("", *kind.suffixes)


def published_path(path: str) -> str:
    """Return the path at which a picture is published: TIFF becomes JPEG. Files in content/static/ keep their names."""
    suffix = _suffix(path)
    if suffix not in TIFF.suffixes or path.startswith("content/static/"):
        return path
    return path[: -len(suffix)] + JPEG.suffixes[0]


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _by_bytes(data: bytes) -> PictureKind | None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        return _by_brands(data)
    if data[:2] == b"BM" and data[6:10] == bytes(4) and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return BMP
    return ICO if _is_ico(data) else None


def _by_brands(data: bytes) -> PictureKind | None:
    """Return the kind by its brands (ISO/IEC 14496-12, section 4.3). Video and audio have other brands."""
    end = min(int.from_bytes(data[:4], "big"), 4096)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}
    if brands & _AVIF_BRANDS:
        return AVIF
    if brands & _HEIF_BRANDS:
        return HEIF
    return RAW if data[8:12] == b"crx " else None


def _is_ico(data: bytes) -> bool:
    """Whether a file is an icon directory whose first icon is inside the file. Its four-byte signature is too weak."""
    if data[:4] != b"\0\0\1\0" or len(data) < 22:
        return False
    count, reserved, planes, size, offset = struct.unpack_from("<4xH3xBH2xII", data)
    return bool(count) and reserved == 0 and planes <= 1 and 6 + 16 * count <= offset <= len(data) - size
