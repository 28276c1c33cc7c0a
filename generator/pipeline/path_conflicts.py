"""Files that claim the same path, or have paths that not every system can store: some give way, others are problems.

``Yields`` says which files may give way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import unicodedata2

from generator.model.output import ALIAS, File, folders_of
from generator.model.problems import Problem
from generator.model.safe_paths import LONGEST_NAME, fault_in
from generator.pipeline.conflict_fixes import is_copy, way_out
from generator.reading.downloads import reserved_name


def resolved(wanted: Sequence[File]) -> Iterator[File]:
    """The wanted files, except those that give way to others or to the first of their kind.

    Files that Broadsheet makes do not give way to files that come from copy: both are kept, which is then reported as a
    problem.
    """
    owned = {file.path for file in wanted if not file.yields and not file.of_copy}
    yield from (file for file in wanted if not file.yields)
    for kind, claimed in (("owner", owned), ("any", {file.path for file in wanted if file.yields != "any"})):
        for file in wanted:
            if file.yields == kind and file.path not in claimed:
                claimed.add(file.path)
                yield file


def giving_way(files: Sequence[File]) -> tuple[list[File], list[Problem]]:
    """The files of an adopted site without those that conflict with another, and a warning for each file left out.

    Old addresses give way to everything else, and other files to pages. Guessed addresses are left out without a
    warning.
    """
    ranks = {id(file): 2 * (file.source.startswith(ALIAS) or file.yields == "any") + _is_file(file) for file in files}
    owners: dict[str, File] = {}
    folders = set[str]()
    kept, problems = list[File](), list[Problem]()
    for file in sorted(files, key=lambda file: ranks[id(file)]):
        key = _folded(file.path)
        parents = {key.rpartition("/")[0], *folders_of(key)} - {""}
        other = owners.get(key) or next((owners[each] for each in parents if each in owners), None)
        inside = key in folders or bool(fault_in(file.path)) or (file.of_copy and reserved_name(file.path))
        if ranks[id(file)] and (other or inside):
            problems += [_left_out(file, other)] if not file.yields and (not other or _differ(file, other)) else []
            continue
        kept.append(file)
        owners.setdefault(key, file)
        folders |= parents
    return kept, problems


def without_lesser(files: Sequence[File], lesser: Collection[str]) -> list[File]:
    """The files without those that are made from a ``lesser`` source and cannot be stored or conflict with others."""
    of_lesser = {id(file) for file in files if file.source.removeprefix(ALIAS) in lesser}
    kept = [file for file in files if id(file) not in of_lesser]
    paths = {_folded(file.path) for file in kept}
    folders = {each for path in paths for each in folders_of(path)}
    for file in (file for file in files if id(file) in of_lesser):
        path = _folded(file.path)
        around = {*folders_of(path)}
        if path in paths or path in folders or around & paths or any((*_unsafe(file), *reserved_paths([file], True))):
            continue
        kept.append(file)
        paths.add(path)
        folders |= around
    return kept


def _is_file(file: File) -> bool:
    return file.source.startswith("content/") and not is_copy(file.source)


def _differ(file: File, other: File) -> bool:
    return file.source.removeprefix(ALIAS) != other.source.removeprefix(ALIAS)


def _left_out(file: File, other: File | None) -> Problem:
    unusable = "its path cannot be stored, or has a name that hosts act on"
    owner = f"that address belongs to {other.source}" if other else unusable
    message = f"/{file.path.removesuffix('index.html')} ({file.source}) is left out, because {owner}"
    return Problem(_file_of(file), 0, 0, message, "remove one of the two", "", "warning", "dropped")


def path_conflicts(files: Iterable[File]) -> Iterator[Problem]:
    """Yield problems with files that cannot all be written, at least on some systems. Conflicts name both claimants."""
    owners: dict[str, File] = {}
    folders = set[str]()
    for file in files:
        key = _folded(file.path)
        if key in owners:
            yield _claimed_twice(file, owners[key])
        owners.setdefault(key, file)
        folders.add(key.rpartition("/")[0])
        yield from _unsafe(file)
    for taken in _with_parents(folders) & owners.keys():
        inside = next(file for key, file in owners.items() if key.startswith(f"{taken}/"))
        yield _claimed_twice(inside, owners[taken])


def _with_parents(folders: Iterable[str]) -> set[str]:
    found = set[str]()
    for folder in folders:
        for each in (folder, *folders_of(folder)):
            if each in found:
                break
            found.add(each)
    return found


_OF_THE_SEARCH = re.compile(r"search/(\d{4}|newest)(/|$)")  # the folder of each index


def reserved_paths(files: Iterable[File], searchable: bool) -> Iterator[Problem]:
    """Yield problems with reserved paths: names that hosts act on, used by copy; and the folders of the search."""
    for file in files:
        name = reserved_name(file.path) if file.of_copy else ""
        if name and ("/" not in file.path or "." in name or name.startswith("_")):
            message = f"`/{file.path}` ({file.source}) has a name that hosts or browsers act on: `{name}`"
            fix = "give it another `slug`, alias or permalink; files with such names belong in content/static/"
            yield Problem(_file_of(file), 0, 0, message, fix)
        if searchable and _OF_THE_SEARCH.match(_folded(file.path)):
            message = f"`/{file.path}` is claimed twice: by {file.source} and by the search index"
            yield Problem(_file_of(file), 0, 0, message, way_out(file.source))


def _folded(path: str) -> str:
    """A path as compared by file systems that ignore letter case and differences in Unicode normalisation."""
    if path.isascii():
        return path.lower()
    folded: str = unicodedata2.normalize("NFC", unicodedata2.normalize("NFC", path).casefold())
    return folded


def _claimed_twice(file: File, other: File) -> Problem:
    place = "/" + file.path.removesuffix("index.html")
    if file.path == other.path:
        message = f"{place} is claimed twice: by {other.source} and by {file.source}"
    else:
        message = f"{place} ({file.source}) and /{other.path} ({other.source}) cannot both be stored on every system"
    return Problem(_file_of(file, other), 0, 0, message, way_out(file.source, other.source))


def _file_of(*files: File) -> str:
    """The file to report: the first claimant that is a file in content/, or site.toml."""
    sources = [file.source.removeprefix(ALIAS) for file in files]
    return next((source for source in sources if source.startswith("content/")), "site.toml")


def _unsafe(file: File) -> Iterator[Problem]:
    """Yield a problem if some file system could not store the path, or if it is outside the output folder."""
    if not fault_in(file.path):
        return
    names = file.path.split("/")
    fix = "change its slug or name"
    if any(len(name.encode(errors="replace")) > LONGEST_NAME for name in names):
        fix = "shorten its slug or name"
    elif names[0].lower() == ".broadsheet":
        fix = "Broadsheet reserves that folder; choose another name"
    yield Problem(_file_of(file), 0, 0, f"`/{file.path}` cannot be stored as a file", fix)
