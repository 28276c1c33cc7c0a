"""Checks that a file's name fits its contents: a store that was tampered with might publish a picture as a page."""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.model.output import Copied, Cropped, Drawn, Made, Rendered, Resized, Sanitized, SocialCard
from generator.model.picture_kinds import claimed

_ANYWHERE = ("redirect.html", "tombstone.html")
"""Layouts of pages at old addresses, which may have any suffix."""


def suffix_fits(path: str, made: Made) -> bool:
    """Whether a file may be published at a path, by the path's suffix."""
    match made:
        case Rendered(layout=layout):
            return layout in _ANYWHERE or _suffix(path) == _suffix(layout)
        case Copied(file=file) | Sanitized(picture=Copied(file=file)):
            return _suffix(path) == _suffix(file)
        case Resized(rendition=rendition):
            return claimed(path) is claimed(f"picture.{rendition.format}")
        case Cropped():
            return _suffix(path) == ".jpg"
        case SocialCard():
            return _suffix(path) in (".jpg", ".png")
        case Drawn():
            return _suffix(path) in (".ico", ".png")
    return True


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
