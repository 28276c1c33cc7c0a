"""Publishing: the output folder changes from the old site to the new one, or not at all.   [disk]

1. New files are written to ``stage-…/`` in the working folder (see ``folders``), on the same disk, by the processes
   that make them.
2. A journal records what will be moved and removed. From then on, the new site is decided: it will be published.
3. Files and new folders are moved into place with one rename each, files that pages need before the pages. Then
   orphaned files are removed.
4. The new manifest is put in place, and the journal is removed.

All new files are on the disk before the journal is written, so a power cut has the same effect as a killed process. If
the process stops before the journal is written, the old site remains; after that, the next command finishes the work.
Only files that the manifest lists are ever replaced or removed. ``releases`` publishes an atomic site differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from generator.engine.runtime import Notify, silently
from generator.media.downloads import stripped
from generator.media.downloads.refusal import RefusedFile
from generator.model.fingerprint import of_bytes
from generator.model.output import Copied, Output, folders_of
from generator.model.picture_kinds import kind_of
from generator.model.problems import Problem, Problems, refuse
from generator.model.urls import STATIC
from generator.publish import disk, folders, older_layout, releases
from generator.publish.foreign_files import refuse_foreign
from generator.publish.journal import apply, clear, decide, is_open, recover
from generator.publish.journal_format import FORMAT, Journal
from generator.publish.lock import PATIENCE, output_locked
from generator.publish.manifest import digest_of, encode
from generator.publish.output_state import OutputState, has_digest, is_intact, state_of, unchanged
from generator.publish.safety import refuse_unsafe
from generator.publish.staging import (
    PublishResult,
    Stage,
    Staged,
    StagedFile,
    new_manifest,
    published_stats,
    source_of,
    stage_files,
    stage_manifest,
    write_failure,
)
from generator.reading import downloads
from generator.system import nofollow

__all__ = [
    "PATIENCE",
    "OutputState",
    "PublishResult",
    "Stage",
    "StagedFile",
    "copied_bytes",
    "discard_staged",
    "has_digest",
    "is_intact",
    "open_output",
    "publish",
    "source_of",
    "stage_of",
    "unchanged",
    "unchanged_bytes",
]

_FINISHED = "An earlier build was interrupted while it was publishing; its work has been finished first."


@contextmanager
def open_output(
    site: Path,
    output: Path,
    atomic: int = 0,
    notify: Notify = silently,
    patience: float = PATIENCE,
    content: Path | None = None,
) -> Iterator[OutputState]:
    """Hold the lock of an output folder, finish any interrupted publication that was decided, and yield the state.

    A failure before a new site is decided leaves nothing behind. For ``atomic``, see ``OutputState``.

    :raises Problems: if the folder is not safe for a site, if another build holds the lock for longer than ``patience``
        (in seconds), or if the disk refuses to write.
    """
    refuse_unsafe(site, output, bool(atomic), content)
    with output_locked(output, patience, notify):
        refuse_unsafe(site, output, bool(atomic), content)  # it may have become a link meanwhile
        found = _recovered(output, atomic, patience, notify)
        if atomic:
            releases.refuse_mixed(found)
        try:
            yield found
        except BaseException as error:
            if not is_open(output):  # nothing is decided, so staged files are not needed
                discard_staged(found)
            if isinstance(error, OSError):
                raise write_failure(error, found) from error
            raise
        found.save_stats()


def discard_staged(state: OutputState) -> None:
    """Remove everything that was staged for a publication that has not been decided."""
    clear(state.output)
    releases.remove_drafts(state.output)


def _recovered(output: Path, atomic: int, patience: float, notify: Notify) -> OutputState:
    """Finish any interrupted publication that was decided, and return the state of the output folder.

    :raises Problems: if the disk refuses to write, or a journal was not written by Broadsheet.
    """
    try:
        finished = older_layout.migrate(output, patience, notify)
        recovered, warnings = recover(output)
        tidied = releases.clean_up(output) if atomic else False
    except OSError as error:
        message = f"an interrupted publication cannot be finished or removed: {error.strerror}"
        refuse(Problem(str(error.filename or output), 0, 0, message, "allow writing there, and build again"))
    done = finished or recovered or tidied
    if done:
        notify(_FINISHED)
    return state_of(output, atomic, warnings, done)


def publish(
    site: Path,
    state: OutputState,
    planned: Mapping[str, str],
    new: Iterable[Output],
    made: Iterable[tuple[str, bytes | StagedFile]],
    as_of: datetime,
) -> PublishResult:
    """Publish a site. ``planned`` has the keys of all its files, by path.

    ``new`` are the files that the output folder does not have yet. ``made`` has those of them that are not just copied,
    by path: their bytes, or the staged file.

    :raises Problems: if a file that Broadsheet did not make is in the way, or the disk refuses to write. Nothing has
        changed then.
    """
    at = stage_of(state)
    staged = stage_files(at, _new(site, new, made))
    refuse_foreign(state, staged.digests)
    if state.manifest.files:  # without an old site, a power cut cannot damage one
        disk.sync(at.folder, len(staged.moves))
    published = (releases.publish_release if state.atomic else _put)(state, planned, staged, as_of)
    state.save_stats()
    return published


def stage_of(state: OutputState) -> Stage:
    """The stage in which new files are written before they are published."""
    if state.atomic:
        return Stage(state, releases.draft_of(state), whole=True)
    folders.make(state.stage.parent)
    return Stage(state, str(state.stage), whole=False)


def _put(state: OutputState, planned: Mapping[str, str], staged: Staged, as_of: datetime) -> PublishResult:
    """Replace files in place."""
    output, old = state.output, state.manifest
    manifest = new_manifest(state, planned, staged, as_of)
    data = encode(manifest)
    todo = _journal(state, planned, staged, of_bytes(data))
    if manifest is not old or todo.moves or todo.room or todo.removals:
        stage_manifest(str(state.stage), data, staged)
        decide(state.stage.parent, todo)
        apply(output, state.stage.parent, todo)
        state.file_stats, state.stats_changed = published_stats(state, planned, staged), True
    written = tuple(sorted(staged.moves))
    return PublishResult(written, tuple(sorted(todo.room + todo.removals)), len(planned) - len(written))


def _new(
    site: Path, new: Iterable[Output], made: Iterable[tuple[str, bytes | StagedFile]]
) -> Iterator[tuple[str, bytes | StagedFile]]:
    """Yield all new files with their bytes: first copied files, then those that were made."""
    for each in new:
        if isinstance(each.made, Copied):
            yield each.path, copied_bytes(site, each.made, each.source)
    yield from made


def unchanged_bytes(site: Path, made: Copied, source: str) -> bytes:
    """The bytes of a file of content/, as it was when it was scanned.

    :raises Problems: if it has changed since.
    """
    data = nofollow.read(site / made.file, None)
    if of_bytes(data) != made.digest:
        refuse(Problem(source, 0, 0, "this file was changed while the site was being built", "build again"))
    return data


def copied_bytes(site: Path, made: Copied, source: str) -> bytes:
    """The bytes of a file that is published unchanged.

    Whether it may be was decided from stored information about the file, so this checks the bytes once more.

    :raises Problems: if it has changed since it was scanned, or may not be published unchanged.
    """
    data = unchanged_bytes(site, made, source)
    if source.startswith("content/"):
        if found := list(downloads.problems(source, data)):
            raise Problems(found)
        if kind_of(source, data) or _has_metadata(source, data):
            message = "the stored information about this file is wrong, so its metadata would be published"
            refuse(Problem(source, 0, 0, message, "run `broadsheet build --full`"))
    return data


def _has_metadata(source: str, data: bytes) -> bool:
    """Whether a file would be published with metadata that Broadsheet removes, or refuses to publish."""
    try:
        return not source.startswith(STATIC) and stripped(source, data) != data
    except RefusedFile:
        return True


def _journal(state: OutputState, planned: Mapping[str, str], staged: Staged, manifest: str) -> Journal:
    """The journal of a publication. Files that pages need are moved before the pages.

    ``manifest`` is the digest of the new manifest. A file behind a link is not removed, even if the manifest lists it.
    """
    output = state.output
    orphans = [path for path in state.manifest.files if path not in planned and (output / path).is_file()]
    orphans = sorted(path for path in orphans if not nofollow.link_towards(output, path))
    room = _in_the_way(orphans, planned)
    moves = set(staged.moves.values())
    return Journal(
        format=FORMAT,
        stage=state.stage.name,
        before=digest_of(output),
        after=manifest,
        room=tuple(room),
        moves=tuple(sorted(moves, key=lambda move: (move[1].endswith(".html"), move[1]))),
        removals=tuple(path for path in orphans if path not in room),
    )


def _in_the_way(removals: Iterable[str], planned: Iterable[str]) -> list[str]:
    """Old files whose path, ignoring letter case, is a folder of the new site, or whose folder is one of its files."""
    files = {path.casefold() for path in planned} if removals else set()
    taken = files | {folder for path in files for folder in folders_of(path)}
    return [path for path in removals if path.casefold() in taken or not files.isdisjoint(folders_of(path.casefold()))]
