"""Takes out of pictures what cameras and programs note in them: where and when a photo was taken, by whom, with what.

Each format has a module that knows which parts of a file make the picture and its colours. Those are kept and written
again; everything else is left out, whatever it is. Pixels do not change, unless they have to be turned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.media.metadata import avif, gif, ico, jpeg, png, webp
from generator.media.pictures import Broken, as_jpeg
from generator.model import picture_kinds
from generator.model.picture_kinds import Kind

_WITHOUT_LOSS: Mapping[Kind, Callable[[bytes], bytes]] = {
    picture_kinds.JPEG: jpeg.cleaned,
    picture_kinds.PNG: png.cleaned,
    picture_kinds.GIF: gif.cleaned,
    picture_kinds.WEBP: webp.cleaned,
    picture_kinds.AVIF: avif.cleaned,
    picture_kinds.ICO: ico.cleaned,
    picture_kinds.TIFF: bytes,  # a TIFF serves as it is, since it is never published
}
_AT_LAST: Mapping[Kind, Callable[[bytes], bytes]] = {
    picture_kinds.PNG: png.turned,
    picture_kinds.WEBP: webp.turned,
    picture_kinds.TIFF: as_jpeg,
}


def cleaned(data: bytes) -> bytes:
    """The picture as it is published: without metadata, but with its colours, and upright. A TIFF becomes a JPEG.

    A JPEG and an AVIF still say which way is up, which all browsers follow. A PNG and a WebP have turned pixels.

    :raises Broken: if it is not whole, or of a kind that is not published.
    """
    kind, found = picture_kinds.kind_of("", data), without_loss(data)
    return _AT_LAST[kind](found) if kind and kind in _AT_LAST else found


def without_loss(data: bytes) -> bytes:
    """What other sizes of a picture are made from: the picture without metadata but with its orientation, or a TIFF.

    :raises Broken: if it is not whole, or of a kind that is not published.
    """
    kind = picture_kinds.kind_of("", data)
    if not kind or kind not in _WITHOUT_LOSS:
        raise Broken
    return _WITHOUT_LOSS[kind](data)
