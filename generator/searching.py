"""Search indexes: made by Pagefind in ``.broadsheet/search/``, one a year, and kept while its stories stay.   [disk]"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from generator.digest import digest, of_bytes
from generator.output import Copied, Output
from generator.problems import Problem, refuse
from generator.search_index import PROGRAMS, STORY, Shard, settled

FOLDER = ".broadsheet/search"
_RECIPE = 2  # count it up where the same stories are to have another index
_LIST = "files.json"
_SOURCE = "source"
_PROGRAMS = (*PROGRAMS, ".pagefind")


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


def indexed(site: Path, shards: Sequence[Shard], anew: bool = False) -> list[Output]:
    """The files of all shards, each below ``/search/`` and its year. What no shard needs any more is removed.

    ``anew``: nothing that is kept is used.

    :raises Problems: where Pagefind is not there, or fails.
    """
    newest = max((shard.year for shard in shards), default=0)
    if anew:
        _tidy(site / FOLDER, set())
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
        source = site / FOLDER / known.get(shard.year, "-") / _SOURCE
        corrected = {name[:STORY] for name in shard.pages}
        try:
            others = {each.name: each.read_text(encoding="utf-8") for each in source.iterdir()}
        except OSError:
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


def _kept(folder: Path, shard: Shard) -> dict[str, tuple[str, int]] | None:
    """The files of a shard that was made before; nothing if one of them is missing, or another version made it.

    Nor if a program among them is not Pagefind's own: what is kept may come from elsewhere, and is to bring no code.
    """
    try:
        listed = msgspec.json.decode((folder / _LIST).read_bytes(), type=_Listed)
        there = {
            f"{name}/{each.name}" if name else each.name
            for name in ("", "filter", "fragment", "index")
            if (folder / name).is_dir()
            for each in os.scandir(folder / name)
        }
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None
    files = listed.files
    if listed.maker != _maker() or not files.keys() <= there:
        return None
    programs = {name: found for name, (found, _) in files.items() if name.endswith(_PROGRAMS)}
    return files if programs == _programs(shard.language) else None


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
    made, ready = folder.with_suffix(".made"), folder.with_suffix(".ready")
    for each in (folder, made, ready):
        shutil.rmtree(each, ignore_errors=True)
    listed = {}
    for name, data in settled(_bundle(ready / _SOURCE, made, shard.language, shard.pages)).items():
        path = ready / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        listed[name] = (of_bytes(data), len(data))
    (ready / _LIST).write_bytes(msgspec.json.encode(_Listed(_maker(), listed)))
    ready.rename(folder)
    shutil.rmtree(made, ignore_errors=True)
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
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
        said = (done.stderr or done.stdout)[-400:].strip() or f"it ended with {done.returncode}"
        said = said if done.returncode else ""
    except OSError as error:
        said = str(error.strerror)
    if said:
        fix = 'build once more; if it fails again, take `search = "pagefind"` out of site.toml, and report it'
        refuse(Problem("site.toml", 0, 0, f"Pagefind could not index the stories: {said}", fix))


def _tidy(root: Path, needed: set[str]) -> None:
    if root.is_dir():
        for entry in os.scandir(root):
            if entry.name not in needed:
                shutil.rmtree(entry.path, ignore_errors=True)
