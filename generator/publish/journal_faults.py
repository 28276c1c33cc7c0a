"""Checks every name in a journal before it is acted on.   [disk]

A journal may come from others: from a pull request, a restored cache, a copied disk. So it may only touch files that
Broadsheet made, inside the output folder, and put in place regular files that are inside its own stage.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.model.safe_paths import fault_in
from generator.publish.journal_format import Journal, is_stage
from generator.publish.manifest import MANIFEST, ManifestEntry, decode
from generator.publish.output_state import has_digest, known_files
from generator.system import nofollow

MOST = 4_000_000
"""The maximum number of names in a journal; the largest site allowed (200,000 stories) has about half as many files."""


def fault_of(output: Path, folder: Path, journal: Journal) -> str:
    """The fault that forbids acting on a journal in ``folder``, as a phrase that follows "it"; empty if it has none."""
    return next(_faults(output, folder, journal), "")


def _faults(output: Path, folder: Path, journal: Journal) -> Iterator[str]:
    """Yield the faults. Each check may rely on those before it."""
    if len(journal.room) + len(journal.moves) + len(journal.removals) > MOST:
        yield f"has more than {MOST:,} entries"
        return
    yield from _in_names(journal)
    stage = folder / journal.stage
    yield from _in_manifest(stage)
    known = known_files(output)[0].files
    new = _staged(stage)
    yield from _in_removals(output, (*journal.room, *journal.removals), known)
    for name, path in journal.moves:
        yield from _in_move(_Move(output, stage, name, path), known, known if new is None else new)


def _in_names(journal: Journal) -> Iterator[str]:
    if not is_stage(journal.stage):
        yield f"names `{journal.stage}` as its folder of new files"
    moved = [each for move in journal.moves for each in move]
    for path in (*journal.room, *moved, *journal.removals):
        if fault := fault_in(path):
            yield f"names a path that {fault}: `{path}`"


def _in_manifest(stage: Path) -> Iterator[str]:
    """The new manifest replaces the old one at the end, so it must be usable before anything is done."""
    record = f"{stage.name}/manifest.json"
    if nofollow.link_at(stage):
        yield _through(stage.name, "publish", MANIFEST)
    with suppress(FileNotFoundError, NotADirectoryError):  # the manifest is in place already
        if not stat.S_ISREG(os.lstat(stage / "manifest.json").st_mode):
            yield f"would put `{record}` in place, which is not a file"
        elif not _staged(stage):
            yield f"would put `{record}` in place, which is not a Broadsheet manifest"


def _staged(stage: Path) -> Mapping[str, ManifestEntry] | None:
    """The files in the new manifest: empty if it cannot be used, ``None`` if it is in place already."""
    try:
        return decode(nofollow.read(stage / "manifest.json")).files
    except (FileNotFoundError, NotADirectoryError):
        return None


def _in_removals(output: Path, paths: Iterable[str], known: Collection[str]) -> Iterator[str]:
    for path in paths:
        if link := nofollow.link_towards(output, path):
            yield _through(link, "remove", path)
        if path not in known and os.path.lexists(output / path) and not (output / path).is_dir():  # folders stay
            yield f"would remove `{path}`, which Broadsheet did not make"


class _Move(msgspec.Struct, frozen=True):
    """A file or folder in the stage, and the path to which it is moved."""

    output: Path
    stage: Path
    name: str
    path: str


def _in_move(move: _Move, known: Collection[str], listed: Mapping[str, ManifestEntry]) -> Iterator[str]:
    """``known`` are the published files that Broadsheet made, ``listed`` those that the new manifest lists."""
    if link := nofollow.link_towards(move.stage.parent, f"{move.stage.name}/{move.name}"):
        yield _through(link, "publish", move.path)
    if link := nofollow.link_towards(move.output, move.path):
        yield _through(link, "write to", move.path)
    for name, mode in _files(move.stage, move.name):
        path = move.path + name.removeprefix(move.name)
        if not stat.S_ISREG(mode):
            yield f"would publish `{path}`, which is not a regular file"
        entry, target = listed.get(path), move.output / path
        if path not in known and target.is_file() and not (entry and has_digest(target, entry.digest)):
            yield f"would overwrite `{path}`, which Broadsheet did not make"
        if not entry:
            yield f"would publish `{path}`, which its manifest does not list"


def _files(stage: Path, name: str) -> Iterator[tuple[str, int]]:
    """Every file at or below ``name`` that is still in the stage, with its mode."""
    try:
        mode = os.lstat(stage / name).st_mode
    except OSError:
        return  # moved already
    if not stat.S_ISDIR(mode):
        yield name, mode
        return
    with os.scandir(stage / name) as found:
        names = [each.name for each in found]
    for each in names:
        yield from _files(stage, f"{name}/{each}")


def _through(link: str, what: str, path: str) -> str:
    return f"would {what} `{path}` through a link: `{link}`"
