"""Files that control how other files are published, in copy adopted from other programs.   [disk]

Hugo's ``cascade`` and Zola's ``draft`` in ``_index.md``; Eleventy's data files. Its lists of ignored files are in
``ignore_lists``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.model.output import Copied
from generator.model.problems import Problem, Problems
from generator.model.urls import STATIC
from generator.reading import scan
from generator.reading.adopted import encoding, front_matter
from generator.reading.inputs import ContentFile
from generator.reading.withholding.checks import asked, cascaded, hidden_section, times
from generator.reading.withholding.names import bare, meaning, states_publication, timing
from generator.system import nofollow

_DATA = re.compile(r"\.(?:11tydata\.[a-z]+|json)$", re.IGNORECASE)
_NAMES = re.compile(
    r"""["']?([A-Za-z_$][\w$]{0,60})["']?\s*:(?!\s*["'`][^"'`]*["'`]\s*[,}\n])|([A-Za-z_$][\w$]{0,60})\s*\("""
)
_CODE = re.compile(r"\.\.\.|\brequire\b|\bimport\b|=>|\bfunction\b")
_OF_ELEVENTY = frozenset({"permalink", "eleventyexcludefromcollections", "eleventycomputed"})


def held_folders(site: Path, copy: Iterable[ContentFile]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The folders whose stories a ``cascade`` or ``draft`` hides, and a problem for each."""
    found = [(path, problem) for each in copy if (path := _section(each)) for problem in _cascades(site, each)]
    return tuple(path for path, _ in found), tuple(problem for _, problem in found)


def _section(copy: ContentFile) -> str:
    path = PurePosixPath(copy.path)
    return f"{path.parent}/" if path.name.startswith("_index.") else ""


def _cascades(site: Path, copy: ContentFile) -> Iterator[Problem]:
    try:
        text = encoding.decoded(scan.bytes_of(site, copy), copy.path).source
    except Problems as unread:
        yield from unread.problems
        return
    parts = front_matter.read(text)
    yield from (each for each in parts.problems if text.text.startswith(("---", "+++")))
    entries = parts.front.entries if parts.front else {}
    found = cascaded(entries) or hidden_section(entries)
    if found:
        message = f"no story in {PurePosixPath(copy.path).parent} is published, because `{found.name}` hides them"
        yield text.problem(found.line, found.column, message, "take it out to publish them", "warning")


def data_files(
    site: Path, copy: Iterable[ContentFile], files: Mapping[str, Copied]
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """What Eleventy's data files withhold, or may withhold, and a problem for each file, since none is read."""
    paths = [each.path for each in copy]
    stories = {path.rpartition(".")[0] for path in paths}
    folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    held: list[str] = []
    problems: list[Problem] = []
    for path, file in files.items():
        of = _DATA.sub("", path)
        if path.startswith(STATIC) or of == path:
            continue
        scope = [f"{of}."] if of in stories else []
        scope += (
            [f"{PurePosixPath(of).parent}/"] if _names_folder(of) and str(PurePosixPath(of).parent) in folders else []
        )
        hides = bool(scope) and may_hide(site / file.file)
        if hides or (scope and ".11tydata." in path):
            problems.append(_of_data(path, hides))
        held += scope if hides else ()
    return tuple(held), tuple(problems)


def _names_folder(of: str) -> bool:
    return PurePosixPath(of).name == PurePosixPath(of).parent.name


def _of_data(path: str, hides: bool) -> Problem:
    message = "this Eleventy data file is not read"
    if hides:
        message += ", but may withhold stories, so those that it is for are withheld"
    fix = "move its fields to the front matter of the stories themselves, then remove it"
    return Problem(path, 0, 0, message, fix, "", "warning", "dropped")


def may_hide(file: Path) -> bool:
    """Whether a data file says, or its code may say, that stories are not published."""
    try:
        text = nofollow.read(file, scan.LONGEST_COPY).decode("utf-8-sig", "replace")
    except OSError:
        return True
    if file.suffix == ".json":
        entries = front_matter.of_json(text)
        if entries is not None:
            computed = any(bare(each) == "eleventycomputed" for each in entries)
            says = hidden_section(entries) or next(asked(entries, adopt=True), None) or next(times(entries), None)
            return computed or bool(says)
    names = {each[1] or each[2] for each in _NAMES.finditer(text)}
    return bool(_CODE.search(text)) or any(_may_hide(name) for name in names)


def _may_hide(name: str) -> bool:
    return bare(name) in _OF_ELEVENTY or bool(meaning(name) or timing(name) or states_publication(name))


OTHER_MARKUP = {
    **dict.fromkeys((".rst", ".rest"), "reStructuredText"),
    **dict.fromkeys((".adoc", ".asciidoc"), "AsciiDoc"),
    **dict.fromkeys((".html", ".htm", ".njk", ".liquid", ".hbs", ".pug", ".jinja"), "a template or web page"),
    ".org": "Org",
    ".textile": "Textile",
    ".ipynb": "a notebook",
    ".wiki": "wiki markup",
}


def of_other_markup(files: Iterable[str]) -> Iterator[Problem]:
    """Stories in markup that is not Markdown, which are left out."""
    for path in files:
        if not path.startswith(STATIC) and (kind := OTHER_MARKUP.get(PurePosixPath(path).suffix.lower())):
            message = f"this file is {kind}, not Markdown, so it is left out"
            yield Problem(
                path, 0, 0, message, "convert it to Markdown, for instance with Pandoc", "", "warning", "dropped"
            )
