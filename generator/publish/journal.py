"""The journal of a publication: what was decided, so that it can be finished by whoever comes next.   [disk]

It lies in ``.broadsheet/journal.json`` of the output folder from the moment when the new site is decided until it
stands; beside it, in ``stage/``, lie the new files and the new records.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from generator.manifest import FOLDER, Manifest, decode, encode, read
from generator.problems import Problem, Problems
from generator.publish import disk

RECORDS = ("seen.json", "parts.json", "manifest.json")
"""What we remember of the folder, in the order in which it is put in place."""

_FORMAT = 2


class Unfinished(Problems):
    """The new site is decided, but part of it could not be put in place yet. ``outcome`` says so."""

    outcome = "the publication is not finished"


class Journal(msgspec.Struct, frozen=True):
    """What is left to do, in order: removals that make room, moves from the stage, other removals, the records.

    A move is the name of a file of the stage and the path that it is to have.
    """

    format: int
    room: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]


def journal(room: tuple[str, ...], moves: tuple[tuple[str, str], ...], removals: tuple[str, ...]) -> Journal:
    """A journal of today's format."""
    return Journal(_FORMAT, room, moves, removals)


def stage(output: Path) -> Path:
    """The folder for new files, on the same disk as the site, so that a rename puts them in place."""
    return output / FOLDER / "stage"


def is_open(output: Path) -> bool:
    """Whether a publication has been decided and is not finished."""
    return (output / FOLDER / "journal.json").exists()


def decide(output: Path, journal: Journal) -> None:
    """Write the journal, whole and on the disk; from here on the new site is decided."""
    draft = str(stage(output) / "journal.json")
    disk.write(draft, msgspec.json.encode(journal), lasting=True)
    disk.move(draft, str(output / FOLDER / "journal.json"))


def recover(output: Path) -> tuple[bool, tuple[Problem, ...]]:
    """Finish what an interrupted publication had decided: whether there was such a thing, and what could not be done.

    A journal is put in place whole, so a broken one has been changed by others. Then what the old manifest and the new
    one call ours is ours, and the next publication mends it.
    """
    file = output / FOLDER / "journal.json"
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Journal)
    except FileNotFoundError:
        clear(output)
        return False, ()
    except (msgspec.DecodeError, UnicodeDecodeError):
        found = None
    if found and found.format == _FORMAT:
        apply(output, found)
        return True, ()
    _claim_both(output)
    message = "the record of an interrupted publication is broken, or of another version"
    fix = "nothing is to be done: this build puts the whole site right"
    return False, (Problem(str(file), 0, 0, message, fix, level="warning"),)


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
    """Remove the stage."""
    disk.clear(str(stage(output)))


def _do(output: str, journal: Journal) -> None:
    staged, ready = f"{output}/{FOLDER}/stage", {output}
    for path in journal.room:
        _remove(output, path)
    for name, path in journal.moves:
        disk.make_folder_of(f"{output}/{path}", ready)
        _move(f"{staged}/{name}", f"{output}/{path}")
    for path in journal.removals:
        _remove(output, path)
    for name in RECORDS:
        _move(f"{staged}/{name}", f"{output}/{FOLDER}/{name}")
    disk.remove(f"{output}/{FOLDER}/journal.json")


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


def _remove(output: str, path: str) -> None:
    """Remove one of our files, and the folders that are empty without it."""
    disk.remove(f"{output}/{path}")
    while "/" in path:
        path = path.rpartition("/")[0]
        with contextlib.suppress(OSError):  # it holds other files, or is gone already
            Path(output, path).rmdir()


def _claim_both(output: Path) -> None:
    old = read(output)[0]
    try:
        new = decode((stage(output) / "manifest.json").read_bytes())
    except OSError:
        new = Manifest()
    disk.replace(str(output / FOLDER / "manifest.json"), encode(Manifest({**old.files, **new.files}, as_of=old.as_of)))
    disk.remove(str(output / FOLDER / "journal.json"))
    clear(output)
