"""Pictures embedded in an SVG drawing as ``data:`` URLs (RFC 2397)."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error

from generator.media.decode import MOST, Broken, decoded
from generator.media.metadata import cleaned

_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
_WRITTEN = re.compile(r"data:image/(?:png|jpe?g|webp|gif);base64,", re.IGNORECASE)
_EMBED = "embed the picture as PNG, JPEG, WebP or GIF"


class PictureFault(Exception):
    """An embedded picture that cannot be published: what is wrong, and the fix."""

    def __init__(self, message: str, fix: str = _EMBED) -> None:
        self.message, self.fix = message, fix
        super().__init__(message)


class Pictures:
    """The pictures embedded in one drawing; all together may have as many pixels as one picture."""

    def __init__(self) -> None:
        self.pixels = 0

    def embedded(self, address: str) -> str:
        """Return the ``data:`` URL of an embedded picture as published, without its metadata.

        :raises PictureFault: for anything but a complete PNG, JPEG, WebP or GIF in base64.
        """
        found = _WRITTEN.match(address)
        if not found:
            raise PictureFault(f"`{address[:40]}` is not a kind of embedded picture that is allowed in a drawing")
        try:
            data = b64decode("".join(address[found.end() :].split()), validate=True)
            kind = self._measured(data)
            data = cleaned(data)
        except (Error, ValueError, Broken) as error:
            raise PictureFault("a picture embedded in this drawing cannot be read") from error
        return f"data:{kind};base64,{b64encode(data).decode()}"

    def _measured(self, data: bytes) -> str:
        """Return the media type of a picture, from its bytes. Counts its pixels.

        :raises Broken: if the picture is of another kind.
        :raises PictureFault: if all embedded pictures together have too many pixels.
        """
        with decoded(data) as picture:
            kind = _KINDS.get(picture.format or "", "")
            self.pixels += picture.width * picture.height
        if not kind:
            raise Broken
        if self.pixels > MOST:
            raise PictureFault(f"the pictures embedded in this drawing have more than {MOST // 10**6} million pixels")
        return kind
