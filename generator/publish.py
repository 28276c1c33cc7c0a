"""Publishing: the output folder goes from the old site to the new one, or stays as it is.

1. Everything new is written to ``.broadsheet/stage/`` inside the output folder, on the same disk.
2. A journal says what is to be moved and removed. From here on the new site is decided.
3. Files are moved into place (a rename each), those that pages draw on before the pages; then orphans go.
4. The new manifest is written, and the journal removed.

Whatever stops the process before the journal leaves the old site; after it, the next command finishes the work.
Only files that the manifest calls ours are ever replaced or removed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.digest import of_bytes
from generator.manifest import FOLDER, Entry, Manifest, encode, load
from generator.output import Copied
from generator.plan import Planned
from generator.problems import Problem, Problems


class Journal(msgspec.Struct, frozen=True):
    """What is left to do, in order: removals that make room, moves from the stage, other removals."""

    room: tuple[str, ...]
    moves: tuple[str, ...]
    removals: tuple[str, ...]
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Published:
    """Which files were written, which removed, and how many stayed as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def refuse_unsafe(site: Path, output: Path) -> None:
    """Refuse an output folder in which a site cannot safely be.

    :raises Problems: if it is the root, the home folder, the site itself, holds content/ or layouts/, or is a link.
    """
    real, home = output.resolve(), Path.home().resolve()
    inside = [site / name for name in ("content", "layouts", "seeds", "site.toml", ".git")]
    wrong = ""
    if output.is_symlink():
        wrong = "it is a link to another place"
    elif real == Path(real.anchor) or real == home:
        wrong = "it is the root of the disk" if real == Path(real.anchor) else "it is your home folder"
    elif real in home.parents or real in site.resolve().parents or real == site.resolve():
        wrong = "it holds the site itself, or your home folder"
    elif any(each.resolve() == real or each.resolve() in real.parents for each in inside):
        wrong = "it is part of what the site is made from"
    elif any((real / name).exists() for name in ("site.toml", "content/pages", ".git")):
        wrong = "it holds a site's content or a repository"
    elif output.exists() and not output.is_dir():
        wrong = "it is a file"
    if wrong:
        message = f"the site cannot be built into {output}: {wrong}"
        raise Problems([Problem(str(output), 0, 0, message, "choose another folder with --output, such as output/")])


def recover(output: Path) -> bool:
    """Finish what an interrupted publication had decided; whether there was something to finish."""
    ours = output / FOLDER
    try:
        journal = msgspec.json.decode((ours / "journal.json").read_bytes(), type=Journal)
    except FileNotFoundError:
        shutil.rmtree(ours / "stage", ignore_errors=True)
        return False
    except msgspec.DecodeError:  # the journal is renamed into place whole, so somebody has changed it
        where = str(ours / "journal.json")
        fix = f"remove {output} and build again"
        raise Problems([Problem(where, 0, 0, "the record of an interrupted publication is broken", fix)]) from None
    _apply(output, journal)
    return True


def unchanged(output: Path, manifest: Manifest, planned: Mapping[str, Planned]) -> frozenset[str]:
    """The planned paths whose file is there, as we left it, and was made under the same key."""
    return frozenset(
        path
        for path, each in planned.items()
        if (entry := manifest.files.get(path)) and entry.key == each.key and holds(output / path, entry.digest)
    )


def publish(
    site: Path, output: Path, planned: Mapping[str, Planned], made: Mapping[str, bytes], kept: frozenset[str]
) -> Published:
    """Bring ``output`` to what is planned. ``made`` are the bytes of everything not ``kept`` and not copied.

    :raises Problems: if a file that is not ours stands in the way, or the disk refuses; nothing has changed then.
    """
    old = load(output)
    new = {path: each for path, each in planned.items() if path not in kept}
    removals = sorted(path for path in old.files if path not in planned and (output / path).is_file())
    try:
        digests = {path: _stage(site, output, path, each, made) for path, each in new.items()}
        _refuse_foreign(output, old, digests)
    except (OSError, Problems) as error:
        shutil.rmtree(output / FOLDER / "stage", ignore_errors=True)
        if isinstance(error, Problems):
            raise
        message = f"the new pages cannot be written: {error.strerror}"
        fix = "nothing has been changed; make room or allow writing there, and build again"
        raise Problems([Problem(str(error.filename or output), 0, 0, message, fix)]) from error
    entries = {
        path: Entry(digests[path], each.key, each.parts) if path in digests else old.files[path]
        for path, each in planned.items()
    }
    moves = sorted((p for p in digests if not _same(output / p, digests[p])), key=lambda p: (p.endswith(".html"), p))
    manifest = Manifest(entries)
    if moves or removals or manifest != old:
        room = _in_the_way(removals, planned)
        journal = Journal(tuple(room), tuple(moves), tuple(r for r in removals if r not in room), manifest)
        _decide(output, journal)
        _apply(output, journal)
    shutil.rmtree(output / FOLDER / "stage", ignore_errors=True)
    return Published(tuple(moves), tuple(removals), len(planned) - len(moves))


