"""The cache of processed pictures in ``.broadsheet/pictures/``, by the digest of everything they depend on.   [disk]

They depend on the modules that make pictures and on no other code. So when these modules change, older pictures, which
might contain something that must not be published, are not used again. Other changes to the program keep the cache.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from generator.model import picture_kinds
from generator.model.fingerprint import digest, of_bytes
from generator.model.output import Cropped, RenderedSvg, Resized
from generator.system import nofollow
from generator.system.installed import version

FOLDER = ".broadsheet/pictures"
_CODE = Path(__file__).parent
_CHECKSUM_SIZE = 16  # bytes
_BEGINNINGS = {
    "avif": re.compile(rb"....ftypavi[fs]", re.DOTALL),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_DAYS = 60  # how long an unused picture is kept


def find(site: Path, made: object) -> bytes | None:
    """Return the picture that ``made`` describes, if it is in the cache."""
    if not (name := _name(made)):
        return None
    with suppress(OSError):
        kept = nofollow.read(site / FOLDER / name)
        if kept[:_CHECKSUM_SIZE] == _checksum(kept[_CHECKSUM_SIZE:]) and _is_picture(made, kept[_CHECKSUM_SIZE:]):
            return kept[_CHECKSUM_SIZE:]
    return None


def _is_picture(made: object, data: bytes) -> bool:
    """Whether bytes are a picture of the right format and size, as far as its header says.

    Decoding every picture would take longer than making some of them again.
    """
    if isinstance(made, Resized):
        kind = made.rendition.format
    else:
        kind = "png" if isinstance(made, RenderedSvg) and not made.shape else "jpg"
    if not _BEGINNINGS[kind].match(data):
        return False
    from PIL import Image  # here, since most builds need no picture

    try:
        with Image.open(BytesIO(data)) as picture:
            size = picture.size
    except (OSError, ValueError, SyntaxError):
        return False
    return not isinstance(made, Resized) or size == (made.rendition.width, made.rendition.height)


def put(site: Path, made: object, data: bytes) -> None:
    """Store a new picture, completely or not at all. Errors of the disk are ignored."""
    folder = site / FOLDER
    if not (name := _name(made)) or find(site, made) == data:
        return
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{name}.{os.getpid()}"
        fresh.unlink(missing_ok=True)
        with fresh.open("xb") as file:
            file.write(_checksum(data) + data)
        fresh.replace(folder / name)


def tidy(site: Path, wanted: Callable[[], Iterable[object]]) -> None:
    """Remove old pictures that are not in ``wanted()``, which is called only if there are old ones."""
    folder = site / FOLDER
    if not folder.is_dir():
        return
    before = time.time() - _DAYS * 24 * 3600
    old = [entry for entry in os.scandir(folder) if entry.stat(follow_symlinks=False).st_mtime < before]
    names = {name for made in wanted() if (name := _name(made))} if old else set()
    for entry in old:
        with suppress(OSError):
            if entry.name not in names:
                Path(entry.path).unlink()


def _checksum(data: bytes) -> bytes:
    """Return a checksum, stored before each picture, so that a picture damaged later is not used."""
    return blake2b(data, digest_size=_CHECKSUM_SIZE).digest()


def _name(made: object) -> str:
    match made:
        case Cropped(picture, shape):
            return digest([_program(), picture.digest, "crop", shape])
        case Resized(picture, rendition):
            return digest([_program(), picture.digest, "resize", rendition])
        case RenderedSvg(svg, photo, shape):
            return digest([_program(), photo.digest if photo else "", "share", shape, svg])
    return ""


@cache
def _program() -> str:
    """Return the digest of the code, fonts and libraries that make pictures."""
    files = [*sorted(_CODE.rglob("*.py")), *sorted((_CODE / "fonts").iterdir()), Path(picture_kinds.__file__)]
    code = [of_bytes(path.read_bytes()) for path in files]
    return digest([code, version("pillow"), version("resvg-py")])
