"""Search indexes: made by Pagefind in ``.broadsheet/search/``, one a year, and kept while its stories stay.   [disk]"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from generator.model.fingerprint import digest, of_bytes
from generator.model.output import Copied, Output
from generator.model.problems import Problem, refuse
from generator.search.index import PROGRAMS, STORY, Shard, settled
from generator.system import nofollow, watchdog

FOLDER = ".broadsheet/search"
_RECIPE = 2  # count it up where the same stories are to have another index
_LIST = "files.json"
_SOURCE = "source"
_PROGRAMS = (*PROGRAMS, ".pagefind")
_KEY = re.compile(r"[0-9a-f]{8,64}")
_NAME = re.compile(
    r"pagefind(?:-worker)?\.js|pagefind-entry\.json|(?:(?:filter|fragment|index)/)?[\w.-]+\.(?:pagefind|pf_[a-z]+)"
)


class _Listed(msgspec.Struct):
    """What a shard that was made holds: the digest and size of each file, and what stands for who made it."""

    maker: str
    files: dict[str, tuple[str, int]]


@cache
def _maker() -> str:
    """What stands for the programs that make an index: what another one made is not used."""
    try:
        return digest([_RECIPE, version("pagefind_bin"), version("cbor2")])
    except PackageNotFoundError:
        return ""  # whoever needs them is told


def indexed(site: Path, shards: Sequence[Shard]) -> list[Output]:
    """The files of all shards, each below ``/search/`` and its year. What no shard needs any more is removed.

    :raises Problems: where Pagefind is not there, or fails.
    """
    newest = max((shard.year for shard in shards), default=0)
    files = [output for shard in shards for output in _files(site, shard, shard.year == newest)]
    _tidy(site / FOLDER, {shard.key for shard in shards})
    return files


def reindexed(
    site: Path, known: Mapping[int, str], some: Sequence[Shard]
) -> tuple[list[Output], dict[int, str]] | None:
    """The files of shards in which other words are to be, and all keys then; nothing where that cannot be said.

    ``known`` are the keys until now; ``some`` have no more than the stories that were corrected.

    :raises Problems: where Pagefind is not there, or fails.
    """
    keys = dict(known)
    files: list[Output] = []
    for shard in some:
        corrected = {name[:STORY] for name in shard.pages}
        try:
            others = _pages(site / FOLDER, known.get(shard.year, ""))
        except (OSError, ValueError):
            return None
        pages = {name: page for name, page in others.items() if name[:STORY] not in corrected} | dict(shard.pages)
        whole = replace(shard, pages=pages)
        keys[shard.year] = whole.key
        files += _files(site, whole, shard.year == max(known))
    return files, keys


def _files(site: Path, shard: Shard, newest: bool) -> Iterator[Output]:
    folder = site / FOLDER / shard.key
    files = _kept(folder, shard) or _made(folder, shard)
    for path, (file_digest, size) in files.items():
        if path not in PROGRAMS or newest:
            copied = Copied(f"{FOLDER}/{shard.key}/{path}", file_digest, size)
            yield Output(f"search/{shard.year}/{path}", copied, "the search index")


def _pages(root: Path, key: str) -> dict[str, str]:
    """The pages that a shard was made of.

    :raises OSError: if they are not there, or there is a link among them.
    :raises ValueError: if they are not text, or ``key`` is none.
    """
    if not _KEY.fullmatch(key) or (link := nofollow.link_towards(root, f"{key}/{_SOURCE}")):
        raise ValueError(link if key else "there is no such shard")
    names = [each.name for each in (root / key / _SOURCE).iterdir()]
    return {name: nofollow.read(root / key / _SOURCE / name).decode() for name in names}


def _kept(folder: Path, shard: Shard) -> dict[str, tuple[str, int]] | None:
    """The files of a shard that was made before; nothing if one of them is missing, or is not what it was.

    Nor if one has a name that we give to none, or is a program that is not Pagefind's own: what is kept may come from
    elsewhere, and must bring neither pages nor code.
    """
    try:
        listed = msgspec.json.decode(nofollow.read(folder / _LIST), type=_Listed)
        files = listed.files
        if not all(_NAME.fullmatch(name) for name in files) or nofollow.link_at(folder) or listed.maker != _maker():
            return None
        same = all(_same(folder, name, *found) for name, found in files.items())
    except (OSError, msgspec.DecodeError, ValueError, RecursionError):
        return None
    programs = {name: found for name, (found, _) in files.items() if name.endswith(_PROGRAMS)}
    return files if same and programs == _programs(shard.language) else None


def _same(folder: Path, name: str, digest: str, size: int) -> bool:
    data = b"" if nofollow.link_towards(folder, name) else nofollow.read(folder / name)
    return (len(data), of_bytes(data)) == (size, digest)


@cache
def _programs(language: str) -> dict[str, str]:
    """The digests of the programs that Pagefind puts into each bundle."""
    with TemporaryDirectory() as folder:
        made = _bundle(
            Path(folder) / "source", Path(folder) / "made", language, {"a.html": "<html><body>a</body></html>"}
        )
        return {name: of_bytes(data) for name, data in settled(made).items() if name.endswith(_PROGRAMS)}


def _made(folder: Path, shard: Shard) -> dict[str, tuple[str, int]]:
    """Have Pagefind index a shard. What it writes is taken over whole, or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="making-", dir=folder.parent, ignore_cleanup_errors=True) as own:
        made, ready = Path(own, "made"), Path(own, "ready")
        listed = {}
        for name, data in settled(_bundle(ready / _SOURCE, made, shard.language, shard.pages)).items():
            path = ready / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            listed[name] = (of_bytes(data), len(data))
        (ready / _LIST).write_bytes(msgspec.json.encode(_Listed(_maker(), listed)))
        nofollow.clear(folder)
        ready.rename(folder)
    return listed


