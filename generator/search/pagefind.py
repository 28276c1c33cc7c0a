"""Search indexes: Pagefind makes one per shard in ``.broadsheet/search/``, kept until its stories change.   [disk]

A kept index may come from another machine, so it is checked before any of it is used: see ``is_intact``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Definition
from generator.model.fingerprint import digest, of_bytes
from generator.model.problems import Problem, Problems, refuse
from generator.search.index import (
    BUNDLE,
    FOLDER,
    LOST_BUNDLES,
    MONTHS,
    PROGRAMS,
    SEARCH_PAGE,
    SHARD,
    Bundle,
    Indexed,
    Shard,
    canonical,
)
from generator.system import nofollow, watchdog
from generator.system.extras import install_command
from generator.system.installed import version

_RECIPE = 4  # increase it when the same stories get a different index
_LIST = "files.json"
_STANDARD, _EXTENDED = "pagefind_bin", "pagefind_bin_extended"
_SEPARATED = frozenset({"ja", "th", "zh"})  # Pagefind's extended build separates words in these languages
_NEVER_SEPARATED = frozenset({"bo", "dz", "km", "lo", "my"})  # written without spaces, too, but no build supports them
_KEY = re.compile(r"[0-9a-f]{8,64}")
_NAME = re.compile(
    r"pagefind(?:-worker)?\.js|pagefind-entry\.json|(?:(?:filter|fragment|index)/)?[\w.-]+\.(?:pagefind|pf_[a-z]+)"
)


class _Listed(msgspec.Struct):
    """The contents of a bundle's folder: the digest and size of each file, and the programs' digest (``_maker``)."""

    maker: str
    files: dict[str, tuple[str, int]]


def queries(site: Path) -> tuple[Definition, ...]:
    """Return the definitions of the search index for the site in a folder."""
    return LOST_BUNDLES, MONTHS, SEARCH_PAGE, SHARD, replace(BUNDLE, load=partial(_indexed, site))


def is_there(site: Path, bundle: Bundle) -> bool:
    """Return whether a bundle's files have names like Pagefind's, exist and have the right sizes: a quick check."""
    folder = site / FOLDER / bundle.key
    if not (_KEY.fullmatch(bundle.key) and all(map(_NAME.fullmatch, bundle.files))):
        return False
    try:
        return all(os.lstat(folder / name).st_size == size for name, (_, size) in bundle.files.items())
    except OSError:
        return False


def is_intact(site: Path, bundle: Bundle, language: str) -> bool:
    """Return whether the files of a bundle are unchanged, byte for byte, and contain no programs but Pagefind's own."""
    good = _KEY.fullmatch(bundle.key) and not nofollow.link_towards(site, FOLDER)
    return bool(good) and _kept(site / FOLDER / bundle.key, language) == bundle.files


def tidy(site: Path, bundles: Collection[Bundle]) -> None:
    """Remove all bundles except these."""
    needed = {bundle.key for bundle in bundles}
    if (site / FOLDER).is_dir() and not nofollow.link_towards(site, FOLDER):
        for entry in os.scandir(site / FOLDER):
            if entry.name not in needed:
                nofollow.clear(entry.path)


@cache
def _maker(language: str) -> str:
    """Return the digest of the programs that make an index; an index made by other programs is not used."""
    package = _package(language)
    versions = version(package), version("cbor2")
    return digest([_RECIPE, package, *versions]) if all(versions) else ""  # a problem is reported when they are needed


def _indexed(site: Path, shard: Shard) -> Indexed:
    """Return the bundle of a shard: the kept one, or a new one."""
    folder = site / FOLDER / shard.key
    try:
        files = _kept(folder, shard.language) or _made(folder, shard)
        return Indexed(Bundle(shard.key, files), tuple(_not_found(shard.language)))
    except Problems as found:
        return Indexed(Bundle(), found.problems)


def _kept(folder: Path, language: str) -> dict[str, tuple[str, int]] | None:
    """Return the files of a kept bundle; ``None`` if one of them is missing or has changed.

    Also return ``None`` if a file has a name that is not one of Pagefind's, or is a program that is not Pagefind's own:
    a kept bundle may come from another machine, and must not bring pages or code into the site.
    """
    try:
        listed = msgspec.json.decode(nofollow.read(folder / _LIST), type=_Listed)
        files = listed.files
        if (
            not all(_NAME.fullmatch(name) for name in files)
            or nofollow.link_at(folder)
            or listed.maker != _maker(language)
        ):
            return None
        same = all(_same(folder, name, *found) for name, found in files.items())
    except (OSError, msgspec.DecodeError, ValueError, RecursionError):
        return None
    programs = {name: found for name, (found, _) in files.items() if name.endswith(PROGRAMS)}
    return files if same and programs == _programs(language) else None


