"""What GitHub Pages does not take, or takes otherwise than meant.

The built site must hold no links, be readable by all, have an index.html and a 404.html, and stay below 1 GB. No two
paths may differ in letter case alone, since a copy on another machine would lose one of them. Files that others look
for at the root of a host (robots.txt, security.txt) do nothing on a project site such as owner.github.io/repo/.
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
    """What is wrong with the folder that was built; nothing where nothing has been built."""
    if not site.output.is_dir():
        return
    paths, size = dict[str, str](), 0
    for path, entry in _entries(site.output):
        info = entry.stat(follow_symlinks=False)
        size += info.st_size
        yield from _of_one(path, info)
        key = path.casefold()
        if key in paths:
            fix = "give one of the two another name"
            yield Problem(path, 0, 0, f"{paths[key]} has the same name but for its letter case", fix)
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
        yield Problem(path, 0, 0, "this is a link, which Pages refuses", "build again: no build makes links")
    elif info.st_nlink > 1:
        yield Problem(path, 0, 0, "this is a hard link, which Pages refuses", "build without --atomic")
    elif not info.st_mode & stat.S_IROTH:
        yield Problem(path, 0, 0, "not everybody may read this file, so Pages refuses it", "build with `umask 022`")


def _of_all(site: CheckedSite, paths: dict[str, str], size: int) -> Iterator[Problem]:
    for name in ("index.html", "404.html"):
        if name not in paths:
            yield Problem(name, 0, 0, f"the site has no {name}", "build again")
    if size > _NEARLY:
        message = f"the site has {size / 1e6:,.0f} MB; Pages takes 1,000"
        fix = "make pictures smaller, or publish on another host"
        yield Problem(str(site.output), 0, 0, message, fix, level="error" if size > _MOST else "warning")
    base_path = site.request.settings.base_path
    if base_path != "/" and site.request.settings.host.endswith(".github.io"):
        for name in filter(paths.__contains__, _OF_A_HOST):
            message = f"{name} is looked for at the root of {site.request.settings.host} alone, not below {base_path}"
            fix = "use a domain of your own, or a repository that is called like its host"
            yield Problem(name, 0, 0, message, fix, level="warning")
