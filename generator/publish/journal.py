"""The journal of a publication: what was decided, so that it can be finished by whoever comes next.   [disk]

It lies in ``.broadsheet/journal.json`` of the output folder from the moment the new site is decided until it is in
place; beside it, in a folder that each build names for itself, lie the new files and the new records. What somebody
else may have written there is checked before it is acted on (``journal_faults``).
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
from generator.publish.journal_faults import fault_of
from generator.publish.journal_format import FORMAT, RECORDS, STAGE, Journal, is_stage
from generator.publish.manifest import FOLDER, Entry, Manifest, decode, encode, read
from generator.system import nofollow

__all__ = ["Journal", "Unfinished", "apply", "clear", "decide", "is_open", "journal", "recover", "stage"]


class Unfinished(Problems):
    """The new site is decided, but part of it could not be put in place yet. ``outcome`` says so."""

    outcome = "the publication is not finished"


def journal(
    stage: str, room: tuple[str, ...], moves: tuple[tuple[str, str], ...], removals: tuple[str, ...]
) -> Journal:
    """A journal in the current format."""
    return Journal(FORMAT, stage, room, moves, removals)


def stage(output: Path, name: str) -> Path:
    """The folder for one build's new files, on the same disk as the site, so that a rename puts them in place."""
    return output / FOLDER / name


def is_open(output: Path) -> bool:
    """Whether a publication has been decided and is not finished."""
    return os.path.lexists(output / FOLDER / "journal.json")


def decide(output: Path, journal: Journal) -> None:
    """Write the journal, whole and on the disk; from here on the new site is decided."""
    draft = str(stage(output, journal.stage) / "journal.json")
    disk.write(draft, msgspec.json.encode(journal), lasting=True)
    disk.move(draft, str(output / FOLDER / "journal.json"))


def recover(output: Path) -> tuple[bool, tuple[Problem, ...]]:
    """Finish what an interrupted publication had decided: whether there was such a thing, and what could not be done.

    A journal is put in place whole, so one that cannot be read has been changed by others; nothing in it is acted on.
    Then what either the old manifest or the new one lists is ours, and the next publication mends it.

    :raises Problems: if the journal can be read, but names anything that no journal of ours would. Nothing has changed.
    """
    file = output / FOLDER / "journal.json"
    if not is_open(output):
        clear(output)
        return False, ()
    found = _read(file)
    if found and found.format == FORMAT:
        if fault := fault_of(output, found):
            _refuse(file, fault)
        apply(output, found)
        return True, ()
    _claim_both(output)
    message = "the record of an interrupted publication is broken, or of another version"
    fix = "no action needed: this build puts the whole site right"
    return False, (Problem(str(file), 0, 0, message, fix, level="warning"),)


def _read(file: Path) -> Journal | None:
    """A journal; nothing if it is broken."""
    try:
        return msgspec.json.decode(nofollow.read(file), type=Journal)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EINVAL, errno.EFBIG):
            _refuse(file, "is a link" if error.errno == errno.ELOOP else "is too large, or not a regular file")
        raise
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _refuse(file: Path, fault: str) -> None:
    message = f"this journal of an interrupted build was not written by Broadsheet: it {fault}. Nothing was changed"
    fix = f"find out who put it there; then delete {file} and build again"
    refuse(Problem(str(file), 0, 0, message, fix))


def apply(output: Path, journal: Journal) -> None:
    """Do what the journal says; doing it twice does no harm.

    :raises Unfinished: if the disk refuses.
    """
    try:
        _do(str(output), journal)
    except OSError as error:
        message = f"the new site is ready, but cannot be put in place: {error.strerror}"
        fix = "mend that, and build again: the publication goes on where it stopped"
        raise Unfinished([Problem(str(error.filename2 or error.filename or output), 0, 0, message, fix)]) from error
    clear(output)


def clear(output: Path) -> None:
    """Remove all stages: those of builds that were interrupted, too."""
    for each in _stages(output):
        nofollow.clear(each)


def _stages(output: Path) -> Iterator[Path]:
    """The folders for new files, of whichever build; a folder that only resembles one is somebody else's."""
    return (each for each in (output / FOLDER).glob(f"{STAGE}-*") if is_stage(each.name))


def _do(output: str, journal: Journal) -> None:
    staged, ready, real = f"{output}/{FOLDER}/{journal.stage}", {output}, {""}
    for path in journal.room:
        _remove(output, path, real)
    for name, path in journal.moves:
        target = _inside(output, path, real)
        disk.make_folder_of(target, ready)
        _move(f"{staged}/{name}", target)
    for path in journal.removals:
        _remove(output, path, real)
    for name in RECORDS:
        _move(f"{staged}/{name}", f"{output}/{FOLDER}/{name}")
    disk.remove(f"{output}/{FOLDER}/journal.json")


def _inside(output: str, path: str, real: set[str]) -> str:
    """Where a file of the site is. Its folders are looked at right before the first change in them: see ``real``.

    :raises OSError: if somebody has put a link in place of one of them.
    """
    folder = path.rpartition("/")[0]
    if folder not in real:
        if link := nofollow.link_towards(output, folder):
            raise OSError(errno.ELOOP, "a link is in the way", f"{output}/{link}")
        real.add(folder)
    return f"{output}/{path}"


def _move(staged: str, target: str) -> None:
    try:
        disk.move(staged, target)
    except FileNotFoundError:
        if Path(staged).exists():  # else an interrupted publication has moved it already
            raise
    except (IsADirectoryError, PermissionError):
        disk.remove_empty_folders(target)
        disk.move(staged, target)
    except OSError:
        if not (Path(staged).is_dir() and Path(target).is_dir()):
            raise
        for each in sorted(Path(staged).iterdir()):  # others have made the folder since
            _move(str(each), f"{target}/{each.name}")


def _remove(output: str, path: str, real: set[str]) -> None:
    """Remove one of our files, and the folders that are empty without it."""
    disk.remove(_inside(output, path, real))
    while "/" in path:
        path = path.rpartition("/")[0]
        with contextlib.suppress(OSError):  # it holds other files, or is gone already
            Path(output, path).rmdir()


def _claim_both(output: Path) -> None:
    old, files = read(output)[0], dict[str, Entry]()
    for each in _stages(output):
        with contextlib.suppress(OSError):
            files |= decode(nofollow.read(each / "manifest.json")).files
    disk.replace(str(output / FOLDER / "manifest.json"), encode(Manifest({**old.files, **files}, as_of=old.as_of)))
    disk.remove(str(output / FOLDER / "journal.json"))
    clear(output)