def _bundle(source: Path, made: Path, language: str, pages: Mapping[str, str]) -> dict[str, bytes]:
    """The files that Pagefind makes of some pages, which stay in ``source``."""
    source.mkdir(parents=True)
    for name, page in pages.items():
        (source / name).write_text(page, encoding="utf-8")
    _run([str(_program()), "--site", str(source), "--output-path", str(made), "--force-language", language])
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*") if path.is_file()}


def _program() -> Path:
    try:
        from pagefind_bin import get_executable
    except ImportError:
        message = '`search = "pagefind"` needs Pagefind, which is not installed'
        fix = "install it with `pip install 'broadsheet[search]'`, or take that line out"
        refuse(Problem("site.toml", 0, 0, message, fix))
    return Path(get_executable())


def _run(command: Sequence[str]) -> None:
    try:
        said = _said(command)
    except OSError as error:
        said = str(error.strerror)
    if said:
        fix = 'build once more; if it fails again, take `search = "pagefind"` out of site.toml, and report it'
        refuse(Problem("site.toml", 0, 0, f"Pagefind could not index the stories: {said}", fix))


def _said(command: Sequence[str]) -> str:
    """What a program says that fails; it is killed if we are, or are told to stop (see ``system/watchdog``)."""
    theirs, ours = os.pipe()
    guarded = [sys.executable, "-I", "-S", watchdog.__file__, *command]
    pipes: dict[str, Any] = {"stdin": theirs, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with (
        os.fdopen(theirs),
        os.fdopen(ours, "w") as held,
        subprocess.Popen(guarded, **pipes, text=True, errors="replace") as running,  # noqa: S603 - no shell
    ):
        try:
            said = running.communicate()[0]
        except BaseException:
            held.close()  # before it is waited for
            raise
    return (said[-400:].strip() or f"it ended with {running.returncode}") if running.returncode else ""


def _tidy(root: Path, needed: set[str]) -> None:
    if root.is_dir():
        for entry in os.scandir(root):
            if entry.name not in needed:
                nofollow.clear(entry.path)
