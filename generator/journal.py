"""The journal of a publication: what was decided, so that it can be finished by whoever comes next.   [disk]

It lies in ``.broadsheet/journal.json`` of the output folder from the moment when the new site is decided until it
stands; beside it, in ``stage/``, lie the new files.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import msgspec

from generator.manifest import FOLDER, Manifest, encode
from generator.problems import Problem, Problems


class Journal(msgspec.Struct, frozen=True):
    """What is left to do, in order: removals that make room, moves from the stage, other removals.

    A move is the name of a file of the stage and the path that it is to have.
    """

    room: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]
    manifest: Manifest

    @property
    def is_empty(self) -> bool:
        """Nothing is to be moved or removed."""
        return not (self.room or self.moves or self.removals)


def stage(output: Path) -> Path:
    """The folder for new files, on the same disk as the site, so that a rename puts them in place."""
    return output / FOLDER / "stage"


def decide(output: Path, journal: Journal) -> None:
    """Write the journal, whole and on the disk; from here on the new site is decided."""
    _replace(output / FOLDER / "journal.json", msgspec.json.encode(journal))


def recover(output: Path) -> bool:
    """Finish what an interrupted publication had decided; whether there was something to finish."""
    ours = output / FOLDER
    try:
        journal = msgspec.json.decode((ours / "journal.json").read_bytes(), type=Journal)
    except FileNotFoundError:
        clear(output)
        return False
    except msgspec.DecodeError:  # the journal is renamed into place whole, so somebody has changed it
        where = str(ours / "journal.json")
        fix = f"remove {output} and build again"
        raise Problems([Problem(where, 0, 0, "the record of an interrupted publication is broken", fix)]) from None
    apply(output, journal)
    return True


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def apply(output: Path, journal: Journal) -> None:
    """Do what the journal says; doing it twice does no harm."""
    try:
        for path in journal.room:
            _remove(output, path)
        for name, path in journal.moves:
            _move(stage(output) / name, output / path)
        for path in journal.removals:
            _remove(output, path)
        _replace(output / FOLDER / "manifest.json", encode(journal.manifest))
        (output / FOLDER / "journal.json").unlink(missing_ok=True)
    except OSError as error:
        message = f"the new site is ready, but cannot be put in place: {error.strerror}"
        fix = "mend that, and build again: the publication goes on where it stopped"
        raise Problems([Problem(str(error.filename or output), 0, 0, message, fix)]) from error
    clear(output)


def clear(output: Path) -> None:
    """Remove the stage."""
    shutil.rmtree(stage(output), ignore_errors=True)


def _move(staged: Path, target: Path) -> None:
    if staged.exists():  # else an interrupted publication has moved it already
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(target)


def _remove(output: Path, path: str) -> None:
    """Remove one of our files, and the folders that are empty without it."""
    (output / path).unlink(missing_ok=True)
    for folder in (output / path).parents:
        if folder == output:
            return
        with contextlib.suppress(OSError):  # it holds other files, or is gone already
            folder.rmdir()
