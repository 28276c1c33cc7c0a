"""Reads the built-in layouts and a site's own: layouts, assets and message catalogues.   [disk]"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.media.decode import Broken
from generator.media.metadata import cleaned
from generator.model.output import Layout
from generator.model.picture_kinds import TIFF, kind_of
from generator.model.problems import Problem
from generator.reading import letter_case
from generator.reading.folders import linked, read, walk
from generator.system import nofollow
from generator.text.catalogs import FOLDER as CATALOGUES


class Layouts(msgspec.Struct, frozen=True):
    """The built-in layouts, assets and message catalogues, and the site's own, which replace them file by file."""

    built_in: tuple[Layout, ...]
    own: tuple[Layout, ...]
    catalogues: tuple[Layout, ...]
    assets: dict[str, bytes]
    problems: tuple[Problem, ...]


def layouts(site: Path) -> Layouts:
    """Read the built-in layouts and the site's own. Links, and layouts that are not UTF-8, are problems.

    In a checkout of Broadsheet, which is itself a site, the built-in layouts are also the site's own, because somebody
    may be editing them.
    """
    built_in, own = theme_folder(), site / "layouts"
    problems: list[Problem] = []
    base = _layout_files(built_in, "theme/layouts/", problems)
    overrides = {}
    if nofollow.link_at(own):
        problems.append(linked("layouts"))
    elif own.exists() and not own.is_dir():
        problems.append(Problem("layouts", 0, 0, "this is not a folder", "rename it, or make it a folder of layouts"))
    elif own.is_dir() and not own.samefile(built_in):
        overrides = _layout_files(own, "layouts/", problems)
        problems += letter_case.of_layouts(base, overrides)
    built_in_layouts = tuple(_layouts(base, "theme/layouts/", problems))
    own_layouts = (
        built_in_layouts
        if own.is_dir() and own.samefile(built_in)
        else tuple(_layouts(overrides, "layouts/", problems))
    )
    catalogues = tuple(
        each for each in dict.fromkeys((*built_in_layouts, *own_layouts)) if each.name.startswith(CATALOGUES)
    )
    return Layouts(
        tuple(each for each in built_in_layouts if each not in catalogues),
        tuple(each for each in own_layouts if each not in catalogues),
        catalogues,
        _assets(base, "theme/layouts/", problems) | _assets(overrides, "layouts/", problems),
        tuple(problems),
    )


def theme_folder() -> Path:
    """Return the folder of the built-in layouts: inside the package in a wheel, next to it in a checkout."""
    inside = Path(__file__).parent.parent / "layouts"
    return inside if inside.is_dir() else inside.parent.parent / "layouts"


def _layout_files(folder: Path, shown: str, problems: list[Problem]) -> dict[str, bytes]:
    return {
        path.removeprefix(shown): read(Path(entry.path), path, problems)
        for path, entry in sorted(walk(folder, shown, problems), key=lambda found: found[0])
    }


def _layouts(files: dict[str, bytes], shown: str, problems: list[Problem]) -> Iterator[Layout]:
    for name, data in files.items():
        if name.startswith("assets/"):
            continue
        try:
            yield Layout(name, shown + name, data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            problems.append(Problem(shown + name, line, 0, "this layout is not UTF-8", "save it as UTF-8"))


def _assets(files: dict[str, bytes], shown: str, problems: list[Problem]) -> dict[str, bytes]:
    """Return the theme's assets by name. Pictures among them have no metadata, like all published pictures."""
    found = {}
    for name, data in files.items():
        if not name.startswith("assets/"):
            continue
        found[name.removeprefix("assets/")] = data
        if kind := kind_of(name, data):
            try:
                found[name.removeprefix("assets/")] = cleaned(data if kind != TIFF else b"")
            except Broken:
                message = (
                    f"this {kind.name} picture cannot be published: it is damaged, or browsers do not show its kind"
                )
                problems.append(Problem(shown + name, 0, 0, message, "export it as JPEG, PNG or WebP"))
    return found
