"""Pictures that were made, kept in ``.broadsheet/pictures/`` by all that goes into them: they are made once.   [disk]

Unlike pages they do not depend on the generator's own code, but for the recipe below; so a new version makes none anew.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from generator import nofollow
from generator.digest import digest
from generator.output import Cropped, Resized, Sketch

FOLDER = ".broadsheet/pictures"
_RECIPE = 1  # to be counted up where the same picture is to be made otherwise
_SIGN = 16  # bytes
_BEGINNINGS = {
    "avif": re.compile(rb"....ftypavi[fs]", re.DOTALL),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_DAYS = 60  # for which a picture is kept that nobody asks for


def find(site: Path, made: object) -> bytes | None:
    """The picture, if it was made before."""
    if not (name := _name(made)):
        return None
    with suppress(OSError):
        kept = nofollow.read(site / FOLDER / name)
        if kept[:_SIGN] == _sign(kept[_SIGN:]) and _is_picture(made, kept[_SIGN:]):
            return kept[_SIGN:]
    return None


def _is_picture(made: object, data: bytes) -> bool:
    """Whether bytes begin as a picture of the right format does: nothing else may come out of what is kept."""
    if isinstance(made, Resized):
        kind = made.rendition.format
    else:
        kind = "png" if isinstance(made, Sketch) and not made.shape else "jpg"
    return _BEGINNINGS[kind].match(data) is not None


def put(site: Path, made: object, data: bytes) -> None:
    """Keep a picture that has just been made, whole or not at all. A disk that takes none is no reason to fail."""
    folder = site / FOLDER
    if not (name := _name(made)) or find(site, made) == data:
        return
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{name}.{os.getpid()}"
        fresh.unlink(missing_ok=True)
        with fresh.open("xb") as file:
            file.write(_sign(data) + data)
        fresh.replace(folder / name)


def tidy(site: Path, wanted: Iterable[object]) -> None:
    """Remove what nobody has asked for in a long time."""
    folder = site / FOLDER
    if not folder.is_dir():
        return
    names = {name for made in wanted if (name := _name(made))}
    before = time.time() - _DAYS * 24 * 3600
    for entry in os.scandir(folder):
        with suppress(OSError):
            if entry.name not in names and entry.stat().st_mtime < before:
                Path(entry.path).unlink()


def _sign(data: bytes) -> bytes:
    """Stands before a picture, so that one that was broken since is none."""
    return blake2b(data, digest_size=_SIGN).digest()


def _name(made: object) -> str:
    match made:
        case Cropped(picture, shape):
            return digest([_RECIPE, _library(), picture.digest, "crop", shape])
        case Resized(picture, rendition):
            return digest([_RECIPE, _library(), picture.digest, "resize", rendition])
        case Sketch(svg, photo, shape):
            return digest([_RECIPE, _library(), photo.digest if photo else "", "share", shape, svg])
    return ""


@cache
def _library() -> str:
    return f"{version('pillow')} {version('resvg-py')}"
