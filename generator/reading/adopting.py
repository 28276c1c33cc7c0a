"""What one file says of others, where copy is adopted: Hugo's ``cascade`` in ``_index.md``.   [disk]"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from generator.model.problems import Problem, Problems
from generator.reading import front_matter, scan, source_text
from generator.reading.story import Reading
from generator.reading.withholding import cascaded


def withheld_below(site: Path, copy: Iterable[scan.Copy], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, all below a ``cascade`` that hides pages as drafts; each such ``cascade`` is said once."""
    found = [(path, problem) for each in copy if (path := _section(each)) for problem in _cascades(site, each)]
    if not found:
        return tuple(readings)
    folders = tuple(path for path, _ in found)
    return (*(_below(each, folders) for each in readings), Reading(None, tuple(problem for _, problem in found)))


def _below(reading: Reading, folders: tuple[str, ...]) -> Reading:
    story = reading.manuscript
    if not story or story.draft or not story.path.startswith(folders):
        return reading
    return replace(reading, manuscript=replace(story, draft=True))


def _section(copy: scan.Copy) -> str:
    path = PurePosixPath(copy.path)
    return f"{path.parent}/" if path.name.startswith("_index.") else ""


def _cascades(site: Path, copy: scan.Copy) -> Iterator[Problem]:
    try:
        text = source_text.decoded(scan.bytes_of(site, copy), copy.path)
    except Problems as unread:
        yield from unread.problems
        return
    parts = front_matter.read(text, adopt=True)
    yield from (each for each in parts.problems if text.text.startswith(("---", "+++")))
    found = cascaded(parts.front.entries) if parts.front else None
    if found:
        message = f"no story in {PurePosixPath(copy.path).parent} is published, as `cascade` hides them"
        yield text.problem(found.line, found.column, message, "take it out to publish them", "warning")


def ignoring(site: Path, content: Path | None) -> Iterator[Problem]:
    """Lists of what Eleventy ignores, which are not read here: what they name would be published."""
    for folder in (site, content or site / "content"):
        if (folder / ".eleventyignore").is_file():
            name = ".eleventyignore" if folder == site else "content/.eleventyignore"
            message = "this list is not read, so the files that it names would be published"
            yield Problem(name, 0, 0, message, "move the files that it names out of content/, then remove it")
