"""The shapes of pictures that search engines and social networks ask for, and the sizes that browsers choose from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.picture import Rendition, Shape
from generator.model.picture_kinds import AVIF, JPEG, PNG, TIFF, WEBP, PictureKind, claimed
from generator.model.urls import STATIC

_CROPPED = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".tif", ".tiff")
_RATIOS = ((16, 9), (4, 3), (1, 1))
_WIDEST = 1200  # pixels; Google's minimum for large previews
_LEAST = 50_000  # pixels in total; Google ignores smaller pictures ("Article" structured data)
_WIDTHS = (400, 800, 1200, 1600)  # pixels; for phones and desktops, at one and two device pixels per CSS pixel
_ALIKE = 1.15  # a picture at most this much wider than one of these widths gets no rendition of that width
_FALLBACK = 1200  # pixels; the widest rendition for browsers without AVIF and WebP
_LONGEST = 2560  # pixels; enough for any screen at the widths at which pages show pictures
FORMATS = {JPEG: "jpg", TIFF: "jpg", PNG: "png", WEBP: "webp", AVIF: "avif"}
"""The format in which a picture of each kind is published if it is resized."""


def shapes(path: str, width: int, height: int) -> Iterator[Shape]:
    """Yield the shapes to crop a picture of this size to, none larger than the picture or too small to be useful."""
    if not path.lower().endswith(_CROPPED):
        return
    for across, down in _RATIOS:
        widest = min(width, height * across // down, _WIDEST)
        lowest = widest * down // across
        if widest * lowest >= _LEAST:
            yield Shape(f"{across}x{down}", widest, lowest)


def renditions(path: str, width: int, height: int) -> Iterator[Rendition]:
    """Yield the sizes and formats that browsers choose from: never larger than the picture.

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


def reduced(path: str, kind: PictureKind, width: int, height: int) -> Rendition | None:
    """Return the size to which a picture is reduced at its own address; ``None`` if it is not larger than that.

    Pictures in content/static/ are published at their full size, for readers to download.
    """
    longest = max(width, height)
    if longest <= _LONGEST or kind not in FORMATS or path.startswith(STATIC) or claimed(path) is not kind:
        return None
    wide, high = (max(1, round(each * _LONGEST / longest)) for each in (width, height))
    return Rendition(FORMATS[kind], wide, high)
