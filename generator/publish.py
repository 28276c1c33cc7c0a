"""Publishing: the output folder goes from the old site to the new one, or stays as it is.

1. Everything new is written to ``.broadsheet/stage/`` inside the output folder, on the same disk.
2. A journal says what is to be moved and removed. From here on the new site is decided.
3. Files are moved into place (a rename each), those that pages draw on before the pages; then orphans go.
4. The new manifest is written, and the journal removed.

Whatever stops the process before the journal leaves the old site; after it, the next command finishes the work.
Only files that the manifest calls ours are ever replaced or removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.digest import of_bytes
from generator.journal import Journal, apply, clear, decide, stage
from generator.manifest import Entry, Manifest, load
from generator.output import Copied
from generator.plan import Planned, folders_of
from generator.problems import Problem, Problems


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


def unchanged(output: Path, manifest: Manifest, planned: Mapping[str, Planned]) -> frozenset[str]:
    """The planned paths whose file is there, as we left it, and was made under the same key."""
    return frozenset(
        path
        for path, each in planned.items()
        if (entry := manifest.files.get(path)) and entry.key == each.key and holds(output / path, entry.digest)
    )


def intact(output: Path, files: int) -> bool:
    """Whether ``output`` holds just as many files of ours as ``files`` says, each as we left it."""
    known = load(output).files
    return len(known) == files and all(holds(output / path, entry.digest) for path, entry in known.items())


def publish(
    site: Path, output: Path, planned: Mapping[str, Planned], made: Mapping[str, bytes], kept: frozenset[str]
) -> Published:
    """Bring ``output`` to what is planned. ``made`` are the bytes of everything not ``kept`` and not copied.

    :raises Problems: if a file that is not ours stands in the way, or the disk refuses; nothing has changed then.
    """
    old = load(output)
    new = {path: each for path, each in planned.items() if path not in kept}
    try:
        digests = _stage(site, output, new, made) if new else {}
        _refuse_foreign(output, old, digests)
        journal = _journal(output, old, planned, digests)
        changed = not journal.is_empty or journal.manifest != old
        if changed:
            decide(output, journal)
    except (Problems, OSError) as error:
        clear(output)
        raise _unwritten(error, output) from error
    if changed:
        apply(output, journal)
    clear(output)
    written = tuple(path for _, path in journal.moves)
    return Published(written, tuple(sorted(journal.room + journal.removals)), len(planned) - len(written))


def holds(path: Path, digest: str) -> bool:
    """Whether the file at ``path`` is no link and has the bytes that ``digest`` stands for."""
    return not path.is_symlink() and _same(path, digest)


def _same(path: Path, digest: str) -> bool:
    try:
        return of_bytes(path.read_bytes()) == digest
    except OSError:
        return False


def _stage(site: Path, output: Path, new: Mapping[str, Planned], made: Mapping[str, bytes]) -> dict[str, str]:
    """Write every new file to the stage, under its number in ``new``; the digests of their bytes."""
    folder = stage(output)
    folder.mkdir(parents=True)
    return {path: _write(site, folder / str(at), path, new[path], made) for at, path in enumerate(new)}


def _unwritten(error: Problems | OSError, output: Path) -> Problems:
    if isinstance(error, Problems):
        return error
    message = f"the new pages cannot be written: {error.strerror}"
    fix = "nothing has been changed; make room or allow writing there, and build again"
    return Problems([Problem(str(error.filename or output), 0, 0, message, fix)])


def _write(site: Path, staged: Path, path: str, planned: Planned, made: Mapping[str, bytes]) -> str:
    """Write one new file, readable for everyone; the digest of its bytes."""
    made_of = planned.output.made
    data = (site / made_of.file).read_bytes() if isinstance(made_of, Copied) else made[path]
    if isinstance(made_of, Copied) and of_bytes(data) != made_of.digest:
        message = "this file was changed while the site was being built"
        raise Problems([Problem(planned.output.source, 0, 0, message, "build again")])
    staged.write_bytes(data)
    staged.chmod(0o644)
    return of_bytes(data)


def _journal(output: Path, old: Manifest, planned: Mapping[str, Planned], digests: Mapping[str, str]) -> Journal:
    """What is to be done: what pages draw on is moved before the pages, and nothing that has the right bytes."""
    moves = [(str(at), path) for at, (path, digest) in enumerate(digests.items()) if not _same(output / path, digest)]
    orphans = sorted(path for path in old.files if path not in planned and (output / path).is_file())
    room = _in_the_way(orphans, planned)
    entries = {
        path: Entry(digests[path], each.key, each.parts) if path in digests else old.files[path]
        for path, each in planned.items()
    }
    return Journal(
        room=tuple(room),
        moves=tuple(sorted(moves, key=lambda move: (move[1].endswith(".html"), move[1]))),
        removals=tuple(path for path in orphans if path not in room),
        manifest=Manifest(entries),
    )


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
    taken = files | {folder for path in files for folder in folders_of(path)}
    return [path for path in removals if path.casefold() in taken or not files.isdisjoint(folders_of(path.casefold()))]
