"""Publishing: the output folder goes from the old site to the new one, or stays as it is.   [disk]

1. Everything new is written to ``.broadsheet/stage-…/`` in the output folder, on the same disk, by whoever makes it.
2. A journal says what is to be moved and removed. From here on the new site is decided.
3. Files, and folders that are new, are moved into place (a rename each), those that pages draw on before the pages;
   then orphans go.
4. The new manifest is put in place, and the journal removed.

The disk has all of it before the journal, so that a power cut is no other than a kill.
Whatever stops the process before the journal leaves the old site; after it, the next command finishes the work.
Only files that the manifest calls ours are ever replaced or removed. An atomic site (``trees``) goes another way.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from generator.engine.runtime import Notify, silently
from generator.model.fingerprint import of_bytes
from generator.model.output import Copied, Output, folders_of
from generator.model.problems import Problem, refuse
from generator.publish import disk, releases
from generator.publish.foreign_files import refuse_foreign
from generator.publish.journal import Journal, apply, clear, decide, is_open, journal, recover, stage
from generator.publish.lock import PATIENCE, locked
from generator.publish.manifest import FOLDER, encode
from generator.publish.output_state import OutputState, holds, intact, state_of, unchanged
from generator.publish.safety import refuse_unsafe, trees_of
from generator.publish.staging import (
    Published,
    Stage,
    Staged,
    StagedFile,
    new_manifest,
    source_of,
    stage_files,
    stage_records,
    unwritten,
)
from generator.system import nofollow

__all__ = [
    "PATIENCE",
    "OutputState",
    "Published",
    "Stage",
    "StagedFile",
    "copied",
    "holds",
    "intact",
    "opened",
    "publish",
    "source_of",
    "stage_of",
    "unchanged",
]

_FINISHED = "An earlier build was interrupted while it published; that has been finished first."


@contextmanager
def opened(
    site: Path,
    output: Path,
    atomic: int = 0,
    notify: Notify = silently,
    patience: float = PATIENCE,
    content: Path | None = None,
) -> Iterator[OutputState]:
    """Hold the lock of an output folder, and finish what an interrupted publication had decided: what then stands.

    What fails before a new site is decided leaves nothing behind.

    :raises Problems: if no site can safely be there, or another build holds the lock for longer than ``patience``, or
        the disk refuses what is written.
    """
    refuse_unsafe(site, output, bool(atomic), content)
    with ExitStack() as locks:
        if atomic:
            locks.enter_context(locked(trees_of(output) / "lock", patience, notify))
        if not atomic or (output.is_dir() and not output.is_symlink()):
            locks.enter_context(locked(output / FOLDER / "lock", patience, notify))
        refuse_unsafe(site, output, bool(atomic), content)  # the one who had the lock may have made a link of it
        try:
            recovered, warnings = recover(output)
            recovered = (releases.tidy(output) if atomic else False) or recovered
        except OSError as error:
            message = f"what an interrupted publication left cannot be settled: {error.strerror}"
            fix = "allow writing there, and build again"
            refuse(Problem(str(error.filename or output), 0, 0, message, fix))
        if recovered:
            notify(_FINISHED)
        if atomic:
            releases.refuse_mixed(output)
        found = state_of(output, atomic, warnings, recovered)
        try:
            yield found
        except BaseException as error:
            if not is_open(output):  # nothing is decided, so nothing that was laid ready is needed
                clear(output)
                releases.clear_draft(output)
            if isinstance(error, OSError):
                raise unwritten(error, found) from error
            raise
        if found.looked:
            with contextlib.suppress(OSError):  # the next build looks again, then
                disk.replace(str(output / FOLDER / "seen.json"), encode(found.marks))


def publish(
    site: Path,
    state: OutputState,
    planned: Mapping[str, str],
    new: Iterable[Output],
    made: Iterable[tuple[str, bytes | StagedFile]],
    as_of: datetime,
) -> Published:
    """Bring the output folder to what is planned: the keys of all files of the site, by path.

    ``new`` are the files that are not there already. ``made`` is everything among them that is not copied, by path:
    bytes, or what has been laid into the stage.

    :raises Problems: if a file that is not ours stands in the way, or the disk refuses; nothing has changed then.
    """
    at = stage_of(state)
    staged = stage_files(at, _new(site, new, made))
    refuse_foreign(state, staged.digests)
    if state.manifest.files:  # where no site stands yet, none can be spoilt by a power cut
        disk.settle(at.folder, len(staged.moves))
    return (releases.put if state.atomic else _put)(state, planned, staged, as_of)


def stage_of(state: OutputState) -> Stage:
    """Where what is new is laid before it is published."""
    if state.atomic:
        return Stage(state, releases.draft_of(state), whole=True)
    return Stage(state, str(stage(state.output, state.stage)), whole=False)


def _put(state: OutputState, planned: Mapping[str, str], staged: Staged, as_of: datetime) -> Published:
    """Replace files where they are."""
    output, old = state.output, state.manifest
    manifest = new_manifest(state, planned, staged, as_of)
    todo = _journal(state, planned, staged)
    if manifest is not old or todo.moves or todo.room or todo.removals:
        stage_records(state, str(stage(output, state.stage)), manifest, planned, staged)
        decide(output, todo)
        apply(output, todo)
    written = tuple(sorted(staged.moves))
    return Published(written, tuple(sorted(todo.room + todo.removals)), len(planned) - len(written))


def _new(
    site: Path, new: Iterable[Output], made: Iterable[tuple[str, bytes | StagedFile]]
) -> Iterator[tuple[str, bytes | StagedFile]]:
    """All new files with their bytes, one by one: copies, then what has been made."""
    for each in new:
        if isinstance(each.made, Copied):
            yield each.path, copied(site, each.made, each.source)
    yield from made


def copied(site: Path, made: Copied, source: str) -> bytes:
    """The bytes of a file of content/, as it was when it was looked at.

    :raises Problems: if it has changed since, or is gone.
    """
    data = (site / made.file).read_bytes()
    if of_bytes(data) != made.digest:
        refuse(Problem(source, 0, 0, "this file was changed while the site was being built", "build again"))
    return data


def _journal(state: OutputState, planned: Mapping[str, str], staged: Staged) -> Journal:
    """What is to be done; what pages draw on is moved before the pages.

    A file behind a link is not ours, whatever the manifest says: it stays.
    """
    output = state.output
    orphans = [path for path in state.manifest.files if path not in planned and (output / path).is_file()]
    orphans = sorted(path for path in orphans if not nofollow.link_towards(output, path))
    room = _in_the_way(orphans, planned)
    moves = set(staged.moves.values())
    return journal(
        state.stage,
        room=tuple(room),
        moves=tuple(sorted(moves, key=lambda move: (move[1].endswith(".html"), move[1]))),
        removals=tuple(path for path in orphans if path not in room),
    )


def _in_the_way(removals: Iterable[str], planned: Iterable[str]) -> list[str]:
    """Old files whose path, letter case aside, is a folder of the new site, or whose folder is a file of it."""
    files = {path.casefold() for path in planned} if removals else set()
    taken = files | {folder for path in files for folder in folders_of(path)}
    return [path for path in removals if path.casefold() in taken or not files.isdisjoint(folders_of(path.casefold()))]
