"""Pictures in another shape, size or format: bytes in, bytes out. Pillow does the work."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from generator.media.decode import MOST, Huge, decoded
from generator.media.measure import ON_ITS_SIDE
from generator.model.picture import Rendition, Shape

if TYPE_CHECKING:
    from PIL.Image import Image


_QUALITY = 82
_MARGIN = 1.5  # how much larger a JPEG is decoded than it is needed, at least
_CONVERTED = 90  # quality of the JPEG that replaces a picture of another kind
_SAVED: Mapping[str, Mapping[str, object]] = {
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},
    "webp": {"quality": 76, "method": 2},
    "jpg": {"quality": _QUALITY, "optimize": True, "progressive": True},
    "png": {},
}


def rendered(data: bytes, wanted: Rendition) -> bytes:
    """A picture in another size and format, in sRGB and without metadata.

    :raises Broken: if it cannot be decoded.
    """
    from PIL import ImageOps

    made = BytesIO()
    with decoded(data) as opened:
        _draft(opened, wanted.width, wanted.height)
        upright = ImageOps.exif_transpose(opened)
        plain = _on_white(upright) if wanted.format == "jpg" else _in_srgb(upright)
        plain = plain if plain.mode in ("RGB", "RGBA") else plain.convert("RGB")
        small = plain.resize((wanted.width, wanted.height), reducing_gap=3.0)
        small.info.clear()
        kind = "jpeg" if wanted.format == "jpg" else wanted.format
        small.save(made, kind, **_SAVED[wanted.format])
    return made.getvalue()


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
    """Part of a picture in another shape, as JPEG in sRGB without metadata (such as place and time).

    :raises Broken: if it cannot be decoded.
    """
    made = BytesIO()
    cut(data, shape).save(made, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return made.getvalue()


def cut(data: bytes, shape: Shape) -> Image:
    """Part of a picture in another shape, in sRGB without metadata.

    :raises Broken: if it cannot be decoded.
    """
    from PIL import ImageOps

    with decoded(data) as opened:
        _draft(opened, shape.width, shape.height)
        plain = _on_white(ImageOps.exif_transpose(opened))
        scale = min(plain.width / shape.width, plain.height / shape.height)
        across = max(0.0, plain.width - shape.width * scale)
        down = max(0.0, plain.height - shape.height * scale)
        left, top = across * (shape.x / 100), down * (shape.y / 100)
        box = (left, top, plain.width - (across - left), plain.height - (down - top))
        found = plain.resize((shape.width, shape.height), box=box, reducing_gap=3.0)
        found.info.clear()  # otherwise Pillow would keep a comment
        return found


def _draft(opened: Image, width: int, height: int) -> None:
    """Have a JPEG decoded no larger than a good picture of this size needs: JPEGs can be decoded at 1/2, 1/4 or 1/8."""
    from PIL.ExifTags import Base

    on_its_side = opened.format == "JPEG" and opened.getexif().get(Base.Orientation, 1) in ON_ITS_SIDE
    wanted = (height, width) if on_its_side else (width, height)
    opened.draft("RGB", (round(_MARGIN * wanted[0]), round(_MARGIN * wanted[1])))


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
