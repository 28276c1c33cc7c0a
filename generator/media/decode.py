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
"""The most pixels that a picture may have to be decompressed."""


class Broken(Exception):
    """The bytes are not a picture, or part of it is missing."""


class OversizedPicture(Broken):
    """A picture whose header claims more than ``MOST`` pixels."""


@contextmanager
def decoded(data: bytes) -> Iterator[Image]:
    """Open a picture for the time of a ``with`` block. Its header is read at once, the rest on demand.

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
