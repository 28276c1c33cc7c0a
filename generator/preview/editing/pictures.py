"""Puts pictures that somebody adds in the browser next to the story.   [disk]"""

from __future__ import annotations

from itertools import count
from pathlib import Path, PurePosixPath

from generator.media import svg_safety
from generator.media.decode import MOST, Broken, decoded
from generator.media.measure import HEAVIEST, TOO_LARGE, measure
from generator.media.metadata import without_loss
from generator.model.picture_kinds import kind_of
from generator.model.problems import Problem, refuse
from generator.model.slug import slug
from generator.publish import disk
from generator.system import nofollow

LARGEST = 50_000_000
"""The most bytes that the browser may send: more than a picture may have, so that the answer can say why it is refused.
"""

_SHOWABLE = "save it as JPEG or PNG, and add that; WebP, AVIF, GIF, TIFF and SVG can be added, too"
_REDRAW = "save it as PNG, and add that; or have it redrawn without this"


def add_picture(folder: Path, name: str, data: bytes, language: str) -> str:
    """Write a picture into a story's folder, never over another file; return the name that it has there.

    The new name is made from ``name``, which the picture had elsewhere. If the folder already has the same picture
    under this name, nothing is written.

    :raises Problems: if it is not a picture that browsers show, or cannot be written.
    """
    stem, suffix = _safe_stem(name, language), _suffix(name, data)
    try:
        for number in count(1):
            wanted = f"{stem}-{number}{suffix}" if number > 1 else f"{stem}{suffix}"
            if _is_there(folder / wanted, data) or disk.write_new(str(folder / wanted), data):
                return wanted
    except OSError as error:
        fix = "make room on the disk, or allow writing in its folder"
        refuse(Problem(name, 0, 0, f"the picture cannot be written: {error.strerror}", fix))
    raise AssertionError  # count() does not end


def _safe_stem(name: str, language: str) -> str:
    return slug(PurePosixPath(name.replace("\\", "/")).stem, language) or "picture"


def _suffix(name: str, data: bytes) -> str:
    """Return the extension for the contents of a file, whatever its name says.

    :raises Problems: if browsers do not show it.
    """
    kind = kind_of(name, data)
    if kind and kind.treatment != "refused":
        _refuse_unshowable(name, data)
        given = PurePosixPath(name).suffix.lower()
        return given if given in kind.suffixes else kind.suffixes[0]
    if kind:
        refuse(Problem(name, 0, 0, f"browsers do not show pictures of this kind ({kind.name})", _SHOWABLE))
    try:
        svg_safety.cleaned(data)
    except svg_safety.Unsafe as unsafe:
        if name.lower().endswith(svg_safety.KIND):
            first = unsafe.faults[0]
            refuse(Problem(name, 0, 0, f"this drawing cannot be used: {first.message}", _REDRAW))
        refuse(Problem(name, 0, 0, "this is not a kind of picture that Broadsheet knows", _SHOWABLE))
    return ".svg"


def _refuse_unshowable(name: str, data: bytes) -> None:
    """Refuse a picture that would keep the site from being built, before a story refers to it."""
    if measure(name, data) == TOO_LARGE:
        message = f"this picture has more than {MOST // 10**6} million pixels or {HEAVIEST // 10**6} MB"
        refuse(Problem(name, 0, 0, message, "make it smaller: a width of 2,400 pixels is enough for any screen"))
    try:
        without_loss(data)
        with decoded(data) as picture:
            picture.load()
    except Broken:
        message = "this picture is damaged: its end or another part is missing"
        refuse(Problem(name, 0, 0, message, "save it again as JPEG, PNG or WebP"))


def _is_there(path: Path, data: bytes) -> bool:
    try:
        return not nofollow.link_at(path) and path.stat().st_size == len(data) and nofollow.read(path, None) == data
    except OSError:
        return False
