"""Pictures of every kind that is published, with a secret in every place where metadata can be.

Pillow makes the pixels and writes what it can; the rest is written by hand, segment by segment and chunk by chunk.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational, ImageFileDirectory_v2

SECRET = b"Skerra-Point-secret"
LATITUDE = (530_303, 10_007)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" place="%s" tiff:Orientation="3"/>' % SECRET
WIDTH, HEIGHT = 64, 48


def leaks(data: bytes) -> list[str]:
    """Everything in a file that tells the secret: as it is, in UTF-16, compressed, as base64, or as GPS coordinates."""
    wide = SECRET.decode()
    signs = {
        "words": SECRET,
        "UTF-16": wide.encode("utf-16-le")[:-1],
        "GPS of II": struct.pack("<II", *LATITUDE),
        "GPS of MM": struct.pack(">II", *LATITUDE),
    }
    found = [name for name, sign in signs.items() if sign in data]
    found += ["compressed" for inside in _unpacked(data) if any(sign in inside for sign in signs.values())]
    return found


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Whatever in a file can be decompressed, wherever it begins."""
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[match.start() :], 1_000_000)
        except zlib.error:
            continue


def pixels() -> Image.Image:
    """A picture whose corners and sides differ."""
    made = Image.effect_mandelbrot((WIDTH, HEIGHT), (-2, -1.5, 1, 1.5), 40).convert("RGB")
    made.paste("red", (0, 0, 32, 16))
    made.paste("blue", (32, 32, 64, 48))
    return made


def exif(turn: int) -> bytes:
    """Exif with a description, a place, a time and an orientation, as a TIFF."""
    made = Image.Exif()
    made[0x0112] = turn
    made[0x010E] = SECRET.decode()
    made.get_ifd(0x8825).update({1: "N", 2: (IFDRational(*LATITUDE), 30.0, 7.25), 29: "2026:11:20"})
    return made.tobytes().removeprefix(b"Exif\0\0")


def iim() -> bytes:
    """A city, a sublocation and a country in IPTC-IIM."""
    return b"".join(b"\x1c\x02" + bytes([name]) + struct.pack(">H", len(SECRET)) + SECRET for name in (90, 92, 101))


def photoshop() -> bytes:
    """A block of Photoshop with IPTC-IIM in it."""
    sets = iim()
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(sets)) + sets + b"\0" * (len(sets) % 2)


@cache
def profile() -> bytes:
    """A profile that shows red as green and green as red, with the secret in its text and in tags of its own."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    (count,) = struct.unpack_from(">I", srgb, 128)
    tags = {}
    for number in range(count):
        name, offset, size = struct.unpack_from(">4sII", srgb, 132 + 12 * number)
        tags[name] = srgb[offset : offset + size]
    tags[b"rXYZ"], tags[b"gXYZ"] = tags[b"gXYZ"], tags[b"rXYZ"]
    tags[b"rTRC"] += SECRET
    words = SECRET.decode().encode("utf-16-be")
    tags[b"desc"] = b"mluc" + struct.pack(">4xII4sII", 1, 12, b"enUS", len(words), 28) + words
    tags[b"mmod"] = b"mmod" + bytes(4) + SECRET
    table, values, start = b"", b"", 132 + 12 * len(tags)
    for name, value in tags.items():
        table += struct.pack(">4sII", name, start + len(values), len(value))
        values += value + bytes(-len(value) % 4)
    whole = (
        srgb[4:24]
        + bytes(12)
        + srgb[36:48]
        + SECRET[:8]
        + srgb[56:128]
        + struct.pack(">I", len(tags))
        + table
        + values
        + SECRET
    )
    return struct.pack(">I", len(whole) + 4) + whole


def segment(marker: int, inside: bytes) -> bytes:
    """A segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(inside) + 2) + inside


def jpeg(turn: int = 6, **options: object) -> bytes:
    """A JPEG as a telephone, a photo desk and a tool for provenance would leave it, with a video behind it."""
    plain, small = BytesIO(), BytesIO()
    pixels().save(plain, "JPEG", **options)  # type: ignore[arg-type]
    pixels().save(small, "JPEG", comment=SECRET)
    own = profile()
    half = len(own) // 2
    before = [
        segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\4" + SECRET + bytes(5)),
        segment(0xE0, b"JFXX\0\x10" + small.getvalue()),
        segment(0xE1, b"Exif\0\0" + exif(turn)),
        segment(0xE1, b"Exif\0\0" + exif(8)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + SECRET),
        segment(0xE2, b"ICC_PROFILE\0\2\2" + own[half:]),
        b"\xff\xff" + segment(0xE2, b"ICC_PROFILE\0\1\2" + own[:half]),
        segment(0xE2, b"MPF\0" + SECRET),
        *(segment(number, b"PRIVATE\0" + SECRET) for number in range(0xE2, 0xF0)),
        segment(0xEB, b"JP\0\1\0\0\0\1" + struct.pack(">I4s", 60, b"jumb") + b"c2pa" + SECRET),
        segment(0xED, photoshop()),
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + SECRET),
        segment(0xFE, SECRET),
    ]
    after = small.getvalue() + struct.pack(">I4s", 16, b"ftyp") + b"mp42" + SECRET
    return b"\xff\xd8" + b"".join(before) + plain.getvalue()[2:] + after


