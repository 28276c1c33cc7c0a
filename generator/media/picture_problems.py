"""Pictures that cannot be published unchanged, and what editors can do about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from generator.media.decode import MOST
from generator.media.measure import HEAVIEST, TOO_LARGE
from generator.model.output import Copied
from generator.model.picture_kinds import BY_NAME, TIFF, PictureKind, claimed, named_right
from generator.model.problems import Problem

_EXPORT = "export it as JPEG, PNG or WebP, and use that"
_AGAIN = "save it again as JPEG, PNG or WebP"


def unpublishable(files: Mapping[str, Copied], used: Collection[str], adopt: bool) -> Iterator[Problem]:
    """Problems with the pictures that public copy uses.

    With ``adopt``, a picture whose name claims another kind keeps its old address and is only a warning.
    """
    for path in sorted(used):
        file = files[path]
        kind = BY_NAME.get(file.kind) or claimed(path)
        if (file.width, file.height) == TOO_LARGE:
            message = f"this picture has more than {MOST // 10**6} million pixels or {HEAVIEST // 10**6} MB"
            yield Problem(path, 0, 0, message, "make it smaller: a width of 2,400 pixels is enough for any screen")
        elif kind and (why := _refused(path, file, kind)):
            yield Problem(path, 0, 0, *why)
        elif file.width < 0:
            yield _unreadable(path, file)
        elif kind and not named_right(path, kind):
            yield _misnamed(path, kind, adopt)


def _refused(path: str, file: Copied, kind: PictureKind) -> tuple[str, str] | None:
    """Why a picture of this kind is not published, and how to fix it."""
    if kind.treatment == "refused":
        message = f"this is {_a(kind)}: browsers do not show it, and it may reveal where it was taken"
        return message, _EXPORT
    if kind is TIFF and path.startswith("content/static/"):
        message = "this is a TIFF picture: browsers do not show it, and it may reveal where it was taken"
        return message, "export it as JPEG, or move it next to the story that shows it: it is published as JPEG there"
    if kind is TIFF and file.notes.moves:
        message = "this TIFF has several pages, but browsers would show only one of them"
        return message, "export each page as a JPEG, or all of them as a PDF to link to"
    return None


def _unreadable(path: str, file: Copied) -> Problem:
    if file.kind:
        return Problem(path, 0, 0, "this picture is damaged: its end or another part is missing", _AGAIN)
    if claimed(path):
        message = f"this file is not a picture, although its name ends in `{_end(path)}`"
        return Problem(path, 0, 0, message, "replace it with the picture, or give it the right file name extension")
    return Problem(path, 0, 0, "this picture cannot be read", _AGAIN, level="warning")


def _misnamed(path: str, kind: PictureKind, adopt: bool) -> Problem:
    """Return the problem of a wrong name. The address, the media type in feeds and the host's response depend on it."""
    message = f"this is {_a(kind)}, although its name ends in `{_end(path)}`"
    fix = f"rename it to `{PurePosixPath(path).stem}{kind.suffixes[0]}`, and change the links to it"
    return Problem(path, 0, 0, message, fix, level="warning" if adopt else "error")


def _a(kind: PictureKind) -> str:
    return f"{'an' if kind.name[0] in 'AI' else 'a'} {kind.name} picture"


def _end(path: str) -> str:
    return PurePosixPath(path).suffix
