"""Creates new sites, in new folders and in fresh clones.   [disk]"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.editorial import requirements
from generator.editorial.clone_info import pages_address
from generator.editorial.requirements import Requirement
from generator.editorial.starter import NewSite, starter_files
from generator.model.problems import Problem, Problems, refuse
from generator.publish import disk
from generator.system import nofollow

_OF_SITES = {"content", "layouts", "data", "seeds", "output", "output-drafts", "output-preview"}
_OF_CLONES = re.compile(
    r"\.git|\.github|\.git(?:attributes|ignore)|\.editorconfig|\.vscode|\.idea|\.DS_Store|\.?venv"
    r"|(?:readme|licen[cs]e|copying|notice|contributing|code_of_conduct|security|support|codeowners)(?:[-.].*+)?",
    re.IGNORECASE,
)
"""What a fresh clone may have, none of which is part of a site."""


class Created(msgspec.Struct, frozen=True):
    """A new site: how many files were written, and how its requirements.txt names Broadsheet, if it has one."""

    count: int
    required: Requirement


def create_site(folder: Path, site: NewSite) -> Created:
    """Create a new site in ``folder``, which may be a fresh clone with README, licence and the like, which it keeps.

    :raises Problems: if ``folder`` has files of another kind, or is among the files of another site, or the site cannot
        be written; what was there before is all that is in the folder then.
    """
    if around := _site_around(folder.absolute()):
        message = f"this folder is among the files of another site, {around}"
        refuse(Problem(str(folder), 0, 0, message, "name a folder outside it"))
    if os.path.lexists(folder) and not folder.is_dir():
        refuse(Problem(str(folder), 0, 0, "this is not a folder", "name a new or empty folder"))
    required = requirements.installed()
    try:
        there = sorted(each.name for each in folder.iterdir()) if folder.exists() else []
        site = site if site.template else replace(site, base_url=site.base_url or pages_address(folder))
        files = _new_files(folder, there, starter_files(site, required))
        _write(folder, files)
    except OSError as error:
        message = f"the site cannot be created here: {error.strerror}"
        fix = "make room on the disk, or name a folder in which you may create files"
        raise Problems([Problem(str(folder), 0, 0, message, fix)]) from error
    return Created(sum(not path.endswith("/") for path in files), required)


def _site_around(folder: Path) -> Path | None:
    """The site in whose content/, layouts/ or output folder a folder is; None if it is in none."""
    for inner, outer in zip((folder, *folder.parents), folder.parents, strict=False):
        if inner.name.casefold() in _OF_SITES and (outer / "site.toml").is_file():
            return outer
    return None


def _new_files(folder: Path, there: list[str], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files to write: an existing README is kept, and missing lines are added to an existing .gitignore.

    :raises Problems: if the folder is no fresh clone, or any other of the files is there already.
    """
    if "site.toml" in there:
        refuse(Problem(str(folder), 0, 0, "there is a site in this folder already", "name another folder"))
    if other := next((name for name in there if not _OF_CLONES.fullmatch(name)), ""):
        message = f"this folder is not empty: it has {other}, for example"
        fix = "name a new or empty folder, or a fresh clone that has nothing but README, LICENSE and the like"
        refuse(Problem(str(folder), 0, 0, message, fix))
    kept = {"README.md"} if any(name.lower().startswith("readme") for name in there) else set()
    files = {path: data for path, data in files.items() if path not in kept}
    if problems := [*_in_the_way(folder, [path for path in files if path != ".gitignore"])]:
        raise Problems(problems)
    return {**files, ".gitignore": _ignoring(folder, files[".gitignore"])}


def _in_the_way(folder: Path, paths: list[str]) -> Iterator[Problem]:
    for path in [*paths, ".gitignore"]:
        if link := nofollow.link_towards(folder, path.rstrip("/")):
            yield Problem(str(folder / link), 0, 0, "this is a link to another place", "remove the link")
        elif path != ".gitignore" and os.path.lexists(folder / path):
            fix = "move it to another place, or create the site in a new folder"
            yield Problem(str(folder / path), 0, 0, "this file already exists, and is not overwritten", fix)
        elif os.path.lexists(folder / path) and not (folder / path).is_file():
            yield Problem(str(folder / path), 0, 0, "this is not a regular file", "move it to another place")


def _ignoring(folder: Path, lines: bytes) -> bytes:
    """Return the clone's .gitignore with the lines that it lacks."""
    try:
        known = nofollow.read(folder / ".gitignore")
    except FileNotFoundError:
        return lines
    ignored = {line.strip().strip(b"/") for line in known.splitlines()}
    added = [line for line in lines.splitlines(keepends=True) if line.strip().strip(b"/") not in ignored]
    return known + b"\n" * (not known.endswith(b"\n") and bool(known and added)) + b"".join(added)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files; if one cannot be written, remove the others, and the folders that were made for them."""
    made = list[Path]()
    try:
        for path, data in files.items():
            if path.endswith("/"):
                _make_folder(folder / path, made)
            elif path != ".gitignore":  # which may be there already, so it is replaced once the rest has been written
                _make_folder((folder / path).parent, made)
                made.append(folder / path)
                disk.write(str(folder / path), data)
        disk.replace(str(folder / ".gitignore"), files[".gitignore"], lasting=False)
    except BaseException:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)
