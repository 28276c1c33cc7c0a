"""Creates new stories.   [disk]"""

from __future__ import annotations

import difflib
import errno
import glob
import posixpath
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from generator.editorial.front_matter.nodes import Given
from generator.editorial.front_matter.writing import Yaml
from generator.model.picture_kinds import claimed
from generator.model.problems import Problem, Problems, refuse
from generator.model.safe_paths import fault_in
from generator.model.settings import Settings
from generator.model.slug import slug
from generator.model.terms import TAKEN, folded
from generator.model.urls import STATIC
from generator.publish import disk
from generator.reading.formats.unquoted_text import in_quotes
from generator.reading.story import PAGES, read
from generator.system import nofollow

_DRAFT = "draft: true    # to publish: broadsheet publish, or delete this line and write `published`"
_NOT_FOR_STORIES = {each.strip("/").rpartition("/")[2] for each in (PAGES, STATIC)}
_OTHER = "choose another name for the section"
_ALIKE = 0.75


class NewStory(msgspec.Struct, frozen=True):
    """The data of a new story. ``section`` comes from ``section_named``.

    ``picture`` is the path of any file; ``alt`` describes it. ``folder`` is the story's folder in content/, if it is
    not its section's.
    """

    headline: str
    section: str = ""
    tags: Sequence[str] = ()
    bylines: Sequence[str] = ()
    kind: str = ""
    picture: Path | None = None
    alt: str = ""
    folder: str = ""