def chunk(kind: bytes, inside: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))


def png(turn: int = 6, **options: object) -> bytes:
    """A PNG with text before and behind the picture, and more behind its end."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", SECRET.decode())
    info.add_text("Raw profile type exif", SECRET.decode() * 9, zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    info.add_itxt(SECRET.decode(), XMP.decode() * 9, zip=True)
    plain = BytesIO()
    pixels().save(plain, "PNG", pnginfo=info, **options)  # type: ignore[arg-type]
    data = plain.getvalue()
    packed = SECRET + b"\0\0" + zlib.compress(profile())
    noted = [
        chunk(b"iCCP", packed),
        chunk(b"caBX", b"jumb" + SECRET),
        chunk(b"tIME", b"\x07\xea\x0b\x14\0\0\0"),
        chunk(b"prVt", SECRET),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET * 9)),
        chunk(b"gAMA", SECRET),
    ]
    behind = chunk(b"eXIf", exif(turn)) + chunk(b"tEXt", b"Place\0" + SECRET)
    return data[:33] + b"".join(noted) + data[33:-12] + behind + data[-12:] + SECRET + chunk(b"tEXt", b"a\0" + SECRET)


def moving_png(_: int = 1) -> bytes:
    """An animated PNG."""
    return png(1, save_all=True, append_images=_frames()[1:], duration=[100, 200, 300], loop=3)


def _frames() -> list[Image.Image]:
    frames = [pixels() for _ in range(3)]
    for number, frame in enumerate(frames):
        frame.paste("yellow", (20 * number, 10, 20 * number + 10, 40))
    return frames


def gif(_: int = 1) -> bytes:
    """An animated GIF with every extension there is."""
    plain = BytesIO()
    frames = [frame.quantize(16) for frame in _frames()]
    frames[0].save(plain, "GIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=3)
    data = plain.getvalue()
    start = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    sub = bytes([len(SECRET)]) + SECRET + b"\0"
    magic = b"\1" + bytes(range(255, -1, -1)) + b"\0"
    noted = [
        b"\x21\xfe" + sub,
        b"\x21\xff\x0bXMP DataXMP" + XMP + magic,
        b"\x21\xff\x0bICCRGBG1012" + sub,
        b"\x21\xff\x0bNETSCAPE2.0\3\1\3\0" + sub,
        b"\x21\xf9\4\0\0\0\0\0\x21\1\x0c" + bytes(12) + sub,
        b"\x21\x77" + sub,
        b"\0",
    ]
    return data[:start] + b"".join(noted) + data[start:-1] + noted[0] + b"\x3b" + SECRET


def webp_chunk(kind: bytes, inside: bytes) -> bytes:
    """A chunk of a WebP."""
    return struct.pack("<4sI", kind, len(inside)) + inside + bytes(len(inside) % 2)


def webp(turn: int = 6, **options: object) -> bytes:
    """A WebP with chunks of others between its own, and more behind its end."""
    plain = BytesIO()
    more = {"exif": exif(turn), "xmp": XMP, "icc_profile": profile(), **options}
    pixels().save(plain, "WEBP", **more)  # type: ignore[arg-type]
    data = plain.getvalue()
    others = webp_chunk(b"C2PA", b"jumb" + SECRET) + webp_chunk(b"prVt", SECRET)
    inside = data[12:30] + others + data[30:] + others
    return b"RIFF" + struct.pack("<I", len(inside) + 4) + b"WEBP" + inside + SECRET


def moving_webp(turn: int = 6) -> bytes:
    """An animated WebP."""
    data = webp(turn, save_all=True, append_images=_frames()[1:], duration=[100, 200, 300], loop=3)
    first = data.index(b"ANMF")
    (size,) = struct.unpack_from("<I", data, first + 4)
    more = webp_chunk(b"prVt", SECRET)
    inside = data[12 : first + 4] + struct.pack("<I", size + len(more)) + data[first + 8 : first + 8 + size] + more
    inside += data[first + 8 + size : -len(SECRET)]
    return b"RIFF" + struct.pack("<I", len(inside) + 4) + b"WEBP" + inside


def box(kind: bytes, inside: bytes) -> bytes:
    """A box of a HEIF file."""
    return struct.pack(">I4s", len(inside) + 8, kind) + inside


def avif(turn: int = 6, **options: object) -> bytes:
    """An AVIF with Exif, XMP, a profile, boxes of others and more behind its end."""
    plain = BytesIO()
    seen_through = pixels()
    seen_through.putalpha(Image.linear_gradient("L").resize(seen_through.size))
    whole = Image.Exif()
    whole.load(exif(turn))
    more = {"exif": whole, "xmp": XMP, "icc_profile": profile(), **options}
    seen_through.save(plain, "AVIF", max_threads=1, **more)  # type: ignore[arg-type]
    return plain.getvalue() + box(b"uuid", SECRET) + box(b"free", SECRET) + box(b"mdat", SECRET)


def moving_avif(_: int = 1) -> bytes:
    """An animated AVIF, with user data in its movie."""
    plain = BytesIO()
    frames, more = _frames(), {"xmp": XMP, "icc_profile": profile()}
    frames[0].save(plain, "AVIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300], **more)
    data, noted = plain.getvalue(), box(b"udta", box(b"\xa9xyz", SECRET))
    at = data.index(b"moov") - 4
    (size,) = struct.unpack_from(">I", data, at)
    movie = _shifted(data[at + 8 : at + size], b"stco", 8, len(noted))
    before = _shifted(data[:at], b"iloc", 0, len(noted))
    return before + box(b"moov", movie + noted) + data[at + size :] + box(b"uuid", SECRET)


def _shifted(data: bytes, kind: bytes, at: int, more: int) -> bytes:
    """The boxes with the places in ``stco`` or ``iloc`` moved, as Pillow writes these."""
    made = bytearray(data)
    start = made.index(kind) + 4
    if kind == b"stco":
        (count,) = struct.unpack_from(">I", made, start + 4)
        places = [start + at + 4 * number for number in range(count)]
    else:
        (count,) = struct.unpack_from(">H", made, start + 6)
        places = [start + 8 + 14 * number + 6 for number in range(count)]
    for place in places:
        made[place : place + 4] = struct.pack(">I", struct.unpack_from(">I", made, place)[0] + more)
    return bytes(made)


def ico(_: int = 1) -> bytes:
    """Icons, of which one is a PNG with all that it can hold, and one a bitmap."""
    small = pixels().resize((16, 16)).convert("RGBA")
    plain = BytesIO()
    small.save(plain, "ICO", sizes=[(16, 16)], bitmap_format="bmp")
    bitmap, picture = plain.getvalue()[22:] + SECRET, png(1)
    entries = [(16, 16, bitmap), (WIDTH, HEIGHT, picture)]
    directory, start = struct.pack("<HHH", 0, 1, len(entries)), 6 + 16 * len(entries)
    for width, height, data in entries:
        directory += struct.pack("<BBBBHHII", width, height, 0, 0, 1, 32, len(data), start)
        start += len(data)
    return directory + bitmap + picture + SECRET


def tiff(turn: int = 6, **options: object) -> bytes:
    """A TIFF of a scanner."""
    tags = ImageFileDirectory_v2()
    tags[0x010E] = SECRET.decode()
    tags[0x0112] = turn
    tags[33723] = iim()
    tags[34377] = photoshop()
    tags[700] = XMP
    made = BytesIO()
    pixels().save(made, "TIFF", tiffinfo=tags, icc_profile=profile(), **options)  # type: ignore[arg-type]
    return made.getvalue() + SECRET + exif(turn)


EVERY: dict[str, Callable[[int], bytes]] = {
    "baseline.jpg": jpeg,
    "progressive.jpg": lambda turn: jpeg(turn, progressive=True),
    "restarts.jpg": lambda turn: jpeg(turn, restart_marker_blocks=2),
    "still.png": png,
    "moving.png": moving_png,
    "moving.gif": gif,
    "lossy.webp": webp,
    "lossless.webp": lambda turn: webp(turn, lossless=True),
    "moving.webp": moving_webp,
    "still.avif": avif,
    "moving.avif": moving_avif,
    "icons.ico": ico,
    "scan.tif": tiff,
}
"""How to make each picture, with an orientation where its kind can have one, by a file name that fits it."""

TURNED = [name for name in EVERY if not name.startswith(("moving", "icons"))]
