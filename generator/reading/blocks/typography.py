"""Typographic punctuation for the first lines of blocks: for titles and captions, but not for names and addresses."""

from __future__ import annotations

from msgspec.structs import replace

from generator.model.blocks import Block, BlockValue
from generator.model.typography import TypographicMarks
from generator.reading.blocks.types import OTHER, TYPES
from generator.reading.blocks.types.declared import Kind
from generator.reading.markdown import typography

_NAMED = frozenset({"profile"})  # the argument is a name, by which the person is found


def typeset(blocks: tuple[Block, ...], marks: TypographicMarks) -> tuple[Block, ...]:
    """Return the blocks of a body with typographic punctuation."""
    return tuple(_typeset(each, marks) for each in blocks)


def _typeset(block: Block, marks: TypographicMarks) -> Block:
    kind = TYPES.get(block.name, OTHER)
    argument = block.argument if block.name in _NAMED else _given(block.argument, kind.argument, marks)
    values = {key: _given(given, kind.keys.get(key, kind.others), marks) for key, given in block.values.items()}
    return replace(block, argument=argument, values=values)


def _given(given: BlockValue, kind: Kind | None, marks: TypographicMarks) -> BlockValue:
    if given.href or kind not in ("text", "any"):
        return given
    return replace(given, text=typography.text(given.text, marks))
