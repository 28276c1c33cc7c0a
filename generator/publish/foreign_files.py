"""What others put into an output folder: it is never replaced or removed.   [disk]"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.model.output import folders_of
from generator.model.problems import Problem, Problems
from generator.publish.manifest import FOLDER, Manifest
from generator.publish.output_state import OutputState
from generator.system import nofollow

_FIX = "move it away, or choose another folder with --output"


def refuse_foreign(state: OutputState, digests: Mapping[str, str]) -> None:
    """Refuse to write where something stands that is not ours; a file that is just what we would write is.

    :raises Problems: that name each such thing.
    """
    output, old = state.output, state.manifest
    absent = set[str]()  # folders that are not there yet, so that nothing can stand in them
    found = list(_in_folders(output, old, digests, absent))
    for path, digest in digests.items():
        if path.rpartition("/")[0] not in absent:
            found += _at(state, path, digest)
    if found and not old.files:
        message = f"{output} holds files that are not ours where the site is to be, such as {min(found).path}"
        fix = "choose another folder with --output; or remove this one, if an older build of the site is all it holds"
        raise Problems([Problem(str(output), 0, 0, message, fix)])
    if found:
        raise Problems(found)


def foreign(output: Path, old: Manifest) -> Iterator[str]:
    """The paths of all files and links that are not ours."""
    yield from (path for path in files_of(output) if path not in old.files)


def files_of(folder: Path | str) -> dict[str, int]:
    """The paths of all files and links of a folder but our records, with their numbers on the disk."""
    return dict(_below(folder, "")) if Path(folder).is_dir() else {}


def _below(folder: Path | str, prefix: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda each: each.name)  # all at once: whoever asks may stop at the first
    for each in entries:
        if nofollow.is_folder(each):
            if prefix or each.name != FOLDER:
                yield from _below(each.path, f"{prefix}{each.name}/")
        else:
            yield prefix + each.name, each.inode()


def _in_folders(output: Path, old: Manifest, digests: Mapping[str, str], absent: set[str]) -> Iterator[Problem]:
    for folder in sorted({folder for path in digests for folder in folders_of(path)}):
        stands = output / folder
        if folder.rpartition("/")[0] in absent or not (stands.is_symlink() or stands.exists()):
            absent.add(folder)
        elif stands.is_symlink() or not (stands.is_dir() or folder in old.files):
            yield Problem(str(stands), 0, 0, "this stands where a folder of the site is to be", _FIX)
            absent.add(folder)
        elif not stands.is_dir():
            absent.add(folder)


def _at(state: OutputState, path: str, digest: str) -> Iterator[Problem]:
    """What stands in the way at ``path`` itself."""
    target, ours = f"{state.output}/{path}", state.manifest.files
    try:
        mode = os.lstat(target).st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode):
        if any(each not in ours for each, _ in _below(target, f"{path}/")):
            yield Problem(target, 0, 0, "this folder stands where a file of the site is to be", _FIX)
    elif not (stat.S_ISREG(mode) and (path in ours or state.has(path, digest))):
        yield Problem(target, 0, 0, "this stands where a page of the site is to be, and is not ours", _FIX)
