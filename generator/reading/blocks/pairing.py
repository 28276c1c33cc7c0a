"""Finds the blocks in a body: pairs the lines on which they begin and end, and reads these lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
from markdown_it.token import Token

from generator.model.blocks import Block
from generator.model.typography import TypographicMarks
from generator.reading.blocks import lines as block_lines
from generator.reading.blocks.lines import BlockLine
from generator.reading.blocks.values import BlockContents, checked
from generator.reading.markdown.source_map import SourceMap

MOST = 200
"""The most blocks in one story."""

DEEPEST = 5
"""How deep blocks may be nested: 1 means no block inside another."""

_FOREIGN = (
    "for a box, write `::: facts Title`; to show the line, put a backslash before it; --adopt reads stories of other "
    "programs"
)


class _Open(msgspec.Struct):
    """A block that has begun. ``at`` is the index of its token in ``_kept``; ``dropped`` if it is not a block."""

    line: BlockLine
    at: int
    dropped: bool = False


class Blocks:
    """Pairs the lines with colons among the tokens of one source."""

    def __init__(self, source_map: SourceMap) -> None:
        self._source_map = source_map
        self._kept: list[Token | None] = []
        self._around: list[_Open | None] = []  # blocks, and None for each list, quote and so on
        self._begun = 0

    def pair(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens, with a token where each block begins or ends in place of each line with colons."""
        for token in tokens:
            if token.type == "colons":
                self._colons(token)
                continue
            if token.nesting < 0:
                self._leave()
            self._kept.append(token)
            if token.nesting > 0:
                self._around.append(None)
        self._drop(len(self._around))
        return [token for token in self._kept if token]

    def _colons(self, token: Token) -> None:
        written, line = token.info, (token.map or (0,))[0]
        read = block_lines.read(written, max(self._column(written, line), 0) + 1)
        if not read.name and not read.is_foreign:
            self._end(read, token)
            return
        dropped = read.is_foreign or not self._has_room(line)
        if read.is_foreign:
            message = f"`{written.strip()[:60]}` is meant for another program"
            self._say(message, _FOREIGN, line, self._column(written, line))
        token.type, token.nesting, token.meta = "block_open", 1, {"read": read}
        self._around.append(_Open(read, len(self._kept), dropped))
        self._kept.append(token)
        self._begun += 1
        if read.ended:
            self._end(read, Token("colons", "", 0, map=token.map, level=token.level))

    def _has_room(self, line: int) -> bool:
        if self._begun >= MOST:
            if self._begun == MOST:
                self._say(f"this story has more than {MOST} blocks", "split it into several stories", line)
            return False
        if sum(each is not None for each in self._around) >= DEEPEST:
            self._say(f"blocks are nested more than {DEEPEST} deep here", "remove some of them", line)
            return False
        return True

    def _end(self, read: BlockLine, token: Token) -> None:
        """End the innermost block with as many colons, or simply the innermost one if no block has as many."""
        inner: list[_Open] = []
        for each in reversed(self._around):
            if each is None:
                break
            inner.append(each)
        if not inner:
            message = "this line would end a block, but none has begun here"
            fix = "remove it; a block begins with its name, as in `::: facts What we know`"
            line = (token.map or (0,))[0]
            self._say(message, fix, line, self._column(token.info, line))
            return
        ended = next((at for at, each in enumerate(inner) if each.line.colons == read.colons), 0)
        self._drop(ended)
        opened = self._around.pop()
        token.type, token.nesting = "block_close", -1
        if opened and opened.dropped:
            self._kept[opened.at] = None
        else:
            self._kept.append(token)

    def _leave(self) -> None:
        """Leave a list, a quote or another container, in which all blocks should have ended."""
        unended = next((at for at, each in enumerate(reversed(self._around)) if each is None), len(self._around))
        self._drop(unended)
        if self._around:
            self._around.pop()

    def _drop(self, count: int) -> None:
        """Report the ``count`` innermost blocks, which do not end, and treat their content as text outside blocks."""
        for each in [self._around.pop() for _ in range(count)]:
            token = self._kept[each.at] if each else None
            if not each or not token:
                continue
            self._kept[each.at] = None
            if not each.dropped:
                line = (token.map or (0,))[0]
                message = f"the block `{each.line.name}` that begins here does not end"
                fix = "write a line `:::` below its last line, or ` :::` at the end of this one if it has no text"
                self._say(message, fix, line, self._column(token.info, line))

    def _column(self, written: str, line: int) -> int:
        lines = self._source_map.lines
        return lines[line].find(written.strip()) if line < len(lines) else -1

    def _say(self, message: str, fix: str, line: int, column: int = -1) -> None:
        level, outcome = self._source_map.refusal
        self._source_map.say(message, fix, line, column, level, outcome)


def read(
    tokens: list[Token], source_map: SourceMap, marks: TypographicMarks | None = None
) -> tuple[list[Token], tuple[Block, ...]]:
    """Return the tokens of a body with its blocks paired, and the blocks in order.
    The token of each block has its number, from 0, as ``meta["number"]``.
    """
    if not any(token.type == "colons" for token in tokens):
        return tokens, ()
    tokens = Blocks(source_map).pair(tokens)
    return tokens, tuple(_numbered(tokens, source_map, marks))


def _numbered(tokens: Sequence[Token], source_map: SourceMap, marks: TypographicMarks | None) -> Iterator[Block]:
    """Number the blocks, correct the nesting level of everything in them, and yield each block."""
    number = depth = 0
    for at, token in enumerate(tokens):
        depth -= token.type == "block_close"
        token.level += depth
        if token.type == "block_open":
            depth += 1
            token.meta["number"] = number
            line = (token.map or (0,))[0]
            yield checked(token.meta["read"], line, _inside(tokens, at), source_map, marks)
            number += 1


def _inside(tokens: Sequence[Token], at: int) -> BlockContents:
    """Summarise the content of the block that begins at an index."""
    begun, end = 0, at
    while begun or end == at:
        begun += (tokens[end].type == "block_open") - (tokens[end].type == "block_close")
        end += 1
    within = tokens[at + 1 : end - 1]
    kinds = Counter(token.type for token in within)
    pictures = sum(child.type == "image" for token in within for child in token.children or ())
    items = kinds["list_item_open"] + kinds["dt_open"]
    return BlockContents(not within, pictures, items, kinds["heading_open"], tuple(_entries(within)))


def _entries(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield the line number and the first line of each item of a top-level list."""
    depth, begun = 0, False
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
            begun = token.nesting > 0 and depth == 1
        elif begun and token.type == "inline":
            yield (token.map or (0,))[0], token.content.partition("\n")[0]
            begun = False
