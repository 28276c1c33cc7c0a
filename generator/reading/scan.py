"""Scans a site's folder: stories, the files beside them, the layouts.   [disk]

Symbolic links are refused, since they could bring any file on the machine into the site. Files that editors
and operating systems leave behind (``.x.swp``, ``x.md~``, ``.DS_Store``) are ignored.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from fnmatch import translate
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec
import unicodedata2
from msgspec.structs import replace

from generator.media import svg_safety
from generator.media.decode import Broken
from generator.media.downloads import stripped
from generator.media.downloads.refusal import Refused
from generator.media.metadata import cleaned
from generator.media.picture_facts import facts
from generator.model import safe_paths
from generator.model.fingerprint import digest, of_bytes
from generator.model.output import Copied, Layout
from generator.model.picture import NONE, Notes
from generator.model.picture_kinds import TIFF, kind_of
from generator.model.problems import Problem
from generator.model.urls import STATIC
from generator.reading import downloads, ignore_lists, letter_case
from generator.reading.field_comments import without_comments
from generator.reading.ignore_lists import IgnoreList
from generator.reading.inputs import Copy
from generator.system import nofollow
from generator.text.catalogs import FOLDER as CATALOGUES

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")

ACCEPTED = "accepted.txt"
"""The file of accepted warnings. It is beside content/, or in the folder of stories that are kept elsewhere."""

_LEFT_BEHIND = re.compile(
    "|".join(
        map(
            translate,
            (".*", "*~", "#*#", "*.bak", "*.orig", "*.swp", "*.swx", "*.tmp", "4913", "Thumbs.db", "desktop.ini"),
        )
    )
)
_TOO_NEW = 2_000_000_000  # nanoseconds in which a file may change again without a new modification time

MOST_COPY = 200_000
"""The most Markdown files in a site: fifty stories a day for ten years."""

LONGEST_COPY = 2_000_000
"""The most bytes in a Markdown file; larger ones are not read."""

DEEPEST = 40
"""The deepest nesting of folders."""

SHAPES_THE_SITE = (
    *("babel", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "mdurl", "msgspec", "nh3", "pikepdf"),
    *("pillow", "python-frontmatter", "pyyaml", "resvg-py", "tinycss2", "tzdata", "unicodedata2"),
)
"""The libraries whose versions affect the output."""

SHAPES_THE_SEARCH = ("cbor2", "pagefind_bin", "pagefind_bin_extended")
"""The same for the search index; they need not be installed."""


class Seen(msgspec.Struct, frozen=True):
    """A file as it was when we read it: size in bytes, modification time in nanoseconds, digest, pixels of a picture.

    ``changed`` is when the system last changed anything about it (``st_ctime_ns``): programs that copy files or undo
    edits may set the modification time to an older one, but not this. On Windows, it is when the file was created.
    ``shown`` is its size in bytes when published. For a picture, ``kind`` names its kind and ``notes`` its embedded
    caption and credit; one that is ``reduced`` is published smaller than it is. ``problems`` says why the file cannot
    be published beside a story.
    """

    size: int
    modified: int
    digest: str
    width: int
    height: int
    shown: int = 0
    notes: Notes = NONE
    kind: str = ""
    problems: tuple[Problem, ...] = ()
    changed: int = 0
    reduced: bool = False


class Contents(msgspec.Struct, frozen=True):
    """Everything in content/. The keys of ``files`` are paths in Unicode form NFC, as in links.

    ``seen`` lists files that need not be read again while their size and time stay the same. The entries of copy that
    has not been read yet have no digest.
    """

    copy: tuple[Copy, ...]
    files: dict[str, Copied]
    problems: tuple[Problem, ...]
    seen: dict[str, Seen]
    ignore_lists: tuple[IgnoreList, ...] = ()


class Layouts(msgspec.Struct, frozen=True):
    """The built-in layouts, assets and message catalogues, and the site's own, which replace them file by file."""

    built_in: tuple[Layout, ...]
    own: tuple[Layout, ...]
    catalogues: tuple[Layout, ...]
    assets: dict[str, bytes]
    problems: tuple[Problem, ...]


