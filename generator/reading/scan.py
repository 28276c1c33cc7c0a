"""Scans content/: the stories and the files next to them.   [disk]"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.media import document_facts, recording_facts, svg_safety
from generator.media.downloads import stripped
from generator.media.downloads.refusal import RefusedFile
from generator.media.picture_facts import facts
from generator.model.fingerprint import of_bytes
from generator.model.output import Copied
from generator.model.picture import NONE, EmbeddedNotes
from generator.model.picture_kinds import kind_of
from generator.model.problems import Problem
from generator.model.urls import STATIC
from generator.reading import downloads, ignore_lists, letter_case
from generator.reading.comments.fields import without_comments
from generator.reading.folders import linked, read, walk
from generator.reading.ignore_lists import IgnoreList
from generator.reading.inputs import ContentFile
from generator.system import nofollow

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")

ACCEPTED = "accepted.txt"
"""The file of accepted warnings. It is next to content/, or in the folder given with ``--content``."""

_TOO_NEW = 2_000_000_000  # nanoseconds in which a file may change again without a new modification time

MOST_COPY = 200_000
"""The most Markdown files in a site: fifty stories a day for ten years."""

LONGEST_COPY = 2_000_000
"""The most bytes in a Markdown file; larger ones are not read."""


class FileRead(msgspec.Struct, frozen=True):
    """The facts about a file when it was read.

    ``size`` is in bytes, ``modified`` in nanoseconds since 1970; ``width`` and ``height`` are those of a picture or
    video, in pixels. ``changed`` is when the system last changed anything about the file (``st_ctime_ns``): programs
    that copy files or undo edits may set the modification time back, but not this. On Windows, it is when the file was
    created. ``shown`` is its size in bytes when published. For a picture, ``kind`` names its kind and ``notes`` its
    embedded caption and credit; a ``reduced`` picture is published in a smaller size. ``problems`` are the reasons why
    the file cannot be published next to a story. ``pages`` is the number of pages of a PDF, ``seconds`` the length of a
    recording.
    """

    size: int
    modified: int
    digest: str
    width: int
    height: int
    shown: int = 0
    notes: EmbeddedNotes = NONE
    kind: str = ""
    problems: tuple[Problem, ...] = ()
    changed: int = 0
    reduced: bool = False
    pages: int = 0
    seconds: int = 0


class ContentFolder(msgspec.Struct, frozen=True):
    """Everything in content/. The keys of ``files`` are paths in Unicode form NFC, as in links.

    ``seen`` has the files that need not be read again while their size and times stay the same. Markdown files that
    have not been read yet have no digest.
    """

    copy: tuple[ContentFile, ...]
    files: dict[str, Copied]
    problems: tuple[Problem, ...]
    seen: dict[str, FileRead]
    ignore_lists: tuple[IgnoreList, ...] = ()


def contents(site: Path, before: Mapping[str, FileRead] | None = None, elsewhere: Path | None = None) -> ContentFolder:
    """Scan content/. Links, and names that differ only in their Unicode form, are problems.

    ``before`` is ``seen`` of the last scan: a file with the same size and times is assumed to be unchanged.
    ``elsewhere`` is a folder to use instead of content/; its files have absolute paths.
    """
    root = elsewhere.absolute() if elsewhere else site / "content"
    if not elsewhere and nofollow.link_at(root):
        return ContentFolder((), {}, (linked("content"),), {})
    if root.is_symlink() or not root.is_dir():
        message, fix = "there is no folder content/ here", letter_case.of_content(_names_in(site))
        if elsewhere:
            message, fix = f"{elsewhere} is not a folder", "name the folder of the stories with --content"
        missing = Problem("content", 0, 0, message, fix)
        return ContentFolder((), {}, (missing,), {})
    problems: list[Problem] = [*letter_case.of_folders(_names_in(root))]
    copy: list[ContentFile] = []
    files: dict[str, Copied] = {}
    seen: dict[str, FileRead] = {}
    below = 0 if elsewhere else len(str(root)) - len("content")
    for path, entry in sorted(walk(root, "content/", problems), key=lambda found: found[0]):
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
            copy.append(ContentFile(path, file, found.digest))
        else:
            files[path] = _copied(file, found)
    if len(copy) > MOST_COPY:
        problems.append(_too_many(len(copy)))
    latest = time.time_ns() - _TOO_NEW
    settled = {path: each for path, each in seen.items() if each.modified < latest}
    return ContentFolder(tuple(copy), files, tuple(problems), settled, ignore_lists.read(site, root))


def bytes_of(site: Path, copy: ContentFile, problems: list[Problem] | None = None) -> bytes:
    """Return the bytes of one file. If it cannot be read, return no bytes and add to ``problems``."""
    return read(site / copy.file, copy.path, [] if problems is None else problems)


def _names_in(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - no `Path` is needed for each


def _seen(entry: os.DirEntry[str], path: str, before: FileRead | None, problems: list[Problem] | None) -> FileRead:
    """Return the facts about a file. Read it only if its size or times changed, and never without ``problems``."""
    found = entry.stat(follow_symlinks=False)
    now = found.st_size, found.st_mtime_ns, found.st_ctime_ns
    if before and (before.size, before.modified, before.changed) == now:
        return before
    if problems is None:
        return FileRead(found.st_size, found.st_mtime_ns, "", 0, 0, changed=found.st_ctime_ns)
    return _read(path, read(Path(entry.path), path, problems), now)


def inspected(path: str, data: bytes) -> Copied:
    """Return what a file with these bytes would be at ``path`` in content/, with any problems that prevent publishing.
    The file itself need not exist yet.
    """
    return _copied(path, _read(path, data, (len(data), 0, 0)))


def _read(path: str, data: bytes, now: tuple[int, int, int]) -> FileRead:
    """Read the facts about a file. ``now`` has its size and times."""
    wrong = tuple(downloads.problems(path, data))
    shown, faults = (data, ()) if wrong else _shown(path, data)
    known, played = facts(path, shown), recording_facts.facts(path, shown)
    return FileRead(
        now[0],
        now[1],
        of_bytes(data),
        known.width or played.width,
        known.height or played.height,
        known.published,
        replace(
            known.notes,
            caption=without_comments(known.notes.caption),
            credit=without_comments(known.notes.credit),
        ),
        known.kind,
        (*wrong, *faults),
        now[2],
        known.reduced,
        document_facts.pages(path, shown),
        played.seconds,
    )


def _shown(path: str, data: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a drawing, recording or document as it is published, or its problems; any other file unchanged."""
    if kind_of(path, data):
        return data, ()
    if path.lower().endswith(svg_safety.KIND) and not path.startswith(STATIC):
        try:
            return svg_safety.cleaned(data), ()
        except svg_safety.Unsafe as unsafe:
            return data, tuple(replace(fault, path=path) for fault in unsafe.faults)
    try:
        return stripped(path, data), ()
    except RefusedFile as refused:
        return data, (_not_cleaned(path, refused),)


