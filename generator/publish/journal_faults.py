"""Whether a journal that was found may be acted on: every name in it is checked first.   [disk]

Others may be able to write one: a pull request, a restored cache, a copied disk. So a journal is trusted no further
than this: it may only touch files that Broadsheet made, inside the output folder, and put in place regular files that
are inside its own stage.
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
"""The most names in one journal; the largest site allowed (200,000 stories) has about half as many files."""


def fault_of(output: Path, folder: Path, journal: Journal) -> str:
    """What forbids acting on this journal in ``folder``, in words that follow its name; empty if nothing does."""
    return next(_faults(output, folder, journal), "")


def _faults(output: Path, folder: Path, journal: Journal) -> Iterator[str]:
    """Each step may rely on those before it."""
    if len(journal.room) + len(journal.moves) + len(journal.removals) > MOST:
        yield f"has more than {MOST:,} entries"
        return
    yield from _in_names(journal)
    stage = folder / journal.stage
    yield from _in_manifest(stage)
    ours = known_files(output)[0].files
    new = _staged(stage)
    yield from _in_removals(output, (*journal.room, *journal.removals), ours)
    for name, path in journal.moves:
        yield from _in_move(_Move(output, stage, name, path), ours, ours if new is None else new)


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
    with suppress(FileNotFoundError, NotADirectoryError):  # it is in place already
        if not stat.S_ISREG(os.lstat(stage / "manifest.json").st_mode):
            yield f"would put `{record}` in place, which is not a file"
        elif not _staged(stage):
            yield f"would put `{record}` in place, which is not a manifest of Broadsheet's"


def _staged(stage: Path) -> Mapping[str, ManifestEntry] | None:
    """What the new manifest lists: nothing if it cannot be used, ``None`` if it is in place already."""
    try:
        return decode(nofollow.read(stage / "manifest.json")).files
    except (FileNotFoundError, NotADirectoryError):
        return None


def _in_removals(output: Path, paths: Iterable[str], ours: Collection[str]) -> Iterator[str]:
    for path in paths:
        if link := nofollow.link_towards(output, path):
            yield _through(link, "remove", path)
        if path not in ours and os.path.lexists(output / path) and not (output / path).is_dir():  # folders stay
            yield f"would remove `{path}`, which Broadsheet did not make"


class _Move(msgspec.Struct, frozen=True):
    """A file or folder of the stage, and the path it gets."""

    output: Path
    stage: Path
    name: str
    path: str


def _in_move(move: _Move, ours: Collection[str], listed: Mapping[str, ManifestEntry]) -> Iterator[str]:
    """``ours`` are the files in the output folder that we made, ``listed`` those that the new manifest lists."""
    if link := nofollow.link_towards(move.stage.parent, f"{move.stage.name}/{move.name}"):
        yield _through(link, "publish", move.path)
    if link := nofollow.link_towards(move.output, move.path):
        yield _through(link, "write to", move.path)
    for name, mode in _files(move.stage, move.name):
        path = move.path + name.removeprefix(move.name)
        if not stat.S_ISREG(mode):
            yield f"would publish `{path}`, which is not a regular file"
        entry, target = listed.get(path), move.output / path
        if path not in ours and target.is_file() and not (entry and has_digest(target, entry.digest)):
            yield f"would overwrite `{path}`, which Broadsheet did not make"
        if not entry:
            yield f"would publish `{path}`, which its manifest does not list"


def _files(stage: Path, name: str) -> Iterator[tuple[str, int]]:
    """Every file at or below ``name`` that is still in the stage, with its mode."""
    try:
        mode = os.lstat(stage / name).st_mode
    except OSError:
        return  # it has been moved already
    if not stat.S_ISDIR(mode):
        yield name, mode
        return
    with os.scandir(stage / name) as found:
        names = [each.name for each in found]
    for each in names:
        yield from _files(stage, f"{name}/{each}")


def _through(link: str, what: str, path: str) -> str:
    return f"would {what} `{path}` through a link: `{link}`"
