"""Creates new sites and new stories.   [disk]"""

from __future__ import annotations

import difflib
import glob
import json
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from generator.editorial import editor_files, requirements
from generator.editorial.editor_files import SCHEMA_LINE
from generator.editorial.requirements import Requirement
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Look, Settings
from generator.model.slug import slug
from generator.model.terms import TAKEN, folded
from generator.model.urls import STATIC
from generator.publish import disk
from generator.reading.story import PAGES, read

_STARTER = Path(__file__).parent / "starter_site"
_DRAFT = "draft: true    # to publish, delete this line and bring `published` up to date"
_NOT_FOR_STORIES = {each.strip("/").rpartition("/")[2] for each in (PAGES, STATIC)}
_LOOK = b'look = "newspaper"'
_OTHER = "choose another name for the section"
_OF_SITES = {"content", "layouts", "data", "seeds", "output", "output-drafts"}
_ALIKE = 0.75
_IGNORED = "/output\n/output-drafts\n/.output.trees/\n.broadsheet/\n"


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


def section_named(written: str, settings: Settings) -> tuple[str, str]:
    """Return the section that an editor names for a new story, as site.toml spells it, and a remark if it is a new one.

    :raises Problems: if there can be no such section, or the name is probably a misspelt one.
    """
    name = " ".join(written.split())
    if not name:
        return "", ""
    known = {folded(each): each for each in settings.sections}
    if found := known.get(folded(name)) or {slug(each): each for each in settings.sections}.get(slug(name)):
        return found, ""
    if near := difflib.get_close_matches(folded(name), known, 1, _ALIKE):
        fix = f"did you mean `{known[near[0]]}`? if it is a new section, add it to `sections` in site.toml"
        refuse(Problem("--section", 0, 0, f"there is no section `{name}`", fix))
    short = slug(name, settings.language)
    if not short:
        refuse(Problem("--section", 0, 0, f"the section `{name}` has no letters or digits", "write it in words"))
    if short in _NOT_FOR_STORIES or TAKEN.fullmatch(short):
        refuse(Problem("--section", 0, 0, f"/{short}/ has another use, so no section can be called `{name}`", _OTHER))
    return name, f"`{name}` is a new section; site.toml has {', '.join(settings.sections)}." if known else ""


def create_story(site: Path, settings: Settings, headline: str, section: str, now: datetime) -> Path:
    """Write the file of a new story, a draft dated ``now``; return its path. ``section`` comes from ``section_named``.

    :raises Problems: if a build would refuse the story, there is one of this headline already, or the file cannot be
        written; there is none then.
    """
    headline = " ".join(headline.split())
    if not headline:
        refuse(
            Problem("new", 0, 0, "the headline is empty", 'write it in quotes: broadsheet new "Ferry back in service"')
        )
    short = slug(headline, settings.language)
    if not short:
        message = f"`{headline}` has no letters or digits to make an address from"
        refuse(Problem("new", 0, 0, message, "write the headline in words"))
    published = now.astimezone(settings.zone).replace(second=0, microsecond=0)
    name = f"{published:%Y-%m-%d}-{short}.md"
    path = site / "content" / slug(section or "news", settings.language) / name
    _refuse_second(site, name)
    text = _text(headline, section, published.isoformat(), short)
    _refuse_unreadable(text, path.relative_to(site).as_posix(), settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(str(path), text.encode())
    except OSError as error:
        with suppress(OSError):
            path.parent.rmdir()  # if it is empty
        fix = "make room on the disk, or allow writing in its folder"
        refuse(Problem(path.relative_to(site).as_posix(), 0, 0, f"the story cannot be written: {error.strerror}", fix))
    return path


def _text(headline: str, section: str, published: str, short: str) -> str:
    lines = [
        "---",
        f"title: {_quoted(headline)}",
        'standfirst: ""',
        f"section: {_quoted(section)}",
        "tags: []",
        "bylines: []",
        f"published: {published}",
        f"slug: {_quoted(short)}",
        _DRAFT,
        "---",
        "",
        "",
    ]
    return "\n".join(lines)


def _refuse_second(site: Path, name: str) -> None:
    """Refuse a second story of one day and headline, in whatever folder: both would have the same address."""
    if there := next((site / "content").rglob(glob.escape(name)), None):
        path = there.relative_to(site).as_posix()
        refuse(Problem(path, 0, 0, "there is already a story with this headline today", "choose another headline"))


def _refuse_unreadable(text: str, path: str, settings: Settings) -> None:
    """Refuse what a build would refuse once the story is no longer a draft, such as a comment in the headline."""
    found = read(text.replace(f"{_DRAFT}\n", "").encode(), path, settings)
    if errors := [each for each in found.problems if each.level == "error"]:
        raise Problems(Problem("new", 0, 0, each.message, each.fix) for each in errors)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
