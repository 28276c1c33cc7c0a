"""Pictures in another shape, size or format: bytes in, bytes out. Pillow does the work."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from generator.media.decode import MOST, OversizedPicture, decoded
from generator.media.measure import ON_ITS_SIDE
from generator.model.picture import Rendition, Shape

if TYPE_CHECKING:
    from PIL.Image import Image


_QUALITY = 82
_MARGIN = 1.5  # how many times as large as needed a JPEG is decoded, at least
_CONVERTED = 90  # quality of the JPEG that replaces a picture of another kind
_SAVED: Mapping[str, Mapping[str, object]] = {
    "avif": {"quality": 52, "speed": 9, "max_threads": 1},  # at this speed or above, encoding takes a third of the time
    "webp": {"quality": 76, "method": 2},
    "jpg": {"quality": _QUALITY, "optimize": True, "progressive": True},
    "png": {},
}


def rendered(data: bytes, wanted: Rendition) -> bytes:
    """Return a picture in another size and format, in sRGB and without metadata.

    :raises Broken: if it cannot be decoded.
    """
    made = BytesIO()
    with decoded(data) as opened:
        shown = _shown(data, _reduction(opened, wanted.width, wanted.height))
        plain = _on_white(shown) if wanted.format == "jpg" else shown
        plain = plain if plain.mode in ("RGB", "RGBA") else plain.convert("RGB")
        small = plain.resize((wanted.width, wanted.height), reducing_gap=3.0)
        small.info.clear()
        kind = "jpeg" if wanted.format == "jpg" else wanted.format
        small.save(made, kind, **_SAVED[wanted.format])
    return made.getvalue()


def upright(data: bytes, **options: object) -> bytes:
    """Return a picture in the same format, rotated upright and without metadata. ``options`` are Pillow's.

    :raises OversizedPicture: if it is larger than any picture that is decompressed.
    :raises Broken: if it cannot be decoded.
    """
    from PIL import ImageOps

    made = BytesIO()
    with decoded(data) as opened:
        if opened.width * opened.height > MOST:
            raise OversizedPicture
        turned = ImageOps.exif_transpose(opened)
        turned.info = {key: value for key, value in turned.info.items() if key == "transparency"}
        turned.save(made, opened.format, icc_profile=opened.info.get("icc_profile"), **options)
    return made.getvalue()


def as_jpeg(data: bytes) -> bytes:
    """Return a picture of a kind that browsers do not show, as an upright JPEG in sRGB without metadata.

    :raises OversizedPicture: if it is larger than any picture that is decompressed.
    :raises Broken: if it cannot be decoded.
    """
    from PIL import ImageOps

    made = BytesIO()
    with decoded(data) as opened:
        if opened.width * opened.height > MOST:
            raise OversizedPicture
        plain = _on_white(_in_srgb(ImageOps.exif_transpose(opened)))
        plain.info.clear()
        plain.save(made, "JPEG", **{**_SAVED["jpg"], "quality": _CONVERTED})
    return made.getvalue()


def cropped(data: bytes, shape: Shape) -> bytes:
    """Return part of a picture in another shape, as JPEG in sRGB without metadata (such as place and time).

    :raises Broken: if it cannot be decoded.
    """
    made = BytesIO()
    cut(data, shape).save(made, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return made.getvalue()


def cut(data: bytes, shape: Shape, margin: float = _MARGIN) -> Image:
    """Return part of a picture in another shape, in sRGB without metadata.

    ``margin`` says how many times as large as needed a JPEG is decoded, at least; 1 is the fastest.

    :raises Broken: if it cannot be decoded.
    """
    with decoded(data) as opened:
        plain = _on_white(_shown(data, _reduction(opened, shape.width, shape.height, margin)))
        scale = min(plain.width / shape.width, plain.height / shape.height)
        across = max(0.0, plain.width - shape.width * scale)
        down = max(0.0, plain.height - shape.height * scale)
        left, top = across * (shape.x / 100), down * (shape.y / 100)
        box = (left, top, plain.width - (across - left), plain.height - (down - top))
        found = plain.resize((shape.width, shape.height), box=box, reducing_gap=3.0)
        found.info.clear()  # otherwise Pillow would keep a comment
        return found


def _reduction(opened: Image, width: int, height: int, margin: float = _MARGIN) -> int:
    """Return the factor by which a picture can be reduced while decoding it for this size: JPEGs by 1, 2, 4 or 8."""
    from PIL.ExifTags import Base

    if opened.format != "JPEG":
        return 1
    on_its_side = opened.getexif().get(Base.Orientation, 1) in ON_ITS_SIDE
    wide, high = (height, width) if on_its_side else (width, height)
    fits = min(opened.width // round(margin * wide), opened.height // round(margin * high))
    return max(each for each in (1, 2, 4, 8) if each <= max(1, fits))


@lru_cache(maxsize=1)  # all sizes of a picture are made in a row, and decoding takes longest
def _shown(data: bytes, reduction: int) -> Image:
    """Return the picture in sRGB, upright. Callers must not change it."""
    from PIL import ImageOps

    with decoded(data) as opened:
        opened.draft("RGB", (opened.width // reduction, opened.height // reduction))
        return _in_srgb(ImageOps.exif_transpose(opened))


def forget() -> None:
    """Drop the picture that was decoded last: a large one takes hundreds of megabytes."""
    _shown.cache_clear()


def _on_white(srgb: Image) -> Image:
    """Return a picture in sRGB with a white background behind transparent parts."""
    from PIL.Image import new

    if srgb.mode == "RGB":
        return srgb
    if "A" not in srgb.getbands():
        return srgb.convert("RGB")
    ground = new("RGB", srgb.size, "white")
    ground.paste(srgb, mask=srgb.getchannel("A"))
    return ground


def _in_srgb(picture: Image) -> Image:
    """Return the picture with its colours converted to sRGB, which screens assume by default."""
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
    """Return a picture with 16-bit greys converted to 8 bits; Pillow would turn all but the darkest into white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda value: value / 257).convert("L")
