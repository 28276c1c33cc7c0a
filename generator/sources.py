"""All that a build starts from, as it lies on the disk, and one digest that stands for it.   [disk]"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import cache, published_txt
from generator.digest import digest, of_bytes
from generator.ledger import Ledger
from generator.problems import Problem
from generator.publish.lock import Tell, silence
from generator.reading import scan

_FEW = 200  # files that are read here; more of them are left to the workers


@dataclass(frozen=True, slots=True)
class Sources:
    """The digest of the program, what content/ and the layouts hold, and the ledger."""

    program: str
    contents: scan.Contents
    layouts: scan.Layouts
    ledger: Ledger
    problems: tuple[Problem, ...]

    @property
    def settled(self) -> bool:
        """Whether it is known of all copy what it holds, without reading it."""
        return all(each.digest for each in self.contents.copy)

    def settle(self, digests: Mapping[str, str]) -> Sources:
        """The same with the digests of all copy that has been read since, by path."""
        copy, seen = list(self.contents.copy), dict(self.contents.seen)
        for number, each in enumerate(copy):
            if digest := digests.get(each.path):
                copy[number] = scan.Copy(each.path, each.file, digest)
                if before := seen.get(each.path):
                    seen[each.path] = scan.Seen(before.size, before.modified, digest, 0, 0)
        return replace(self, contents=replace(self.contents, copy=tuple(copy), seen=seen))

    @property
    def copy(self) -> dict[str, str]:
        """The digests of all copy, by path."""
        return {each.path: each.digest for each in self.contents.copy}

    @property
    def frame(self) -> str:
        """What stands for all but the copy."""
        layouts = [
            (each.path, each.text) for each in (*self.layouts.built_in, *self.layouts.own, *self.layouts.catalogues)
        ]
        assets = {name: of_bytes(data) for name, data in self.layouts.assets.items()}
        return digest([self.program, self.contents.files, layouts, assets, str(self.ledger), self.problems])


def reread(sources: Sources, site: Path, changed: Iterable[Path]) -> Sources | None:
    """The same with what these files hold now: copy, or of the theme. Nothing where more than that may have changed."""
    below = f"{site.resolve()}{os.sep}"
    numbers = {each.file: number for number, each in enumerate(sources.contents.copy)}  # whole paths where elsewhere
    copy, theme = list(sources.contents.copy), False
    for file in changed:
        number = numbers.get(str(file).removeprefix(below).replace(os.sep, "/"))
        if file.is_symlink() or not file.is_file() or (number is None and not _of_theme(site, file)):
            return None
        if number is None:
            theme = True
            continue
        unread: list[Problem] = []
        copy[number] = replace(copy[number], digest=of_bytes(scan.bytes_of(site, copy[number], unread)))
        if unread:
            return None
    layouts = scan.layouts(site) if theme else sources.layouts
    if layouts.problems:
        return None
    return replace(sources, contents=replace(sources.contents, copy=tuple(copy)), layouts=layouts)


def _of_theme(site: Path, file: Path) -> bool:
    return file.is_relative_to(site.resolve() / "layouts") or file.is_relative_to(scan.theme_folder())


def gather(site: Path, tell: Tell = silence, few: int = _FEW, content: Path | None = None) -> Sources:
    """What lies in the site's folder now; files that size and time say to be the same are not read again.

    Where more than a ``few`` others are there, what they hold is left open. ``content``: the folder of the stories,
    where that is another.

    :raises Problems: if there are links in the store.
    """
    cache.refuse_links(site)
    contents, layouts = scan.contents(site, cache.seen(site, tell), content), scan.layouts(site)
    ledger, in_ledger = published_txt.load(site)
    problems = (*contents.problems, *layouts.problems, *in_ledger)
    found = Sources(scan.program(), replace(contents, problems=()), replace(layouts, problems=()), ledger, problems)
    unread = [each for each in contents.copy if not each.digest]
    if len(unread) > few:
        return found
    return found.settle({each.path: of_bytes(data) for each in unread if (data := scan.bytes_of(site, each))})