def contents(site: Path, before: Mapping[str, Seen] | None = None, elsewhere: Path | None = None) -> Contents:
    """Scan content/. Links, and names that differ only in their Unicode form, are problems.

    ``before`` is the result of the last scan: a file with the same size and times is assumed to be unchanged.
    ``elsewhere`` is a folder outside the site's to use as content/; its files have absolute paths.
    """
    root = elsewhere.absolute() if elsewhere else site / "content"
    if not elsewhere and nofollow.link_at(root):
        return Contents((), {}, (_linked("content"),), {})
    if root.is_symlink() or not root.is_dir():
        message, fix = "there is no folder content/ here", letter_case.of_content(_names_in(site))
        if elsewhere:
            message, fix = f"{elsewhere} is not a folder", "name the folder of the stories with --content"
        missing = Problem("content", 0, 0, message, fix)
        return Contents((), {}, (missing,), {})
    problems: list[Problem] = [*letter_case.of_folders(_names_in(root))]
    copy: list[Copy] = []
    files: dict[str, Copied] = {}
    seen: dict[str, Seen] = {}
    below = 0 if elsewhere else len(str(root)) - len("content")
    for path, entry in sorted(_walk(root, "content/", problems), key=lambda found: found[0]):
        if elsewhere and path == f"content/{ACCEPTED}":
            continue
        if path in seen:
            problems.append(_same_name(path))
        is_copy = path.lower().endswith(MARKDOWN) and not path.startswith(STATIC)
        found = seen[path] = _seen(entry, path, (before or {}).get(path), None if is_copy else problems)
        file = entry.path[below:].replace(os.sep, "/")
        if is_copy and found.size > LONGEST_COPY:
            problems.append(_too_long(path, found.size))
        elif is_copy:
            copy.append(Copy(path, file, found.digest))
        else:
            files[path] = _copied(file, found)
    if len(copy) > MOST_COPY:
        problems.append(_too_many(len(copy)))
    latest = time.time_ns() - _TOO_NEW
    settled = {path: each for path, each in seen.items() if each.modified < latest}
    return Contents(tuple(copy), files, tuple(problems), settled, ignore_lists.read(site, root))


def bytes_of(site: Path, copy: Copy, problems: list[Problem] | None = None) -> bytes:
    """The bytes of one file. If it cannot be read, returns no bytes and adds to ``problems``."""
    return _read(site / copy.file, copy.path, [] if problems is None else problems)


def layouts(site: Path) -> Layouts:
    """Read the built-in layouts and the site's own. Links, and layouts that are not UTF-8, are problems.

    In a checkout of Broadsheet that is a site, too, the built-in ones are the site's own: somebody may be editing them.
    """
    built_in, own = theme_folder(), site / "layouts"
    problems: list[Problem] = []
    below = _layout_files(built_in, "theme/layouts/", problems)
    above = {}
    if nofollow.link_at(own):
        problems.append(_linked("layouts"))
    elif own.exists() and not own.is_dir():
        problems.append(Problem("layouts", 0, 0, "this is not a folder", "rename it, or make it a folder of layouts"))
    elif own.is_dir() and not own.samefile(built_in):
        above = _layout_files(own, "layouts/", problems)
        problems += letter_case.of_layouts(below, above)
    under = tuple(_layouts(below, "theme/layouts/", problems))
    over = under if own.is_dir() and own.samefile(built_in) else tuple(_layouts(above, "layouts/", problems))
    catalogues = tuple(each for each in dict.fromkeys((*under, *over)) if each.name.startswith(CATALOGUES))
    return Layouts(
        tuple(each for each in under if each not in catalogues),
        tuple(each for each in over if each not in catalogues),
        catalogues,
        _assets(below, "theme/layouts/", problems) | _assets(above, "layouts/", problems),
        tuple(problems),
    )


@cache
def program() -> str:
    """The digest of the generator's own code and of the libraries that affect the output, when this process began."""
    here = Path(__file__).parent.parent
    code = [(path.relative_to(here).as_posix(), of_bytes(path.read_bytes())) for path in sorted(here.rglob("*.py"))]
    return digest([code, [(each, version(each)) for each in SHAPES_THE_SITE], [*map(_version, SHAPES_THE_SEARCH)]])


def _version(package: str) -> str:
    """The version of a package; empty if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def left_behind(name: str) -> bool:
    """Whether this is the name of a file that editors and operating systems leave behind."""
    return bool(_LEFT_BEHIND.fullmatch(name)) and name != ".well-known"


def theme_folder() -> Path:
    """The folder of the built-in layouts: inside the package in a wheel, beside it in a checkout."""
    inside = Path(__file__).parent.parent / "layouts"
    return inside if inside.is_dir() else inside.parent.parent / "layouts"


def _names_in(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - without a path for each


def _walk(folder: Path | str, prefix: str, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below ``folder`` with its NFC path. Dotted names are ignored, except the folder .well-known."""
    for entry in os.scandir(folder):
        if left_behind(entry.name):
            continue
        path = prefix + unicodedata2.normalize("NFC", entry.name)
        if found := safe_paths.hidden_in(entry.name):
            problems.append(_hidden(prefix, entry.name, found))
        elif entry.is_symlink():
            problems.append(Problem(path, 0, 0, "this is a link to another place", "put the file itself here"))
        elif path.count("/") > DEEPEST:
            message = f"folders are nested more than {DEEPEST} deep here"
            problems.append(Problem(path, 0, 0, message, "move what is in them further up"))
        elif entry.is_dir():
            yield from _walk(entry.path, path + "/", problems)
        elif entry.is_file():
            yield path, entry
        else:
            problems.append(Problem(path, 0, 0, "this is neither a file nor a folder", "put the file itself here"))