def section_named(written: str, settings: Settings) -> tuple[str, str]:
    """Return the section that an editor names for a new story, as site.toml spells it, and a note if it is a new one.

    :raises Problems: if a section cannot have this name, or the name is probably misspelt.
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
        refuse(
            Problem("--section", 0, 0, f"the section `{name}` has no letters or digits", "give it a name with letters")
        )
    if short in _NOT_FOR_STORIES or TAKEN.fullmatch(short):
        refuse(Problem("--section", 0, 0, f"/{short}/ has another use, so no section can be called `{name}`", _OTHER))
    return name, f"`{name}` is a new section; the site has {', '.join(settings.sections)}." if known else ""


def create_story(site: Path, settings: Settings, new: NewStory, now: datetime) -> Path:
    """Write the file of a new story, a draft without a time, named after the day ``now``; return its path.

    A picture from outside content/ is copied next to the story.

    :raises Problems: if a build would refuse the story, there is already one with this headline, or a file cannot be
    written. No file is left then.
    """
    headline = " ".join(new.headline.split())
    if not headline:
        refuse(
            Problem("new", 0, 0, "the headline is empty", 'write it in quotes: broadsheet new "Ferry back in service"')
        )
    short = slug(headline, settings.language)
    if not short:
        message = f"`{headline}` has no letters or digits to make an address from"
        refuse(Problem("new", 0, 0, message, "write a headline with letters"))
    name = f"{now.astimezone(settings.zone):%Y-%m-%d}-{short}.md"
    path = site / "content" / (_folder(new.folder) or slug(new.section or "news", settings.language)) / name
    _refuse_duplicate(site, name)
    source, copy = _picture(site, path.parent, new.picture) if new.picture else ("", None)
    text = _text(new, headline, short, source)
    _refuse_unreadable(text, path.relative_to(site).as_posix(), settings)
    _write(site, path, text, new.picture, copy)
    return path


def _write(site: Path, path: Path, text: str, picture: Path | None, copy: Path | None) -> None:
    """Write the file and the copy of its picture without overwriting files; neither is left if one fails."""
    name, made = path.relative_to(site).as_posix(), list[Path]()
    if link := nofollow.link_towards(site, name):
        refuse(Problem(link, 0, 0, "this is a link, so nothing is written there", "put a real folder here"))
    wanted = [(copy, picture.read_bytes)] if picture and copy else []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for file, content in (*wanted, (path, text.encode)):
            if not disk.write_new(str(file), content()):
                raise FileExistsError(errno.EEXIST, "somebody else has just written a file of this name")
            made.append(file)
    except OSError as error:
        with suppress(OSError):
            for each in made:
                disk.remove(str(each))
            path.parent.rmdir()  # if it is empty
        fix = "make room on the disk, or allow writing in its folder"
        refuse(Problem(name, 0, 0, f"the story cannot be written: {error.strerror}", fix))


def _folder(written: str) -> str:
    """Return a folder in content/ that an editor names, with or without the prefix ``content/``."""
    name = written.strip().replace("\\", "/").removesuffix("/").removeprefix("content/")
    first = name.partition("/")[0]
    wrong = name and (fault_in(name) or posixpath.normpath(name) != name or name.startswith(("/", "..", "_", ".")))
    if wrong or first in _NOT_FOR_STORIES or TAKEN.fullmatch(first):
        message = f"stories cannot be in a folder `{written}` of content/"
        refuse(Problem("--in", 0, 0, message, "name one such as `harbour` or `harbour/2026`"))
    return name


def _picture(site: Path, folder: Path, picture: Path) -> tuple[str, Path | None]:
    """Return a picture's path as a story in ``folder`` writes it, and the path of its copy if it is not in content/.

    :raises Problems: if the file does not exist, or another file of its name is next to the story.
    """
    named = str(picture)
    found = next((each for each in (picture, site / picture, site / "content" / picture) if each.is_file()), None)
    if not found or nofollow.link_at(found):
        fix = "name a picture in this folder or in content/"
        refuse(Problem("--picture", 0, 0, f"there is no file `{named}`", fix))
    kind = claimed(found.name)
    if not found.name.lower().endswith(".svg") and (not kind or kind.treatment == "refused"):
        refuse(
            Problem("--picture", 0, 0, f"`{named}` cannot be shown", "name a JPEG, PNG, WebP, AVIF, GIF, TIFF or SVG")
        )
    content = (site / "content").resolve()
    if found.resolve().is_relative_to(content):
        inside = found.resolve().relative_to(content).as_posix()
        return posixpath.relpath(inside, folder.relative_to(site / "content").as_posix()), None
    copy = folder / found.name
    if copy.exists() and copy.read_bytes() != found.read_bytes():
        message = f"there is another file {found.name} next to the story"
        refuse(Problem("--picture", 0, 0, message, "give the picture another name"))
    return found.name, None if copy.exists() else copy


def _text(new: NewStory, headline: str, short: str, source: str) -> str:
    fields: dict[str, Given] = {"tags": list(_words(new.tags)), "bylines": list(_words(new.bylines))}
    if new.kind:
        fields["kind"] = new.kind
    if source:
        fields["picture"] = {"src": source, "alt": " ".join(new.alt.split())} if new.alt.strip() else {"src": source}
    lines = [
        "---",
        f"title: {in_quotes(headline)}",
        'standfirst: ""',
        f"section: {in_quotes(new.section)}",
        *(line for name, given in fields.items() for line in Yaml().lines(name, given, "")),
        f"slug: {in_quotes(short)}",
        _DRAFT,
        "---",
        "",
        "",
    ]
    return "\n".join(lines)


def _words(names: Sequence[str]) -> Sequence[str]:
    """Return names without blanks and duplicates; a text may have several, separated by commas."""
    found = (" ".join(name.split()) for each in names for name in each.split(","))
    return tuple(dict.fromkeys(filter(None, found)))


def _refuse_duplicate(site: Path, name: str) -> None:
    """Refuse a second story with the same day and headline in any folder, since both would have the same address."""
    if there := next((site / "content").rglob(glob.escape(name)), None):
        path = there.relative_to(site).as_posix()
        refuse(Problem(path, 0, 0, "there is already a story with this headline today", "choose another headline"))


def _refuse_unreadable(text: str, path: str, settings: Settings) -> None:
    """Refuse a story that a build would refuse once it is not a draft, such as one with a comment in the headline."""
    try:
        data = text.replace(f"{_DRAFT}\n", "").encode()
    except UnicodeEncodeError:  # Python reads input from a terminal with another encoding like this
        refuse(Problem("new", 0, 0, "there is a character here that is not in UTF-8", "set the terminal to UTF-8"))
    found = read(data, path, settings)
    if errors := [each for each in found.problems if each.level == "error"]:
        raise Problems(Problem("new", 0, 0, each.message, each.fix) for each in errors)
