"""Finds names that differ from the right one only in letter case: they work on some disks, but not on web servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.problems import Problem

_FOLDERS = {"pages": "standalone pages", "static": "files that are published as they are"}


def of_folders(names: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each folder whose name differs from ``pages`` or ``static`` only in letter case."""
    for name in sorted(names):
        right = name.casefold()
        if right in _FOLDERS and name != right:
            message = f"only a folder content/{right}/ is for {_FOLDERS[right]}; letter case matters"
            yield Problem(f"content/{name}", 0, 0, message, f"rename it to `{right}`", level="warning")


def of_layouts(built_in: Iterable[str], own: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each layout or asset whose name differs from a built-in one only in letter case."""
    right = {name.casefold(): name for name in built_in}
    for name in own:
        found = right.get(name.casefold(), name)
        if found != name and not name.endswith(".po"):
            message = f"this does not replace the built-in {found}, because letter case matters"
            yield Problem(f"layouts/{name}", 0, 0, message, f"rename it to `{found}`", level="warning")


def of_content(names: Iterable[str]) -> str:
    """Return how to fix a site that has no folder content/, given the names in its folder."""
    found = next((name for name in sorted(names) if name.casefold() == "content"), "")
    return f"rename {found}/ to content/" if found else "create it, and put stories in it"
