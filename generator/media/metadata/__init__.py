"""Removes the metadata that cameras and programs put in pictures: where, when, by whom and how a photo was taken.

Each format has a module that knows which parts of a file define the picture and its colours. Those parts are written
to a new file; everything else is left out. Pixels do not change, unless the picture has to be rotated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.media.convert import as_jpeg
from generator.media.decode import Broken
from generator.media.metadata import avif, gif, ico, jpeg, png, webp
from generator.model import picture_kinds
from generator.model.picture_kinds import PictureKind

_WITHOUT_LOSS: Mapping[PictureKind, Callable[[bytes], bytes]] = {
    picture_kinds.JPEG: jpeg.cleaned,
    picture_kinds.PNG: png.cleaned,
    picture_kinds.GIF: gif.cleaned,
    picture_kinds.WEBP: webp.cleaned,
    picture_kinds.AVIF: avif.cleaned,
    picture_kinds.ICO: ico.cleaned,
    picture_kinds.TIFF: bytes,  # a TIFF stays as it is because it is never published
}
_FINAL_STEPS: Mapping[PictureKind, Callable[[bytes], bytes]] = {
    picture_kinds.PNG: png.rotated,
    picture_kinds.WEBP: webp.rotated,
    picture_kinds.TIFF: as_jpeg,
}


def cleaned(data: bytes) -> bytes:
    """Return the picture as published: without metadata, but with its colours, and upright. A TIFF becomes a JPEG.

    JPEG and AVIF keep their orientation tag, which all browsers follow. The pixels of PNG and WebP are rotated.

    :raises Broken: if it is incomplete, or of a kind that is not published.
    """
    kind, found = picture_kinds.kind_of("", data), without_loss(data)
    return _FINAL_STEPS[kind](found) if kind and kind in _FINAL_STEPS else found


def without_loss(data: bytes) -> bytes:
    """Return the source for other sizes of a picture: without metadata except its orientation; a TIFF as it is.

    :raises Broken: if it is incomplete, or of a kind that is not published.
    """
    kind = picture_kinds.kind_of("", data)
    if not kind or kind not in _WITHOUT_LOSS:
        raise Broken
    return _WITHOUT_LOSS[kind](data)
