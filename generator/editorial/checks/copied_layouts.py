"""Layouts that were copied from the theme with `broadsheet theme copy`, and whose originals have changed since.

A newer version of Broadsheet may fix a fault in a file of the theme, or add to it; a copy stays the same. The first
line of a copy says which version of the original it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.editorial.checks import CheckedSite
from generator.editorial.theme_files import digests, origin
from generator.model.problems import Problem
from generator.reading import layout_files
from generator.reading.folders import left_behind
from generator.system import nofollow


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each copy of which the original has changed."""
    folder = site.request.site / "layouts"
    if not folder.is_dir() or folder.samefile(layout_files.theme_folder()):
        return
    now = digests()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not nofollow.link_at(path) and not left_behind(path.name):
            data = nofollow.read(path, None)
            copied = origin(data)
            if copied and now.get(copied[0]) != copied[1]:
                first = data.decode("utf-8-sig", "replace").split("\n", 1)[0].rstrip("\r")
                yield _changed(f"layouts/{path.relative_to(folder).as_posix()}", copied[0], now, first)


def _changed(path: str, name: str, now: Mapping[str, str], first: str) -> Problem:
    if name not in now:
        message, fix = (
            f"this is a copy of {name}, which the theme no longer has",
            "see CHANGELOG.md for what replaces it",
        )
    else:
        message = f"the theme's {name} has changed since this copy of it was made"
        fix = (
            f"compare the two (`broadsheet theme list` says where the theme is), adopt what you need, and write"
            f" {now[name]} into the first line"
        )
    return Problem(path, 1, 0, message, fix, first, "warning")
