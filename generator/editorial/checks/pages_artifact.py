"""Files that GitHub Pages refuses, or handles in a way that you may not expect.

The built site must contain no links, be readable by everyone, have an index.html and a 404.html, and stay below 1 GB.
No two paths may differ only in letter case, because a copy on another machine would lose one of them. Files that belong
at the root of a host (robots.txt, security.txt) have no effect on a project site such as owner.github.io/repo/.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_MOST = 1_000_000_000  # bytes; https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
_NEARLY = 900_000_000
_OF_A_HOST = ("robots.txt", ".well-known/security.txt", "ads.txt", "llms.txt", "humans.txt", "trust.txt")


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report what is wrong with the output folder; nothing if the site has not been built."""
    if not site.output.is_dir():
        return
    paths, size = dict[str, str](), 0
    for path, entry in _entries(site.output):
        info = entry.stat(follow_symlinks=False)
        size += info.st_size
        yield from _of_one(path, info)
        key = path.casefold()
        if key in paths:
            fix = "rename one of the two"
            yield Problem(path, 0, 0, f"{paths[key]} has the same name except for letter case", fix)
        paths.setdefault(key, path)
    yield from _of_all(site, paths, size)


def _entries(folder: Path, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            path = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path), f"{path}/")
            else:
                yield path, entry


def _of_one(path: str, info: os.stat_result) -> Iterator[Problem]:
    if not stat.S_ISREG(info.st_mode):
        yield Problem(path, 0, 0, "this is a link, which Pages refuses", "build again: builds contain no links")
    elif info.st_nlink > 1:
        yield Problem(path, 0, 0, "this is a hard link, which Pages refuses", "build without --atomic")
    elif not info.st_mode & stat.S_IROTH:
        yield Problem(path, 0, 0, "not everyone can read this file, so Pages refuses it", "build with `umask 022`")


def _of_all(site: CheckedSite, paths: dict[str, str], size: int) -> Iterator[Problem]:
    for name in ("index.html", "404.html"):
        if name not in paths:
            yield Problem(name, 0, 0, f"the site has no {name}", "build again")
    if size > _NEARLY and site.request.settings.hosting == "github-pages":
        message = f"the site is {size / 1e6:,.0f} MB; the limit of Pages is 1,000 MB"
        fix = "make pictures smaller, or publish on another host"
        yield Problem(f"{site.output.name}/", 0, 0, message, fix, level="error" if size > _MOST else "warning")
    base_path = site.request.settings.base_path
    if base_path != "/" and site.request.settings.host.endswith(".github.io"):
        for name in filter(paths.__contains__, _OF_A_HOST):
            message = f"{name} has an effect only at the root of {site.request.settings.host}, not below {base_path}"
            fix = "use a custom domain, or name the repository after its host, such as owner.github.io"
            yield Problem(name, 0, 0, message, fix, level="warning")
