"""Eleventy's lists of ignored files, ``.eleventyignore``, in copy adopted from Eleventy.   [disk]

They are read with the rest of the site's folder, so that a build notices when one changes. Patterns that cannot be
matched exactly (groups in brackets, exceptions) match more files, so that no story is published by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from errno import ENOENT
from fnmatch import translate
from functools import cache
from itertools import product
from pathlib import Path, PurePosixPath

import msgspec
import unicodedata2

from generator.model.problems import Problem
from generator.system import nofollow

NAME = ".eleventyignore"
LONGEST = 1_000_000
"""The most bytes in a list."""

MOST_PATTERNS = 500
"""The most lines with wildcards in a list. Each is compared with every story; plain names are looked up instead."""

_WILD = re.compile(r"[*?\[]")
_GROUP = re.compile(r"[@!+?*]?\([^()]*\)|\{[^{}]*\}|\\")
_MOST_VARIANTS = 3  # of `**/` in a pattern


class IgnoreList(msgspec.Struct, frozen=True):
    """A list on disk: its name for messages, its text, and the problem if it cannot be read."""

    name: str
    text: str
    problem: Problem | None = None


def read(site: Path, content: Path) -> tuple[IgnoreList, ...]:
    """Read the lists in the site's folder and in the folder of its stories. Links are not followed."""
    found = (_read(site / NAME, NAME), _read(content / NAME, f"content/{NAME}"))
    return tuple(each for each in found if each)


def _read(file: Path, name: str) -> IgnoreList | None:
    try:
        return IgnoreList(name, nofollow.read(file, LONGEST).decode("utf-8", "replace"))
    except OSError as error:
        if error.errno == ENOENT:
            return None
        message = f"this list of stories to withhold cannot be read: {error.strerror}"
        return IgnoreList(name, "", Problem(name, 0, 0, message, nofollow.fix_of(error)))


def ignored(lists: Iterable[IgnoreList], paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the paths of the stories that lists name, and a problem for each list."""
    paths = tuple(paths)
    held: list[str] = []
    problems: list[Problem] = []
    for each in lists:
        patterns = tuple(dict.fromkeys(_patterns(each.text)))
        if each.problem or sum(map(_is_wild, patterns)) > MOST_PATTERNS:
            problems.append(each.problem or _too_many(each.name))
            continue
        matches = _matcher(patterns)
        named = [path for path in paths if _is_named(path, matches)]
        message = f"{len(named)} of the stories are withheld, because this list names them"
        problems.append(Problem(each.name, 0, 0, message, "remove it to publish them", "", "warning", "dropped"))
        held += named
    return tuple(held), tuple(problems)


def _too_many(name: str) -> Problem:
    message = f"this list has more than {MOST_PATTERNS} lines with wildcards, so it is not read"
    return Problem(name, 0, 0, message, "name folders instead, or write `draft: true` in the stories")


def _is_wild(pattern: str) -> bool:
    return bool(_WILD.search(pattern))


def _patterns(text: str) -> Iterator[str]:
    """Yield the patterns of a list. Exceptions (``!``) are ignored, so that nothing is published by mistake."""
    for line in text.removeprefix("\ufeff").splitlines():
        written = line.strip()
        if written and not written.startswith(("#", "!")):
            pattern = _plain(_GROUP.sub(lambda found: "" if found[0] == "\\" else "*", written)).replace("[^", "[!")
            yield pattern.removeprefix("./").strip("/").removesuffix("/**")


def _plain(name: str) -> str:
    return str(unicodedata2.normalize("NFC", name)).casefold()


def _matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that tests whether a pattern matches a path, or its last part if the pattern has no slash."""
    names, wild = {each for each in patterns if not _is_wild(each)}, [*filter(_is_wild, patterns)]
    of_paths = _any_of(wild)
    of_names = _any_of(each for each in wild if "/" not in each.removeprefix("**/"))

    @cache
    def matches(path: str) -> bool:
        last = path.rpartition("/")[2]
        return path in names or last in names or bool(of_paths.match(path) or of_names.match(last))

    return matches


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(each) for pattern in patterns for each in _variants(pattern)) or "(?!)")


def _variants(pattern: str) -> Iterator[str]:
    """Yield a pattern with each ``**/`` replaced by folders, and by nothing."""
    first, *rest = pattern.split("**/")
    if len(rest) > _MOST_VARIANTS:
        yield "*".join((first, *rest))
        return
    for folders in product(("", "*/"), repeat=len(rest)):
        yield first + "".join(map("".join, zip(folders, rest, strict=True)))


def _is_named(path: str, matches: Callable[[str], bool]) -> bool:
    """Whether a list names a file or a folder above it, by its path in content/ or in the site's folder."""
    plain = _plain(path)
    names = (plain, plain.removeprefix("content/"))
    return any(matches(str(each)) for name in names for each in (name, *PurePosixPath(name).parents))
