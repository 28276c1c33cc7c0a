"""New files and new records, written beside the site before the first visible change.   [disk]"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import sleep, time_ns

from generator.digest import of_bytes
from generator.manifest import Entry, Manifest, Mark, encode
from generator.plan import Planned
from generator.problems import Problem, Problems
from generator.publish import disk
from generator.publish.standing import Standing

_TICK = 20_000_000  # nanoseconds: longer than the steps in which disks tell the time


@dataclass(frozen=True, slots=True)
class Staged:
    """What is new: how each new file is, and under which name of the stage it lies where it does not stand already."""

    marks: Mapping[str, Mark]
    names: Mapping[str, str]

    @property
    def digests(self) -> dict[str, str]:
        """The digest of every new file."""
        return {path: mark.digest for path, mark in self.marks.items()}


@dataclass(frozen=True, slots=True)
class Published:
    """Which files were written, which removed, and how many stayed as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def stage_files(
    standing: Standing, folder: str, named: Callable[[int, str], str], new: Iterable[tuple[str, bytes]]
) -> Staged:
    """Write each new file into ``folder``, under the name that ``named`` gives to its number and path.

    What stands already with the same bytes is not written again.
    """
    marks, names = dict[str, Mark](), dict[str, str]()
    ready = set[str]()
    for number, (path, data) in enumerate(new):
        digest = of_bytes(data)
        if standing.has(path, digest):
            marks[path] = standing.marks[path]
            continue
        names[path] = named(number, path)
        target = f"{folder}/{names[path]}"
        disk.make_folder_of(target, ready)
        written = disk.write(target, data)
        marks[path] = Mark(written.st_size, written.st_mtime_ns, digest)
    return Staged(marks, names)


def source_of(planned: Mapping[str, Planned]) -> str:
    """The digest of everything that a site is made of: all its paths with their keys."""
    return of_bytes("\n".join(f"{path}\t{each.key}" for path, each in sorted(planned.items())).encode())


def new_manifest(standing: Standing, planned: Mapping[str, Planned], staged: Staged, as_of: datetime) -> Manifest:
    """The manifest of what is planned; the old one if nothing is different, whatever the instant."""
    old, new = standing.manifest, staged.marks
    files = {
        path: Entry(new[path].digest, each.key) if path in new else old.files[path] for path, each in planned.items()
    }
    source = source_of(planned)
    same = files == old.files and source == old.source
    return old if same else Manifest(files, as_of=as_of.isoformat(), source=source)


def stage_records(
    standing: Standing, folder: str, manifest: Manifest, planned: Mapping[str, Planned], staged: Staged
) -> None:
    """Write into ``folder`` what we are to remember: the manifest, the parts of each key, how we left each file."""
    disk.make_folder(folder)
    marks = {path: mark for path in planned if (mark := staged.marks.get(path) or standing.marks.get(path))}
    disk.write(f"{folder}/manifest.json", encode(manifest), lasting=True)
    disk.write(f"{folder}/parts.json", encode({path: each.parts for path, each in planned.items()}))
    disk.write(f"{folder}/seen.json", encode(marks))
    standing.looked = False
    _let_time_pass(staged)


def _let_time_pass(staged: Staged) -> None:
    """Wait, if need be, until a change by others cannot have the same time as our own writing."""
    newest = max((mark.modified for mark in staged.marks.values()), default=0)
    sleep(min(max(newest + _TICK - time_ns(), 0), _TICK) / 1e9)


def unwritten(error: Problems | OSError, standing: Standing) -> Problems:
    """What stopped a publication before it was decided, as a problem."""
    if isinstance(error, Problems):
        return error
    message = f"the new pages cannot be written: {error.strerror}"
    fix = "nothing has been changed; make room or allow writing there, and build again"
    return Problems([Problem(str(error.filename or standing.output), 0, 0, message, fix)])
