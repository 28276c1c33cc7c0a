"""The state of an output folder before a build: the files that Broadsheet made, and which are unchanged.   [disk]"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem
from generator.model.safe_paths import all_safe
from generator.publish import file_stats, folders
from generator.publish.file_stats import FileStat
from generator.publish.journal_format import STAGE
from generator.publish.manifest import MANIFEST, Manifest, ManifestEntry, read
from generator.system import nofollow

_WHOLE_SECOND = 1_000_000_000  # nanoseconds


class OutputState(msgspec.Struct):
    """An output folder, its manifest, and the stats of its files as published.

    ``atomic`` is the number of trees to keep; 0 means that files are replaced in place. ``stats_changed``: the stats
    differ from the stored ones. ``recovered``: an interrupted publication has been finished. ``stage`` is the folder
    for this build's new files. Its name is unique, so processes left over from a killed build cannot write into it.
    """

    output: Path
    atomic: int
    manifest: Manifest
    file_stats: dict[str, FileStat]
    stage: Path
    warnings: tuple[Problem, ...] = ()
    recovered: bool = False
    stats_changed: bool = False

    @property
    def has_expected_form(self) -> bool:
        """Whether the folder is a link to a tree, if it must be one."""
        return not self.atomic or self.output.is_symlink()

    def has(self, path: str, digest: str) -> bool:
        """Whether the file at ``path`` is not a link and has the bytes of this digest.

        The bytes are read only if the size or time differ from the recorded ones, or if the time is in whole seconds:
        on disks with such times, a file can change twice within a second.
        """
        try:
            now = os.lstat(f"{self.output}/{path}")
        except OSError:
            return False
        left = self.file_stats.get(path)
        if left and (left.size, left.modified) == (now.st_size, now.st_mtime_ns) and left.modified % _WHOLE_SECOND:
            return left.digest == digest and stat.S_ISREG(now.st_mode)
        if not has_digest(self.output / path, digest):
            return False
        found = FileStat(now.st_size, now.st_mtime_ns, digest)
        self.stats_changed = self.stats_changed or left != found
        self.file_stats[path] = found
        return True

    def save_stats(self) -> None:
        """Store the stats of the files, if they have changed."""
        if self.stats_changed:
            file_stats.save(self.output, self.file_stats)
            self.stats_changed = False


def state_of(output: Path, atomic: int = 0, warnings: tuple[Problem, ...] = (), recovered: bool = False) -> OutputState:
    """The current state of ``output``. A manifest that cannot be used is a warning, and all files are rebuilt."""
    manifest, wrong = known_files(output)
    if wrong:
        message = f"the record of the published files {wrong}"
        fix = "no action needed: all pages and the manifest will be rebuilt"
        warnings = (*warnings, Problem(str(output / MANIFEST), 0, 0, message, fix, level="warning"))
    stage = folders.working_folder(output) / f"{STAGE}-{os.urandom(8).hex()}"
    return OutputState(output, atomic, manifest, file_stats.load(output), stage, warnings, recovered)


def known_files(output: Path) -> tuple[Manifest, str]:
    """The files that Broadsheet made, and what is wrong with the manifest, as a phrase.

    If the manifest is lost, these are the files that have the path and the bytes of a published file.
    """
    manifest, wrong = read(output)
    if manifest.files or wrong == "is of another version" or not output.is_dir():
        return manifest, wrong
    stats = file_stats.last(output).files
    safe = stats if all_safe(stats) else {}
    files = {path: ManifestEntry(each.digest) for path, each in safe.items() if is_ours(output, path, each.digest)}
    return Manifest(files), wrong or ("is missing" if files else "")


def unchanged(state: OutputState, planned: Mapping[str, str]) -> frozenset[str]:
    """The planned paths whose file has not changed since it was published, with the same key."""
    files = state.manifest.files
    return frozenset(
        path
        for path, key in planned.items()
        if (entry := files.get(path)) and entry.key == key and state.has(path, entry.digest)
    )


def is_intact(state: OutputState, source: str) -> bool:
    """Whether the published site was made from ``source``, and neither its files nor the manifest have changed."""
    files = state.manifest.files
    if state.warnings or state.manifest.source != source or not state.has_expected_form:
        return False
    return all(state.has(path, entry.digest) for path, entry in files.items())


def is_ours(output: Path, path: str, digest: str) -> bool:
    """Whether the file at ``path`` is not behind a link and has the bytes of this digest."""
    return not nofollow.link_towards(output, path) and has_digest(output / path, digest)


def has_digest(path: Path, digest: str) -> bool:
    """Whether the file at ``path`` is not a link and has the bytes of this digest."""
    try:
        return of_bytes(nofollow.read(path, None)) == digest
    except OSError:
        return False
