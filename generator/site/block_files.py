"""The data files that blocks in stories show. They are looked up relative to the story; withheld ones are not shown."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import unicodedata2
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.blocks import Block
from generator.model.problems import Problem
from generator.reading import data_files
from generator.reading.data_queries import DATA_TABLE
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD, Text, text_of
from generator.site.index import INDEX
from generator.site.path_suggestions import did_you_mean, from_story, nearest
from generator.site.used_files import file_at
from generator.site.withheld_files import is_held

if TYPE_CHECKING:
    from generator.media.tables.block_options import BlockOptions, OptionFault

BLOCKS = ("table", "chart")
"""The names of the blocks that show data files."""


def file_of(block: Block, story: str) -> str:
    """The path of the file that a block shows, given relative to the story, or to content/ if it begins with `/`."""
    written = unicodedata2.normalize("NFC", block.argument.text)
    folder = "content" if written.startswith("/") else posixpath.dirname(story)
    return posixpath.normpath(posixpath.join(folder, written.lstrip("/")))


def choice_of(ask: Ask, story: str, block: Block) -> BlockOptions | None:
    """The data file of a block with the block's options; None if the file cannot be shown, which is reported."""
    from generator.media.tables.block_options import BlockOptions  # imported only if a story shows data

    if not block.argument.text:  # already reported
        return None
    path, head, adopt = file_of(block, story), ask(HEAD, story), ask(SETTINGS).adopt
    if problem := _unfit(ask, story, block, path):
        ask.report(demoted(problem, adopt))
        return None
    table = ask(DATA_TABLE, path)
    if not table:
        return None
    language = (head and head.language) or ask(SETTINGS).language
    values = {key: given.text for key, given in block.values.items()}
    return BlockOptions(table, values, language, posixpath.basename(path))


def _unfit(ask: Ask, story: str, block: Block, path: str) -> Problem | None:
    """The problem that keeps a file from being shown; None if it can be shown."""
    where = story, block.line, block.argument.column
    if not path.lower().endswith(data_files.ENDINGS):
        message = f"`{block.argument.text}` is not a data file"
        return Problem(*where, message, f"save it as one of: {', '.join(data_files.ENDINGS)}")
    if not file_at(ask, path):
        near = nearest(ask, path, story)
        fix = did_you_mean(near, path, from_story(near, story, encoded=False)) if near else ""
        message = f"`{block.argument.text}` points to {path}, which does not exist"
        return Problem(*where, message, fix or "check the path; it is relative to this file's folder")
    if is_held(ask, path, story):
        message = f"the name or the folder of {path} says that it is withheld, so it is not shown"
        return Problem(*where, message, "move it next to the story, or rename it, once readers may see it")
    return None


def report(ask: Ask, story: str, block: Block, misfits: Iterable[OptionFault]) -> None:
    """Report what is wrong with the values of a block."""
    adopt = ask(SETTINGS).adopt
    for each in misfits:
        given = block.values.get(each.key, block.argument)
        problem = Problem(story, block.line, given.column, each.message, each.fix, level=each.level)
        ask.report(demoted(problem, adopt))


def demoted(problem: Problem, adopt: bool) -> Problem:
    """The problem, as a warning if copy is adopted."""
    if not adopt:
        return problem
    return replace(problem, level="warning", outcome="dropped")


def _shown_data(ask: Ask, _: str) -> tuple[str, ...]:
    found = set[str]()
    for each in ask(INDEX):
        text = text_of(ask, each.path) if each.has_blocks else None
        found |= {file_of(block, each.path) for block in _with_data(text)}
    return tuple(sorted(found))


def _with_data(text: Text | None) -> Iterator[Block]:
    return (each for each in (text.blocks if text else ()) if each.name in BLOCKS)


def only_in_drafts(ask: Ask) -> set[str]:
    """The data files that only blocks of drafts show.

    A block can name any file, even another story. Only data files are included, so another story's errors stay errors.
    """
    shown: tuple[set[str], set[str]] = set(), set()
    for each in ask(INDEX):
        text = text_of(ask, each.path) if each.has_blocks else None
        shown[each.draft].update(file_of(block, each.path) for block in _with_data(text))
    only = shown[True] - shown[False]
    return {each for each in only if each.startswith("content/") and each.lower().endswith(data_files.ENDINGS)}


SHOWN_DATA = Query[tuple[str, ...]]("shown-data", tuple[str, ...], _shown_data)
"""The files that blocks of stories show, whether the stories are public or not. Readers see their contents, but the
files themselves are not published.
"""
