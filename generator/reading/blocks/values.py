"""Checks the first line of a block against its type, and resolves the files and addresses that the line names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import msgspec
from msgspec.structs import replace

from generator.model.blocks import Block, BlockValue
from generator.model.picture_kinds import claimed
from generator.model.typography import TypographicMarks
from generator.reading.blocks.lines import BlockFault, BlockLine
from generator.reading.blocks.types import OTHER, TYPES
from generator.reading.blocks.types.declared import BlockType, Kind
from generator.reading.fields import formatting
from generator.reading.markdown.links import MARK, leads_elsewhere
from generator.reading.markdown.source_map import HELD, SourceMap

_LETTER = re.compile("[A-Za-z]")  # numbers that look alike, as in 2:1 and 1:1, mean something different
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_FILE = re.compile(r"(?!https?:)[^\s:?#]++")
_DOCUMENTS = {
    *(".csv", ".docx", ".json", ".m4a", ".mp3", ".mp4", ".ods", ".odt", ".ogg", ".pdf", ".vtt", ".webm"),
    *(".xlsx", ".yaml", ".yml", ".zip"),
}
_YES = {"true": "true", "yes": "true", "false": "false", "no": "false"}


class BlockContents(msgspec.Struct, frozen=True):
    """How many pictures, list items and headings a block contains.
    ``entries`` are the items of its lists: the line of each, from 0, and the Markdown on it.
    """

    is_empty: bool
    pictures: int = 0
    items: int = 0
    headings: int = 0
    entries: tuple[tuple[int, str], ...] = ()


def checked(
    read: BlockLine, line: int, inside: BlockContents, source_map: SourceMap, marks: TypographicMarks | None = None
) -> Block:
    """Return the block that begins on a line (from 0), and report all mistakes in it.

    ``marks`` is the typographic punctuation for captions and credits, if any.
    """
    kind = TYPES.get(read.name, OTHER)
    column = max(source_map.lines[line].find(":::"), 0) + 1
    offered = kind.offers in read.values and _YES.get(read.values[kind.offers].text.lower()) == "true"
    argument = _read(read.argument, "file" if offered else kind.argument or "text", line, source_map)
    values = dict[str, BlockValue]()
    for key, given in read.values.items():
        of_kind = kind.keys.get(key, kind.others)
        is_prose = of_kind == "prose" and given.text
        values[key] = (
            _prose(given, line, source_map, marks) if is_prose else _read(given, of_kind, line, source_map, key)
        )
    block = Block(read.name, source_map.first_line + line, column, argument, values)
    for fault in (*read.faults, *_faults(block, kind), *_faults_of_body(block, kind, inside), *kind.check(block)):
        _say(fault if fault.column else replace(fault, column=column), line, source_map)
    for at, item in inside.entries:
        if wrong := kind.check_item(item):
            _say(replace(wrong, column=max(source_map.lines[at].find(item[:20]), 0) + 1), at, source_map)
    return block


def _say(fault: BlockFault, line: int, source_map: SourceMap) -> None:
    level, outcome = source_map.refusal
    if fault.level == "warning":
        level, outcome = "warning", ""
    source_map.say(fault.message, fault.fix, line, fault.column - 1, level, outcome)


def _faults(block: Block, kind: BlockType) -> Iterator[BlockFault]:
    """Yield what is missing or superfluous on the first line of a block."""
    example = f"write it as in `{kind.example}`"
    if kind.required and not block.argument.column:
        yield BlockFault(f"the block `{block.name}` needs something after its name", example)
    if kind.name and kind.argument is None and block.argument.text:
        yield from _unexpected_argument(block, kind)
    for key in kind.needs:
        if key not in block.values:
            yield BlockFault(f"the block `{block.name}` has no `{key}`", f'add `{key}="…"`; {example}')
    yield from _colons_after_keys(block, kind.keys)


def _faults_of_body(block: Block, kind: BlockType, inside: BlockContents) -> Iterator[BlockFault]:
    """Yield what is missing or superfluous in the content of a block."""
    least, most = kind.pictures
    if inside.is_empty and kind.body == "required":
        fix = "write it between its first line and the line `:::`, or remove the block"
        yield BlockFault(f"there is nothing in the block `{block.name}`", fix)
    elif not inside.is_empty and kind.body == "none":
        message = f"the block `{block.name}` shows no text, so readers would not see what is in it"
        yield BlockFault(message, "write the text above or below the block")
    elif not least <= inside.pictures <= most:
        count = (
            f"exactly {least}"
            if least == most
            else f"at least {least}"
            if inside.pictures < least
            else f"at most {most}"
        )
        message = f"the block `{block.name}` needs {count} pictures, and has {inside.pictures}"
        yield BlockFault(message, "write each on a line of its own, as in `![What it shows](quay.jpg)`")
    elif inside.items < kind.items:
        message = f"there is no list in the block `{block.name}`"
        yield BlockFault(message, "write each entry as in `- 2026-11-30: The gate is shut`")
    elif inside.headings < kind.headings:
        message = f"there is no heading in the block `{block.name}`"
        yield BlockFault(message, "write each question as a heading, as in `### Who pays?`, and the answer below it")


def _unexpected_argument(block: Block, kind: BlockType) -> Iterator[BlockFault]:
    words = block.argument.text
    keys = [key for key, each in kind.keys.items() if each in ("text", "prose", "any")]
    fix = f'write it as a value, as in `{keys[0]}="{words[:40]}"`' if keys else "remove it"
    yield BlockFault(
        f"`{words[:40]}` is not shown: `{block.name}` has nothing after its name", fix, block.argument.column
    )


def _colons_after_keys(block: Block, keys: Mapping[str, Kind]) -> Iterator[BlockFault]:
    """Warn about keys with a colon, as in front matter, which would be shown as words."""
    for word in block.argument.text.split():
        if word.endswith(":") and word[:-1] in keys:
            message = f"`{word}` is read as a word here"
            yield BlockFault(
                message, f'write `{word[:-1]}="…"`, with `=` instead of the colon', block.argument.column, "warning"
            )


def _read(given: BlockValue, kind: Kind, line: int, source_map: SourceMap, key: str = "") -> BlockValue:
    """Check a value, report mistakes in it, and resolve its address if its kind has one."""
    if not given.text:
        if key:
            fix = f'write one, as in `{key}="…"`, or remove it'
            _say(BlockFault(f"`{key}` has no value", fix, given.column, "warning"), line, source_map)
        return given
    if kind == "any":
        kind = _looks_like(given.text)
    if kind in ("picture", "file", "link"):
        return _addressed(given, kind == "picture", line, source_map)
    if kind == "yes":
        known = _YES.get(given.text.lower(), "")
        if not known:
            _say(
                BlockFault(f"`{key}` is neither `true` nor `false`", f"write `{key}=true`", given.column),
                line,
                source_map,
            )
        return replace(given, text=known)
    if kind == "number" and not _NUMBER.fullmatch(given.text):
        _say(BlockFault(f"`{given.text[:40]}` is not a number", f"write `{key}=10`", given.column), line, source_map)
        return replace(given, text="")
    if isinstance(kind, tuple) and given.text not in kind:
        near = difflib.get_close_matches(given.text.lower(), kind, 1) if _LETTER.search(given.text) else []
        fix = f"did you mean `{near[0]}`?" if near else f"write one of: {', '.join(map('`{}`'.format, kind))}"
        _say(BlockFault(f"`{key}` cannot be `{given.text[:40]}`", fix, given.column), line, source_map)
        return replace(given, text="")
    return given


def _prose(given: BlockValue, line: int, source_map: SourceMap, marks: TypographicMarks | None) -> BlockValue:
    """Read the emphasis and the links in a caption or credit."""

    def link(written: str) -> formatting.Target:
        href = source_map.address(written, (line, line + 1)) or ""
        return ("", href.replace(HELD, MARK)) if HELD in href else (href, "")

    found = formatting.read(given.text, link, marks)
    return replace(given, text=found.text, spans=found.spans)


def _looks_like(text: str) -> Kind:
    if not _FILE.fullmatch(text):
        return "text"
    if claimed(text) or text.lower().endswith(".svg"):
        return "picture"
    return "file" if PurePosixPath(text).suffix.lower() in _DOCUMENTS else "text"


def _addressed(given: BlockValue, is_picture: bool, line: int, source_map: SourceMap) -> BlockValue:
    if is_picture and leads_elsewhere(given.text):
        message = "a block shows only pictures that are next to the story, and this one is on another site"
        fix = "copy the picture next to the story, if you have the right to, and name that file"
        _say(BlockFault(message, fix, given.column), line, source_map)
        return replace(given, text="")
    href = source_map.address(given.text, (line, line + 1), picture=is_picture) or ""
    text = given.text if href else ""
    return replace(given, text=text, href=href.replace(HELD, MARK), is_picture=is_picture and bool(href))
