"""Opening pictures with Pillow. Pictures in copy are not trusted: one with too many pixels is never decompressed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


MOST = 100_000_000
"""The most pixels of a picture that is decompressed."""


class Broken(Exception):
    """The bytes are not a picture, or part of it is missing."""


class OversizedPicture(Broken):
    """A picture that claims to be larger than any that is decompressed."""


@contextmanager
def decoded(data: bytes) -> Iterator[Image]:
    """An opened picture. Its header is read at once, the rest on demand.

    :raises OversizedPicture: if it claims to be larger than Pillow decompresses.
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
        raise OversizedPicture from error
    except Exception as error:
        raise Broken from error
