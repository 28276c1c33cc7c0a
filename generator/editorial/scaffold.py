"""Creates new sites.   [disk]"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from generator.editorial import editor_files, requirements
from generator.editorial.editor_files import SCHEMA_LINE
from generator.editorial.requirements import Requirement
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Look

_STARTER = Path(__file__).parent / "starter_site"
_LOOK = b'look = "newspaper"'
_OF_SITES = {"content", "layouts", "data", "seeds", "output", "output-drafts", "output-preview"}
_IGNORED = "/output\n/output-drafts\n/output-preview\n/.output.trees/\n.broadsheet/\n/node_modules/\n"


def create_site(folder: Path, look: Look = "newspaper") -> tuple[int, Requirement]:
    """Create a new site in ``folder``; return its number of files, and how its requirements.txt names Broadsheet.

    Its site.toml chooses the ``look``.

    :raises Problems: if ``folder`` exists and is not an empty folder, is among the files of another site, or the site
        cannot be written; nothing is in the folder then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        refuse(
            Problem(str(folder), 0, 0, "this already exists and is not an empty folder", "name a new or empty folder")
        )
    if site := _site_around(folder.absolute()):
        message = f"this folder is among the files of another site, {site}"
        refuse(Problem(str(folder), 0, 0, message, "name a folder outside it"))
    try:
        return _create_site(folder, look)
    except BaseException as error:
        _empty(folder)
        if not isinstance(error, OSError):
            raise
        message = f"the site cannot be created here: {error.strerror}"
        fix = "make room on the disk, or name a folder in which you may create files"
        raise Problems([Problem(str(folder), 0, 0, message, fix)]) from error


def _empty(folder: Path) -> None:
    with suppress(OSError):
        for each in folder.iterdir():
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            else:
                each.unlink()


def _site_around(folder: Path) -> Path | None:
    """The site in whose content/, layouts/ or output folder a folder is; None if it is in none."""
    for inner, outer in zip((folder, *folder.parents), folder.parents, strict=False):
        if inner.name.casefold() in _OF_SITES and (outer / "site.toml").is_file():
            return outer
    return None


def _create_site(folder: Path, look: Look) -> tuple[int, Requirement]:
    files = sorted(path for path in _STARTER.rglob("*") if path.is_file())
    for file in files:
        target = folder / file.relative_to(_STARTER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes().replace(_LOOK, f'look = "{look}"'.encode()))
    settings = folder / "site.toml"
    settings.write_bytes(SCHEMA_LINE.encode() + b"\n\n" + settings.read_bytes())
    helping = editor_files.files()
    for path, content in helping.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")
    required = requirements.write(folder)
    return len(files) + len(helping) + (3 if required.wheel else 2), required
