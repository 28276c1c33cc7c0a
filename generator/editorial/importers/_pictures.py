"""The pictures of wire copy. Their files are next to the copy, since nothing is fetched from the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from generator.editorial.importers._copy import Received, WireCopy, WirePicture
from generator.media.measure import HEAVIEST, measure
from generator.model.fingerprint import of_bytes
from generator.model.picture_kinds import kind_of
from generator.model.slug import slug
from generator.system import nofollow

_ALONE = "it has pictures or a package, but no story that was imported refers to it"
_MOST = 50  # pictures of a story


def with_packages(received: Iterable[Received]) -> Iterator[tuple[int, WireCopy]]:
    """Yield each story, with the number of its file and with the pictures that its packages and links say it has."""
    every = [*received]
    pictures = {each.guid: each for one in every for each in one.pictures if each.guid}
    packages: dict[str, list[frozenset[str]]] = {}
    for package in (package for one in every for package in one.packages):
        for guid in package:
            packages.setdefault(guid, []).append(package)
    for number, one in enumerate(every):
        skipped = (f"not imported from the same file: {', '.join(one.skipped)}",) if one.skipped else ()
        for copy in one.copies:
            guids = {guid for package in packages.get(copy.guid, ()) for guid in package} if copy.guid else set()
            more = tuple(pictures[guid] for guid in sorted(guids & pictures.keys()))
            yield number, replace(copy, pictures=(*copy.pictures, *more), notes=(*copy.notes, *skipped))


def without_story(received: Iterable[Received]) -> Iterator[tuple[int, str]]:
    """Yield the number of each file that has no story and to which no story refers, with a note about its contents."""
    every = [*received]
    stories = {copy.guid for one in every for copy in one.copies} - {""}
    packages = [package for one in every for package in one.packages if package & stories]
    used = {guid for package in packages for guid in package}
    for number, one in enumerate(every):
        belongs = any(each.guid in used for each in one.pictures) or any(each & stories for each in one.packages)
        if not one.copies and not belongs:
            skipped = f"not imported: {', '.join(dict.fromkeys(one.skipped))}" if one.skipped else ""
            alone = "" if one.skipped and not one.pictures else _ALONE
            yield number, "; ".join(filter(None, (skipped, alone)))


def placed(copy: WireCopy, folder: Path, data: dict[str, bytes]) -> WireCopy:
    """Return ``copy`` with those of its pictures that are in ``folder``, and a note about the others.

    Each is named after the story and a digest of its bytes. The bytes are put into ``data`` under that name.
    """
    found, missing = list[WirePicture](), list[str]()
    for picture in copy.pictures[:_MOST]:
        name, read = next(_files(picture, folder), ("", b""))
        fault = _fault(name, read)
        if fault:
            missing.append(f"{fault}: {_name(picture)}")
            continue
        kind = kind_of(name, read)
        suffix = kind.suffixes[0] if kind else Path(name).suffix.lower()
        placed_name = f"{slug(copy.headline)[:40].strip('-') or 'picture'}-{of_bytes(read)[:8]}{suffix}"
        if placed_name not in {each.placed for each in found}:
            found.append(replace(picture, placed=placed_name, files=(), data=b""))
            data[placed_name] = read
    rights = {each.rights: None for each in found if each.rights}
    notes = (*copy.notes, *missing, *(f"rights in its pictures: {each}" for each in rights))
    other = (*copy.other, *((("Picture rights", " / ".join(rights)),) if rights else ()))
    return replace(copy, pictures=tuple(found), notes=notes, other=other)


def _files(picture: WirePicture, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the existing files of a picture, the best one first. Only file names are used; the paths are ignored."""
    if picture.data:
        yield (picture.files or ("picture",))[0], picture.data
    for href in picture.files:
        try:
            name = unquote(urlsplit(href.strip()).path).replace("\\", "/").rpartition("/")[2].strip()
        except ValueError:
            continue
        if name and not name.startswith(".") and "\0" not in name:
            try:
                yield name, nofollow.read(folder / name, HEAVIEST)
            except OSError:
                continue


def _fault(name: str, data: bytes) -> str:
    if not name:
        return "a picture is missing from the folder of the copy, so the story does not have it"
    kind = kind_of(name, data)
    if not kind or kind.treatment == "refused" or min(measure(name, data)) <= 0:
        return "a file with the copy is not a picture that can be published, so the story does not have it"
    return ""


def _name(picture: WirePicture) -> str:
    return (picture.files[0] if picture.files else picture.caption or picture.guid)[:100]