def _seen(entry: os.DirEntry[str], path: str, before: Seen | None, problems: list[Problem] | None) -> Seen:
    """The facts about a file, read only if its size or time changed; without ``problems``, it is not read at all."""
    found = entry.stat(follow_symlinks=False)
    now = found.st_size, found.st_mtime_ns, found.st_ctime_ns
    if before and (before.size, before.modified, before.changed) == now:
        return before
    if problems is None:
        return Seen(found.st_size, found.st_mtime_ns, "", 0, 0, changed=found.st_ctime_ns)
    data = _read(Path(entry.path), path, problems)
    wrong = tuple(downloads.problems(path, data))
    shown, faults = (data, ()) if wrong else _shown(path, data)
    known = facts(path, shown)
    return Seen(
        found.st_size,
        found.st_mtime_ns,
        of_bytes(data),
        known.width,
        known.height,
        known.published,
        replace(
            known.notes,
            caption=without_comments(known.notes.caption),
            credit=without_comments(known.notes.credit),
        ),
        known.kind,
        (*wrong, *faults),
        found.st_ctime_ns,
        known.reduced,
    )


def _shown(path: str, data: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """A drawing, recording or document as published, or its problems; any other file unchanged."""
    if kind_of(path, data):
        return data, ()
    if path.lower().endswith(svg_safety.KIND) and not path.startswith(STATIC):
        try:
            return svg_safety.cleaned(data), ()
        except svg_safety.Unsafe as unsafe:
            return data, tuple(replace(fault, path=path) for fault in unsafe.faults)
    try:
        return stripped(path, data), ()
    except Refused as refused:
        return data, (_untouched(path, refused),)


def _untouched(path: str, refused: Refused) -> Problem:
    """A problem for a file that cannot be cleaned: the site's owner may publish it nonetheless."""
    if path.startswith(STATIC):
        message = f"this file {refused.why}; it is published as it is"
        return Problem(path, 0, 0, message, refused.fix, level="warning")
    return Problem(path, 0, 0, f"{path} {refused.why}", refused.fix)


def _copied(file: str, seen: Seen) -> Copied:
    of_picture = seen.width, seen.height, seen.notes, seen.kind
    return Copied(file, seen.digest, seen.shown, *of_picture, seen.problems, seen.reduced)


def _read(real: Path, path: str, problems: list[Problem]) -> bytes:
    try:
        return nofollow.read(real, None)  # a link or a device may have taken the file's place since it was found
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        problems.append(Problem(path, 0, 0, message, nofollow.fix_of(error)))
        return b""


def _too_long(path: str, size: int) -> Problem:
    message = f"this file has {size:,} bytes; the limit for a story is {LONGEST_COPY:,}"
    return Problem(path, 0, 0, message, "split it into several stories, or put it in content/static/ as a download")


def _too_many(found: int) -> Problem:
    message = f"this site has {found:,} Markdown files; the limit is {MOST_COPY:,}"
    return Problem("content", 0, 0, message, "move the older years to a site of their own")


def _linked(folder: str) -> Problem:
    message = f"the folder {folder}/ is a link to another place"
    return Problem(folder, 0, 0, message, "put the folder itself here; links are not followed")


def _hidden(prefix: str, name: str, found: str) -> Problem:
    """A problem for a name with a character that nobody sees, which the message shows as its number."""
    shown = "".join(f"<U+{ord(sign):04X}>" if safe_paths.hidden_in(sign) else sign for sign in name)
    message = f"this name contains an invisible character, U+{ord(found):04X}, so readers could take it for another"
    if "\ud800" <= found <= "\udfff":  # half a character is how Python reads a byte that is not UTF-8
        message = "this name is not in UTF-8, as another system may have written it"
    return Problem(prefix + shown, 0, 0, message, "rename it, and type the name instead of pasting it")


def _same_name(path: str) -> Problem:
    message = "two files have this name; they differ only in how accents are encoded"
    return Problem(path, 0, 0, message, "rename one of them")


def _layout_files(folder: Path, shown: str, problems: list[Problem]) -> dict[str, bytes]:
    return {
        path.removeprefix(shown): _read(Path(entry.path), path, problems)
        for path, entry in sorted(_walk(folder, shown, problems), key=lambda found: found[0])
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
    """The theme's assets. Like all published pictures, those among them have no metadata."""
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