def _not_cleaned(path: str, refused: RefusedFile) -> Problem:
    """Return the problem for a file that cannot be cleaned. In content/static/ it is a warning: the owner decides."""
    if path.startswith(STATIC):
        message = f"this file {refused.why}; it is published as it is"
        return Problem(path, 0, 0, message, refused.fix, level="warning")
    return Problem(path, 0, 0, f"{path} {refused.why}", refused.fix)


def _copied(file: str, seen: FileRead) -> Copied:
    of_picture = seen.width, seen.height, seen.notes, seen.kind
    return Copied(file, seen.digest, seen.shown, *of_picture, seen.problems, seen.reduced, seen.pages, seen.seconds)


def _too_long(path: str, size: int) -> Problem:
    message = f"this file has {size:,} bytes; the limit for a story is {LONGEST_COPY:,}"
    return Problem(path, 0, 0, message, "split it into several stories, or put it in content/static/ as a download")


def _too_many(found: int) -> Problem:
    message = f"this site has {found:,} Markdown files; the limit is {MOST_COPY:,}"
    return Problem("content", 0, 0, message, "move the older years to a site of their own")


def _same_name(path: str) -> Problem:
    message = "two files have this name; they differ only in how accents are encoded"
    return Problem(path, 0, 0, message, "rename one of them")
