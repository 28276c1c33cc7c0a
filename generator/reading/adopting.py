"""Files that control whether other files are published, in copy adopted from other programs.   [disk]

These are Hugo's ``cascade`` and Zola's ``draft`` in ``_index.md``, and Eleventy's data files. ``ignore_lists`` reads
Eleventy's lists of ignored files.
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
_ELEVENTY_FIELDS = frozenset({"permalink", "eleventyexcludefromcollections", "eleventycomputed"})


def held_folders(site: Path, copy: Iterable[ContentFile]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the folders whose stories a ``cascade`` or ``draft`` hides, and a problem for each of them."""
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
        yield text.problem(found.line, found.column, message, "remove it to publish them", "warning")


def data_files(
    site: Path, copy: Iterable[ContentFile], files: Mapping[str, Copied]
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the beginnings of the paths that Eleventy's data files may withhold, and a problem for each data file.
    The values in data files are not used.
    """
    paths = [each.path for each in copy]
    stories = {path.rpartition(".")[0] for path in paths}
    folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    held: list[str] = []
    problems: list[Problem] = []
    for path, file in files.items():
        base = _DATA.sub("", path)
        if path.startswith(STATIC) or base == path:
            continue
        scope = [f"{base}."] if base in stories else []
        folder = str(PurePosixPath(base).parent)
        scope += [f"{folder}/"] if _names_folder(base) and folder in folders else []
        hides = bool(scope) and may_hide(site / file.file)
        if hides or (scope and ".11tydata." in path):
            problems.append(_unread_data_file(path, hides))
        held += scope if hides else ()
    return tuple(held), tuple(problems)


def _names_folder(base: str) -> bool:
    return PurePosixPath(base).name == PurePosixPath(base).parent.name


def _unread_data_file(path: str, hides: bool) -> Problem:
    message = "this Eleventy data file is not read"
    if hides:
        message += ", but it may withhold stories, so the stories it applies to are withheld"
    fix = "move its fields to the front matter of the stories themselves, then remove it"
    return Problem(path, 0, 0, message, fix, "", "warning", "dropped")


def may_hide(file: Path) -> bool:
    """Whether a data file prevents stories from being published, or contains code that could."""
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
    return bare(name) in _ELEVENTY_FIELDS or bool(meaning(name) or timing(name) or states_publication(name))


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
    """Report stories that are in other markup than Markdown, and are therefore left out."""
    for path in files:
        if not path.startswith(STATIC) and (kind := OTHER_MARKUP.get(PurePosixPath(path).suffix.lower())):
            message = f"this file is {kind}, not Markdown, so it is left out"
            yield Problem(
                path, 0, 0, message, "convert it to Markdown, for instance with Pandoc", "", "warning", "dropped"
            )
