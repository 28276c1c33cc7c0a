"""Pictures: their dimensions, and the shapes in which search engines and social networks want them.

Bytes in, values or bytes out. Pillow decodes pictures; to measure one, it only reads the header. Pictures in copy are
not trusted: one with more than ``MOST`` pixels is never decompressed.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from generator.model.picture import Rendition, Shape
from generator.model.picture_kinds import JPEG, TIFF, claimed, kind_of

if TYPE_CHECKING:
    from PIL.Image import Image

_CROPPED = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".tif", ".tiff")
MOST = 100_000_000
"""The most pixels of a picture that is decompressed."""

HEAVIEST = 40_000_000
"""The most bytes of a picture."""

_HEAD = 4096  # bytes of an SVG that are searched for its size
_RATIOS = ((16, 9), (4, 3), (1, 1))
_WIDEST = 1200  # pixels; Google's minimum for large previews
_LEAST = 50_000  # pixels in total; Google ignores smaller pictures ("Article" structured data)
_QUALITY = 82
_CONVERTED = 90  # quality of the JPEG that replaces a picture of another kind
_WIDTHS = (400, 800, 1200, 1600)  # pixels; for phones and desktops, at one and two device pixels per CSS pixel
_ALIKE = 1.15  # a picture at most this much wider than one of these widths gets no rendition of that width
_FALLBACK = 1200  # pixels; the widest rendition for browsers without AVIF and WebP
_SAVED: Mapping[str, Mapping[str, object]] = {
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},
    "webp": {"quality": 76, "method": 4},
    "jpg": {"quality": _QUALITY, "optimize": True, "progressive": True},
}

UNREADABLE = (-1, -1)
"""The size of a file that is named like a picture but is not a readable one."""

TOO_LARGE = (-2, -2)
"""The size of a picture that has too many pixels or bytes."""


class Broken(Exception):
    """The bytes are not a picture, or part of it is missing."""


class Huge(Broken):
    """A picture that claims to be larger than any that is decompressed."""


def measure(path: str, data: bytes) -> tuple[int, int]:
    """Width and height in pixels as readers see them; (0, 0) if the file is not a picture.

    Returns ``UNREADABLE`` or ``TOO_LARGE`` for pictures that cannot be shown.
    """
    kind = kind_of(path, data)
    if not kind and path.lower().endswith(".svg"):
        return _of_svg(data[:_HEAD].decode("utf-8", "replace"))
    if not kind and not claimed(path):
        return 0, 0
    if not kind or kind.treatment == "refused":
        return UNREADABLE
    if len(data) > HEAVIEST:
        return TOO_LARGE
    try:
        with decoded(data) as picture:
            width, height = picture.size
            turned = _orientation(picture) in _ON_ITS_SIDE
    except Huge:
        return TOO_LARGE
    except Broken:
        return UNREADABLE
    if width * height > MOST:
        return TOO_LARGE
    if width * height <= 0:
        return UNREADABLE
    return (height, width) if turned else (width, height)


_ORIENTATION = 0x0112  # Exif 2.32, section 4.6.4
_ON_ITS_SIDE = {5, 6, 7, 8}


def _orientation(picture: Image) -> int:
    """The orientation in a picture's header: looking for one later in a PNG would decompress all of it.

    Pillow has already rotated the size of a TIFF, and takes the orientation of an AVIF from its properties.
    """
    from PIL.Image import Exif

    if picture.format == "TIFF":
        return 1
    noted = Exif()
    noted.load(picture.info.get("exif", b""))
    return int(noted.get(_ORIENTATION, 1))


def _of_svg(head: str) -> tuple[int, int]:
    """The size in an SVG's ``width`` and ``height``, or in its ``viewBox`` if those are not in pixels."""
    tag = re.search(r"<svg\b[^>]*>", head)
    if not tag:
        return UNREADABLE
    own = [re.search(rf"""\s{name}\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""", tag[0]) for name in ("width", "height")]
    box = re.search(r"""\sviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", tag[0])
    found = [each[1] for each in own if each] if all(own) else list(box.groups()) if box else []
    try:
        width, height = (round(float(each)) for each in found)
    except ValueError:
        return 0, 0
    return (width, height) if width > 0 and height > 0 else (0, 0)


def shapes(path: str, width: int, height: int) -> Iterator[Shape]:
    """The shapes to crop a picture of this size to: never larger than the picture, never too small to be useful."""
    if not path.lower().endswith(_CROPPED):
        return
    for across, down in _RATIOS:
        widest = min(width, height * across // down, _WIDEST)
        lowest = widest * down // across
        if widest * lowest >= _LEAST:
            yield Shape(f"{across}x{down}", widest, lowest)


def renditions(path: str, width: int, height: int) -> Iterator[Rendition]:
    """The sizes and formats that browsers choose from: never larger than the picture.

    A JPEG or TIFF that is wider than old browsers need also gets a smaller JPEG for them; they use other pictures
    as they are.
    """
    if not path.lower().endswith(_CROPPED) or width <= _WIDTHS[0]:
        return
    widths = [each for each in _WIDTHS if each * _ALIKE < width]
    widths.append(min(width, round(_WIDTHS[-1] * _ALIKE)) if width < _WIDTHS[-1] * _ALIKE else _WIDTHS[-1])
    for each in ("avif", "webp"):
        yield from (Rendition(each, wide, max(1, round(height * wide / width))) for wide in dict.fromkeys(widths))
    if path.lower().endswith((*JPEG.suffixes, *TIFF.suffixes)) and width > _FALLBACK:
        yield Rendition("jpg", _FALLBACK, max(1, round(height * _FALLBACK / width)))


def rendered(data: bytes, wanted: Rendition) -> bytes:
    """A picture in another size and format, in sRGB and without metadata.

    :raises Broken: if it cannot be decoded.
    """
    from PIL import ImageOps

    made = BytesIO()
    with decoded(data) as opened:
        opened.draft("RGB", (wanted.width * 2, wanted.height * 2))  # decodes a JPEG no larger than necessary
        upright = ImageOps.exif_transpose(opened)
        plain = _on_white(upright) if wanted.format == "jpg" else _in_srgb(upright)
        plain = plain if plain.mode in ("RGB", "RGBA") else plain.convert("RGB")
        small = plain.resize((wanted.width, wanted.height), reducing_gap=3.0)
        small.info.clear()
        kind = "jpeg" if wanted.format == "jpg" else wanted.format
        small.save(made, kind, **_SAVED[wanted.format])
    return made.getvalue()


def moves(data: bytes) -> bool:
    """Whether a picture is animated or, for a TIFF, has several pages."""
    try:
        with decoded(data) as opened:
            frames = range(1, getattr(opened, "n_frames", 1))
            if opened.format == "TIFF":
                return not all(map(partial(_is_preview, opened), frames))
            return bool(frames) and opened.format != "MPO"
    except Broken:
        return False


def _is_preview(opened: Image, number: int) -> bool:
    """Whether an image in a TIFF is a smaller version of another (TIFF 6.0, NewSubfileType)."""
    opened.seek(number)
    return bool(opened.getexif().get(254, 0) & 1)


def upright(data: bytes, **options: object) -> bytes:
    """A picture in the same format with its pixels rotated upright, and without metadata. ``options`` are Pillow's.

    :raises Huge: if it is larger than any picture that is decompressed.
    :raises Broken: if it cannot be decoded.
    """
    from PIL import ImageOps

    made = BytesIO()
    with decoded(data) as opened:
        if opened.width * opened.height > MOST:
            raise Huge
        turned = ImageOps.exif_transpose(opened)
        turned.info = {key: value for key, value in turned.info.items() if key == "transparency"}
        turned.save(made, opened.format, icc_profile=opened.info.get("icc_profile"), **options)
    return made.getvalue()


def as_jpeg(data: bytes) -> bytes:
    """A picture of a kind that browsers do not show, as an upright JPEG in sRGB without metadata.

    :raises Huge: if it is larger than any picture that is decompressed.
    :raises Broken: if it cannot be decoded.
    """
    from PIL import ImageOps

    made = BytesIO()
    with decoded(data) as opened:
        if opened.width * opened.height > MOST:
            raise Huge
        plain = _on_white(ImageOps.exif_transpose(opened))
        plain.info.clear()
        plain.save(made, "JPEG", **{**_SAVED["jpg"], "quality": _CONVERTED})
    return made.getvalue()


def cropped(data: bytes, shape: Shape) -> bytes:
    """The middle of a picture in another shape, as JPEG in sRGB without metadata (such as place and time).

    :raises Broken: if it cannot be decoded.
    """
    from PIL import ImageOps

    made = BytesIO()
    with decoded(data) as opened:
        upright = ImageOps.exif_transpose(opened)
        cut = ImageOps.fit(_on_white(upright), (shape.width, shape.height))
        cut.info.clear()  # otherwise Pillow would keep a comment
        cut.save(made, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return made.getvalue()


@contextmanager
def decoded(data: bytes) -> Iterator[Image]:
    """An opened picture. Its header is read at once, the rest on demand.

    :raises Huge: if it claims to be larger than Pillow decompresses.
    :raises Broken: if it is not a complete picture. Pillow raises many kinds of exceptions on such bytes.
    """
    from PIL.Image import DecompressionBombError  # imported here because only new pictures are measured
    from PIL.Image import open as opened

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an editor cannot fix what Pillow warns about
            with opened(BytesIO(data)) as picture:
                yield picture
    except Broken:
        raise
    except DecompressionBombError as error:
        raise Huge from error
    except Exception as error:
        raise Broken from error


def _on_white(picture: Image) -> Image:
    """The picture in sRGB, on white where it is transparent."""
    from PIL.Image import new

    srgb = _in_srgb(picture)
    if "A" not in srgb.getbands():
        return srgb.convert("RGB")
    ground = new("RGB", srgb.size, "white")
    ground.paste(srgb, mask=srgb.getchannel("A"))
    return ground


def _in_srgb(picture: Image) -> Image:
    """The picture with its colours converted to sRGB, which screens assume by default."""
    from PIL import ImageCms

    seen_through = "A" in picture.getbands() or "transparency" in picture.info
    plain = _in_eight_bits(picture)
    if seen_through or plain.mode not in ("RGB", "CMYK", "L"):
        plain = plain.convert("RGBA" if seen_through else "RGB")
    profile = picture.info.get("icc_profile")
    if not profile:
        return plain.convert("RGB") if plain.mode == "L" else plain
    try:
        own, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        opaque = plain.convert("RGB") if plain.mode == "RGBA" else plain
        shown = ImageCms.profileToProfile(opaque, own, srgb, outputMode="RGB") or opaque
    except (ImageCms.PyCMSError, OSError, ValueError):  # an invalid profile, or one for other colours
        return plain.convert("RGB") if plain.mode == "L" else plain
    if plain.mode == "RGBA":
        shown.putalpha(plain.getchannel("A"))
    return shown


def _in_eight_bits(picture: Image) -> Image:
    """Sixteen-bit greys converted to eight bits; Pillow would turn all but the darkest into white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda value: value / 257).convert("L")