def _same(folder: Path, name: str, digest: str, size: int) -> bool:
    data = b"" if nofollow.link_towards(folder, name) else nofollow.read(folder / name)
    return (len(data), of_bytes(data)) == (size, digest)


@cache
def _programs(language: str) -> dict[str, str]:
    """Return the digests of the programs that Pagefind puts into each bundle."""
    with TemporaryDirectory() as folder:
        made = _bundle(Path(folder), language, {"a.html": "<html><body>a</body></html>"})
        return {name: of_bytes(data) for name, data in canonical(made).items() if name.endswith(PROGRAMS)}


def _made(folder: Path, shard: Shard) -> dict[str, tuple[str, int]]:
    """Let Pagefind index a shard. The complete bundle is kept, or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="making-", dir=folder.parent, ignore_cleanup_errors=True) as own:
        ready = Path(own, "ready")
        ready.mkdir()
        listed = {}
        for name, data in canonical(_bundle(Path(own), shard.language, shard.pages)).items():
            path = ready / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            listed[name] = (of_bytes(data), len(data))
        (ready / _LIST).write_bytes(msgspec.json.encode(_Listed(_maker(shard.language), listed)))
        nofollow.clear(folder)
        ready.rename(folder)
    return listed


def _bundle(folder: Path, language: str, pages: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files that Pagefind makes from these pages, using a temporary folder."""
    source, made = folder / "source", folder / "made"
    source.mkdir()
    for name, page in pages.items():
        (source / name).write_text(page, encoding="utf-8")
    _run([str(_program(language)), "--site", str(source), "--output-path", str(made), "--force-language", language])
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*") if path.is_file()}


def _program(language: str) -> Path:
    try:
        import cbor2  # noqa: F401 - without it, the index cannot be read later

        return Path(import_module(_package(language)).get_executable())
    except ImportError:
        message = '`search = "pagefind"` needs Pagefind, which is not installed'
        fix = f"run: {install_command(_extra(language))} (or delete that line)"
        refuse(Problem("site.toml", 0, 0, message, fix))


def _package(language: str) -> str:
    """Return the package with the build of Pagefind for a language. It is six times as large if it separates words."""
    wanted, other = (_EXTENDED, _STANDARD) if language in _SEPARATED else (_STANDARD, _EXTENDED)
    return wanted if find_spec(wanted) or not find_spec(other) else other


def _extra(language: str) -> str:
    return "search-extended" if language in _SEPARATED else "search"


def _not_found(language: str) -> Iterator[Problem]:
    """Yield a warning if readers will not find most words of a language, because nothing separates them."""
    message = (
        f"Pagefind does not separate the words of the site's language, `{language}`: readers find only some of them"
    )
    if language in _NEVER_SEPARATED:
        fix = 'give the address of another search service: `search = "https://search.example/?q={query}"`'
        yield Problem("site.toml", 0, 0, message, fix, level="warning")
    elif language in _SEPARATED and _package(language) != _EXTENDED:
        fix = f"install its extended build: {install_command('search-extended')}"
        yield Problem("site.toml", 0, 0, message, fix, level="warning")


def _run(command: Sequence[str]) -> None:
    try:
        failure = _failure(command)
    except OSError as error:
        failure = str(error.strerror)
    if failure:
        fix = 'build again; if it still fails, remove `search = "pagefind"` from site.toml, and report the error'
        refuse(Problem("site.toml", 0, 0, f"Pagefind could not index the stories: {failure}", fix))


def _failure(command: Sequence[str]) -> str:
    """Run a program; return its output if it fails. It is killed if this process ends (see ``system/watchdog``)."""
    child_end, own_end = os.pipe()
    guarded = [sys.executable, "-I", "-S", watchdog.__file__, *command]
    pipes: dict[str, Any] = {"stdin": child_end, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with (
        os.fdopen(child_end),
        os.fdopen(own_end, "w") as held,
        subprocess.Popen(guarded, **pipes, text=True, errors="replace") as running,  # noqa: S603 - no shell
    ):
        try:
            printed = running.communicate()[0]
        except BaseException:
            held.close()  # so that it ends before we wait for it
            raise
    return (printed[-400:].strip() or f"exit status {running.returncode}") if running.returncode else ""