def holds(path: Path, digest: str) -> bool:
    """Whether the file at ``path`` is no link and has the bytes that ``digest`` stands for."""
    return not path.is_symlink() and _same(path, digest)


def _same(path: Path, digest: str) -> bool:
    try:
        return of_bytes(path.read_bytes()) == digest
    except OSError:
        return False


def _stage(site: Path, output: Path, path: str, planned: Planned, made: Mapping[str, bytes]) -> str:
    """Write one new file to the stage, readable for everyone; the digest of its bytes."""
    made_of = planned.output.made
    data = (site / made_of.file).read_bytes() if isinstance(made_of, Copied) else made[path]
    if isinstance(made_of, Copied) and of_bytes(data) != made_of.digest:
        message = "this file was changed while the site was being built"
        raise Problems([Problem(planned.output.source, 0, 0, message, "build again")])
    staged = output / FOLDER / "stage" / path
    staged.parent.mkdir(parents=True, exist_ok=True)
    staged.write_bytes(data)
    staged.chmod(0o644)
    return of_bytes(data)


def _refuse_foreign(output: Path, old: Manifest, digests: Mapping[str, str]) -> None:
    """Refuse to write where something stands that is not ours; a file that is just what we would write is."""
    found = [problem for path, digest in digests.items() for problem in _foreign(output, old, path, digest)]
    if found and not old.files:
        message = f"{output} holds files that are not ours where the site is to be, such as {found[0].path}"
        fix = "choose another folder with --output; or remove this one, if an older build of the site is all it holds"
        raise Problems([Problem(str(output), 0, 0, message, fix)])
    if found:
        raise Problems(found)


def _foreign(output: Path, old: Manifest, path: str, digest: str) -> Iterator[Problem]:
    """What others put on the way to ``path``."""
    fix = "move it away, or choose another folder with --output"
    for parent in (output / path).parents:
        if parent == output:
            break
        own_file = parent.relative_to(output).as_posix() in old.files
        if parent.is_symlink() or (parent.exists() and not parent.is_dir() and not own_file):
            yield Problem(str(parent), 0, 0, "this stands where a folder of the site is to be", fix)
    target = output / path
    if target.is_symlink() or (target.is_file() and path not in old.files and not _same(target, digest)):
        yield Problem(str(target), 0, 0, "this stands where a page of the site is to be, and is not ours", fix)
    elif target.is_dir() and any(_not_ours(output, target, old)):
        yield Problem(str(target), 0, 0, "this folder stands where a file of the site is to be", fix)


def _not_ours(output: Path, folder: Path, old: Manifest) -> Iterator[Path]:
    for each in folder.rglob("*"):
        if (each.is_symlink() or not each.is_dir()) and each.relative_to(output).as_posix() not in old.files:
            yield each


def _in_the_way(removals: Iterable[str], planned: Iterable[str]) -> list[str]:
    """Old files whose path, letter case aside, is a folder of the new site, or whose folder is a file of it."""
    files = {path.casefold() for path in planned}
    folders = {path[:place] for path in files for place, letter in enumerate(path) if letter == "/"}
    return [path for path in removals if path.casefold() in files | folders or not files.isdisjoint(_above(path))]


def _above(path: str) -> Iterator[str]:
    folded = path.casefold()
    return (folded[:place] for place, letter in enumerate(folded) if letter == "/")


def _decide(output: Path, journal: Journal) -> None:
    """Write the journal, whole and on the disk; from here on the new site is decided."""
    _replace(output / FOLDER / "journal.json", msgspec.json.encode(journal))


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _apply(output: Path, journal: Journal) -> None:
    """Do what the journal says; doing it twice does no harm."""
    for path in journal.room:
        _remove(output, path)
    stage = output / FOLDER / "stage"
    for path in journal.moves:
        if (stage / path).exists():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).replace(output / path)
    for path in journal.removals:
        _remove(output, path)
    _replace(output / FOLDER / "manifest.json", encode(journal.manifest))
    (output / FOLDER / "journal.json").unlink(missing_ok=True)
    shutil.rmtree(stage, ignore_errors=True)


def _remove(output: Path, path: str) -> None:
    """Remove one of our files, and the folders that are empty without it."""
    (output / path).unlink(missing_ok=True)
    for folder in (output / path).parents:
        if folder == output:
            return
        with contextlib.suppress(OSError):  # it holds other files, or is gone already
            folder.rmdir()
