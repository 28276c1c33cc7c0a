"""All inputs of a build, as read from disk, and one digest of them.   [disk]"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.engine.runtime import Notify, silently
from generator.hosting import url_history_file
from generator.model.data_table import DataFile
from generator.model.fingerprint import digest, of_bytes
from generator.model.problems import Problem
from generator.pipeline import state_folder
from generator.reading import data_folder, layout_files, most_read_file, program_digest, scan
from generator.reading.inputs import ContentFile
from generator.site import url_history


class Sources(msgspec.Struct, frozen=True):
    """The digest of the program, the contents of content/, the layouts, the text of the URL history, and problems.

    ``most_read`` are the addresses in most-read.json, and ``data`` the files in data/ by their names.
    """

    program: str
    contents: scan.ContentFolder
    layouts: layout_files.Layouts
    history: str
    problems: tuple[Problem, ...]
    most_read: tuple[str, ...] = ()
    data: dict[str, DataFile] = {}

    def settle(self, digests: Mapping[str, str]) -> Sources:
        """A copy with new digests, by path, of files that have been read since the scan."""
        copy, seen = list(self.contents.copy), dict(self.contents.seen)
        for number, each in enumerate(copy):
            if digest := digests.get(each.path):
                copy[number] = ContentFile(each.path, each.file, digest)
                if before := seen.get(each.path):
                    seen[each.path] = replace(before, digest=digest)
        return replace(self, contents=replace(self.contents, copy=tuple(copy), seen=seen))

    def with_history(self, site: Path) -> Sources:
        """A copy with the current URL history."""
        return replace(self, history=url_history_file.text_of(site))

    @property
    def copy(self) -> dict[str, str]:
        """The digests of all copy, by path."""
        return {each.path: each.digest for each in self.contents.copy}

    def matches(self, other: Sources) -> bool:
        """Whether both have the same contents, regardless of when they were scanned."""
        return replace(self, contents=replace(self.contents, seen=other.contents.seen)) == other

    @property
    def digest(self) -> str:
        """The digest of all inputs."""
        layouts = [
            (each.path, each.text) for each in (*self.layouts.built_in, *self.layouts.own, *self.layouts.catalogues)
        ]
        assets = {name: of_bytes(data) for name, data in self.layouts.assets.items()}
        of_content = self.copy, self.contents.files, self.contents.ignore_lists
        of_data = {each.path: of_bytes(each.data) for each in self.data.values()}
        of_site = self.history, self.problems, self.most_read, of_data
        return digest([self.program, *of_content, layouts, assets, *of_site])


def reread(sources: Sources, site: Path, changed: Iterable[Path]) -> Sources | None:
    """The sources with the current contents of changed copy or theme files; None if anything else may have changed."""
    below = f"{site.resolve()}{os.sep}"
    numbers = {
        each.file: number for number, each in enumerate(sources.contents.copy)
    }  # paths of files outside the site are absolute
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
    layouts = layout_files.layouts(site) if theme else sources.layouts
    if layouts.problems:
        return None
    return replace(sources, contents=replace(sources.contents, copy=tuple(copy)), layouts=layouts)


def _of_theme(site: Path, file: Path) -> bool:
    return file.is_relative_to(site.resolve() / "layouts") or file.is_relative_to(layout_files.theme_folder())


def gather(site: Path, notify: Notify = silently, content: Path | None = None, last: Sources | None = None) -> Sources:
    """Scan the site's folder. Files whose size and time have not changed are not read again.

    ``content`` is the folder of the stories, if it is not the site's own. ``last`` is the result of this process's last
    scan.

    :raises Problems: if there are links in the store.
    """
    state_folder.refuse_links(site)
    program, layouts = last.program if last else program_digest.program(), layout_files.layouts(site)
    before = last.contents.seen if last else state_folder.last_scan(site, program, notify)
    contents = scan.contents(site, before, content)
    history = url_history_file.text_of(site)
    most_read, unread_list = most_read_file.load(site)
    data, unread_data = data_folder.data_files(site)
    others = *url_history.read(history)[1], *unread_list, *unread_data
    problems = (*contents.problems, *layouts.problems, *others)
    parts = replace(contents, problems=()), replace(layouts, problems=())
    found = Sources(program, *parts, history, problems, most_read, data)
    unread = [each for each in contents.copy if not each.digest]
    known = found.settle({each.path: of_bytes(scan.bytes_of(site, each)) for each in unread})
    if known.contents.seen != before:
        state_folder.save_scan(site, program, known.contents.seen)
    return known
