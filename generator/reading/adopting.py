"""Files that control how other files are published, in copy adopted from other programs.   [disk]

Hugo's ``cascade`` and Zola's ``draft`` in ``_index.md``; Eleventy's data files and its list of ignored files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.model.output import Copied
from generator.model.problems import Problem, Problems
from generator.model.urls import STATIC
from generator.reading import front_matter, scan, source_text
from generator.reading.inputs import Copy
from generator.reading.withholding import cascaded, hidden_section
from generator.reading.withholding_names import bare, meaning, states_publication

_DATA_OF_ELEVENTY = re.compile(r".+\.11tydata\.[a-z]+", re.IGNORECASE)
_NAMES = re.compile(rb'"([^"\\\n]{1,60})"\s*:')
_OF_ELEVENTY = frozenset({"permalink", "eleventyexcludefromcollections", "eleventycomputed"})


def held_folders(site: Path, copy: Iterable[Copy]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The folders whose stories a ``cascade`` or ``draft`` hides, and a problem for each."""
    found = [(path, problem) for each in copy if (path := _section(each)) for problem in _cascades(site, each)]
    return tuple(path for path, _ in found), tuple(problem for _, problem in found)


def _section(copy: Copy) -> str:
    path = PurePosixPath(copy.path)
    return f"{path.parent}/" if path.name.startswith("_index.") else ""


def _cascades(site: Path, copy: Copy) -> Iterator[Problem]:
    try:
        text = source_text.decoded(scan.bytes_of(site, copy), copy.path)
    except Problems as unread:
        yield from unread.problems
        return
    parts = front_matter.read(text, adopt=True)
    yield from (each for each in parts.problems if text.text.startswith(("---", "+++")))
    entries = parts.front.entries if parts.front else {}
    found = cascaded(entries) or hidden_section(entries)
    if found:
        message = f"no story in {PurePosixPath(copy.path).parent} is published, because `{found.name}` hides them"
        yield text.problem(found.line, found.column, message, "take it out to publish them", "warning")


def ignoring(site: Path, content: Path | None) -> Iterator[Problem]:
    """Eleventy's lists of ignored files. Broadsheet does not read them, so it would publish the files in them."""
    for folder in (site, content or site / "content"):
        if (folder / ".eleventyignore").is_file():
            name = ".eleventyignore" if folder == site else "content/.eleventyignore"
            message = "this list is not read, so the files that it names would be published"
            yield Problem(name, 0, 0, message, "move the files that it names out of content/, then remove it")


def data_files(site: Path, copy: Iterable[Copy], files: Mapping[str, Copied]) -> Iterator[Problem]:
    """Eleventy's data files beside copy. Broadsheet does not read them, but they may withhold stories."""
    paths = [each.path for each in copy]
    stories = {path.rpartition(".")[0] for path in paths}
    folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    for path, file in files.items():
        if not path.startswith(STATIC) and _is_data(path, stories, folders, site / file.file):
            message = "this Eleventy data file is not read, so stories that it withholds would be published"
            fix = "move its fields to the front matter of the stories themselves, then remove it"
            yield Problem(path, 0, 0, message, fix)


def _is_data(path: str, stories: set[str], folders: set[str], file: Path) -> bool:
    """Whether a file has data for the stories beside or below it. A ``.json`` counts only if it could hide them."""
    folder, _, name = path.rpartition("/")
    if _DATA_OF_ELEVENTY.fullmatch(name):
        return folder in folders
    if not name.lower().endswith(".json"):
        return False
    of_folder = folder in folders and name[:-5] == PurePosixPath(folder).name
    return (of_folder or path[:-5] in stories) and _says_so(file)


def _says_so(file: Path) -> bool:
    try:
        names = {name.decode("utf-8", "replace") for name in _NAMES.findall(file.read_bytes())}
    except OSError:
        return False  # reported where the file is published
    return any(bare(name) in _OF_ELEVENTY or meaning(name) or states_publication(name) for name in names)
