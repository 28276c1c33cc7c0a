"""The journal of a publication: what was decided, so that the next command can finish it.   [disk]

It is in the working folder (see ``folders``) from the moment the new site is decided until it is in place. Next to it,
in a folder with a unique name for each build, are the new files and the new manifest. Other programs may have written
there, so everything is checked before it is acted on (see ``journal_faults``).
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.model.problems import Problem, Problems, refuse
from generator.publish import disk
from generator.publish.folders import journal_folders
from generator.publish.journal_faults import fault_of
from generator.publish.journal_format import FORMAT, JOURNAL, STAGE, Journal, is_stage
from generator.publish.manifest import FOLDER, MANIFEST, Manifest, ManifestEntry, decode, digest_of, encode
from generator.publish.output_state import is_ours, known_files
from generator.system import nofollow

__all__ = ["Journal", "Unfinished", "apply", "clear", "decide", "finish", "is_open", "read", "recover"]


class Unfinished(Problems):
    """The new site is decided, but part of it could not be put in place yet."""

    outcome = "the publication is not finished"


def is_open(output: Path) -> bool:
    """Whether a publication has been decided and is not finished."""
    return any(os.path.lexists(folder / JOURNAL) for folder in journal_folders(output))


def decide(folder: Path, journal: Journal) -> None:
    """Write the complete journal to disk, in the working folder. From then on, the new site is decided."""
    draft = str(folder / journal.stage / JOURNAL)
    disk.write(draft, msgspec.json.encode(journal), lasting=True)
    disk.move(draft, str(folder / JOURNAL))


def recover(output: Path) -> tuple[bool, tuple[Problem, ...]]:
    """Finish an interrupted publication that was decided. Return whether there was one, and warnings.

    :raises Problems: if a journal can be read, but names anything that Broadsheet would not have written. Nothing has
        changed then.
    """
    finished, warnings = False, list[Problem]()
    for folder in journal_folders(output):
        if os.path.lexists(folder / JOURNAL):
            found = read(folder)
            if found and found.format == FORMAT and digest_of(output) in (found.before, found.after):
                finish(output, folder, found)
                finished = True
            else:
                warnings.append(_set_aside(output, folder))
    clear(output)
    return finished, tuple(warnings)


def read(folder: Path) -> Journal | None:
    """The journal in a folder; None if it is broken.

    :raises Problems: if it is a link, too large or not a regular file.
    """
    file = folder / JOURNAL
    try:
        return msgspec.json.decode(nofollow.read(file), type=Journal)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EINVAL, errno.EFBIG):
            _refuse(file, "is a link" if error.errno == errno.ELOOP else "is too large, or not a regular file")
        raise
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def finish(output: Path, folder: Path, journal: Journal) -> None:
    """Check a journal that was found in ``folder``, and carry it out.

    :raises Problems: if it names anything that Broadsheet would not have written, or the disk refuses to write.
    """
    if fault := fault_of(output, folder, journal):
        _refuse(folder / JOURNAL, fault)
    apply(output, folder, journal)


def _refuse(file: Path, fault: str) -> None:
    message = f"the journal of an interrupted build cannot be used: it {fault}. Nothing was changed"
    fix = f"find out who changed it or the site; then delete {file} and build again"
    refuse(Problem(str(file), 0, 0, message, fix))


def apply(output: Path, folder: Path, journal: Journal) -> None:
    """Carry out the journal. This can safely be repeated.

    :raises Unfinished: if the disk refuses to write.
    """
    try:
        _do(str(output), str(folder), journal)
    except OSError as error:
        message = f"the new site is ready, but cannot be put in place: {error.strerror}"
        fix = "fix that, and build again: the publication continues where it stopped"
        raise Unfinished([Problem(str(error.filename2 or error.filename or output), 0, 0, message, fix)]) from error
    clear(output)


def clear(output: Path) -> None:
    """Remove all stages, including those of interrupted builds."""
    for folder in journal_folders(output):
        for each in _stages(folder):
            nofollow.clear(each)


def _stages(folder: Path) -> Iterator[Path]:
    """The folders for new files of all builds. Folders with merely similar names are not Broadsheet's."""
    return (each for each in folder.glob(f"{STAGE}-*") if is_stage(each.name))


def _do(output: str, folder: str, journal: Journal) -> None:
    staged, ready, real = f"{folder}/{journal.stage}", {output}, {""}
    disk.make_folder(output)
    for path in journal.room:
        _remove(output, path, real)
    for name, path in journal.moves:
        _put(f"{staged}/{name}", _inside(output, path, real), ready)
    for path in journal.removals:
        _remove(output, path, real)
    _put(f"{staged}/manifest.json", _inside(output, MANIFEST, real), ready)
    disk.remove(f"{folder}/{JOURNAL}")


def _inside(output: str, path: str, real: set[str]) -> str:
    """The full path of a file of the site. Its folders are checked right before the first change in them.

    ``real`` caches the folders that were checked.

    :raises OSError: if one of the folders has been replaced with a link.
    """
    folder = path.rpartition("/")[0]
    if folder not in real:
        if link := nofollow.link_towards(output, folder):
            raise OSError(errno.ELOOP, "a link is in the way", f"{output}/{link}")
        real.add(folder)
    return f"{output}/{path}"


def _put(staged: str, target: str, ready: set[str]) -> None:
    disk.make_folder_of(target, ready)
    _move(staged, target)


def _move(staged: str, target: str) -> None:
    try:
        disk.move(staged, target)
    except FileNotFoundError:
        if Path(staged).exists():  # otherwise an interrupted publication has moved it already
            raise
    except (IsADirectoryError, PermissionError):
        disk.remove_empty_folders(target)
        disk.move(staged, target)
    except OSError:
        if not (Path(staged).is_dir() and Path(target).is_dir()):
            raise
        for each in sorted(Path(staged).iterdir()):  # another program has created the folder since
            _move(str(each), f"{target}/{each.name}")


def _remove(output: str, path: str, real: set[str]) -> None:
    """Remove a published file, and the folders that are then empty."""
    disk.remove(_inside(output, path, real))
    while "/" in path:
        path = path.rpartition("/")[0]
        with contextlib.suppress(OSError):  # it contains other files, or has been removed already
            Path(output, path).rmdir()


def _set_aside(output: Path, folder: Path) -> Problem:
    """Remove a journal that cannot be used, and add the files that its publication had put in place to the manifest.

    Journals are written completely or not at all. So another program has changed this one, or it was written by
    another version or for another output folder. It is not acted on; the next publication repairs the site.
    """
    old, files = known_files(output)[0], dict[str, ManifestEntry]()
    for each in _stages(folder):
        with contextlib.suppress(OSError):
            files |= decode(nofollow.read(each / "manifest.json")).files
    moved = {path: entry for path, entry in files.items() if is_ours(output, path, entry.digest)}
    if moved or old.files:
        disk.make_folder(str(output / FOLDER))
        disk.replace(str(output / MANIFEST), encode(Manifest({**old.files, **moved}, as_of=old.as_of)))
    disk.remove(str(folder / JOURNAL))
    message = "the record of an interrupted publication is broken, of another version, or of another output folder"
    fix = "no action needed: this build repairs the whole site"
    return Problem(str(folder / JOURNAL), 0, 0, message, fix, level="warning")
