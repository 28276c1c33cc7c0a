"""The picture of a story: its address, its crops and the files that they need."""

from __future__ import annotations

from mimetypes import guess_type

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.media.renditions import shapes
from generator.model.output import Copied, Cropped
from generator.model.picture import CENTRE, Crop, Picture
from generator.model.picture_kinds import published_path
from generator.model.problems import Problem
from generator.model.urls import STATIC
from generator.reading.inputs import PATHS, SETTINGS
from generator.reading.queries import HEAD
from generator.site.links import with_addresses
from generator.site.path_suggestions import did_you_mean, from_story, nearest
from generator.site.used_files import DerivedPicture, UsedFiles, file_at, not_a_picture, shows_picture


class PictureWithFiles(msgspec.Struct, frozen=True):
    """A story's picture with its address, and the files it needs; see ``UsedFiles``."""

    picture: Picture | None = None
    used: tuple[str, ...] = ()
    made: tuple[DerivedPicture, ...] = ()
    faulty: bool = False


def picture_of(ask: Ask, path: str, later: bool = False) -> PictureWithFiles:
    """The picture of a story; ``later`` if the story is not public yet (see ``UsedFiles``)."""
    head = ask(HEAD, path)
    found = head.picture if head else None
    if found and not later:
        found = _linked(ask, path, found)
    if not head or not found or not found.src.startswith("content/"):
        return PictureWithFiles()
    files = UsedFiles(ask, path, ask(SETTINGS), later=later)
    if found.src.startswith(STATIC) and not file_at(ask, found.src):
        found = replace(found, src=f"content/{found.src.removeprefix(STATIC)}")  # a root-relative path, see ``targets``
    file, line = file_at(ask, found.src), head.lines.get("picture", 0)
    if not file and found.src in ask(PATHS):
        message, fix = f"`picture` names {found.src}, which is a text", "name a picture"
        files.report(Problem(path, line, 0, message, fix, "", files.level, files.outcome))
        return PictureWithFiles(None, faulty=True)
    if not file:
        fix = "check the path of `picture`; it is relative to this file's folder"
        if near := nearest(ask, found.src, path):
            fix = did_you_mean(near, found.src, from_story(near, path, encoded=False))
        files.report(Problem(path, line, 0, f"there is no picture {found.src}", fix, "", files.level, files.outcome))
        return PictureWithFiles(None, faulty=True)
    if not (file.kind or file.problems or shows_picture(found.src)):
        fix = "name a picture; to offer this file, link to it in the text"
        files.report(Problem(path, line, 0, not_a_picture(found.src), fix, "", files.level, files.outcome))
        return PictureWithFiles(None, faulty=True)
    placed = _placed(files, found, file) if files.use(found.src, file, line, 0) else None
    return PictureWithFiles(placed, tuple(files.used), tuple(files.made.values()), files.faulty)


def _linked(ask: Ask, path: str, found: Picture) -> Picture:
    """The picture with the address of each file and place that its caption and credit link to."""
    caption, credit = (with_addresses(ask, path, each) for each in (found.caption_spans, found.credit_spans))
    return replace(found, caption_spans=caption, credit_spans=credit)


def _placed(files: UsedFiles, found: Picture, file: Copied) -> Picture:
    """The picture with its address, the caption and credit from its file where the story gives none, and its crops."""
    return replace(
        found,
        src=files.address(found.src),
        caption=found.caption or file.notes.caption,
        credit=found.credit or file.notes.credit,
        type=guess_type(published_path(found.src))[0] or "",
        size=file.size,
        width=max(file.width, 0),
        height=max(file.height, 0),
        crops=_crops(files, found, file),
        variants=files.variants(found.src),
    )


def _crops(files: UsedFiles, found: Picture, file: Copied) -> tuple[Crop, ...]:
    """The crops of a picture. Stories that show the same picture may each have their own focus."""
    (x, y), crops = found.focus, []
    stem = found.src.rpartition(".")[0] + (f".{x}-{y}" if found.focus != CENTRE else "")
    for shape in shapes(found.src, file.width, file.height):
        path = f"{stem}.{shape.ratio}.{file.digest[:8]}.jpg"
        how = Cropped(file, replace(shape, x=x, y=y))
        crops.append(Crop(files.make(found.src, path, how), shape.width, shape.height))
    return tuple(crops)


PICTURED = Query[PictureWithFiles]("pictured", PictureWithFiles, picture_of)
"""The picture of a public story, by its path: omitted if it is missing or on another site."""


def picture_file(ask: Ask, path: str) -> Copied | None:
    """The file of a public story's picture; None if it has no picture, or one on another site."""
    head = ask(HEAD, path)
    if not head or not head.picture:
        return None
    src = head.picture.src
    return file_at(ask, src) or file_at(ask, f"content/{src.removeprefix(STATIC)}")
