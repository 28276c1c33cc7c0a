"""``::: embed https://www.youtube.com/watch?v=… title="The tide" poster=gate.jpg``: something of another site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.blocks import Block
from generator.model.embed import Embed
from generator.reading.blocks.lines import Fault
from generator.reading.blocks.types.declared import BlockType
from generator.reading.embeds.parts import parts_of
from generator.reading.embeds.recognise import recognised

RATIOS = ("16:9", "21:9", "4:3", "3:2", "1:1", "4:5", "9:16")
"""The shapes that a frame can have, each with a class in the style sheet."""

LOWEST, HIGHEST = 50, 3_000
"""The pixels of CSS that a frame may be high."""


def embed_of(block: Block) -> Embed | None:
    """What a block embeds, if its host is known or allowed; None if nothing at its address can be."""
    parts = parts_of(block.argument.text)
    found = recognised(block.argument.text, (parts.host,) if parts else ())
    return found if isinstance(found, Embed) else None


def _faults(block: Block) -> Iterator[Fault]:
    address = block.argument
    parts = parts_of(address.text)
    found = recognised(address.text, (parts.host,) if parts else ())
    if address.text and not isinstance(found, Embed):
        yield Fault(found.message, found.fix, address.column)
    ratio, height = block.values.get("ratio"), block.values.get("height")
    if ratio and height:
        yield Fault("the frame has both a `ratio` and a `height`", "take out one of the two", height.column)
    elif height and height.text and not (height.text.isdecimal() and LOWEST <= int(height.text) <= HIGHEST):
        message = f"a frame cannot be {height.text} pixels high"
        yield Fault(message, f"write a whole number from {LOWEST} to {HIGHEST}", height.column)


def _frames(block: Block) -> Iterable[str]:
    found = embed_of(block)
    return (found.origin,) if found and found.frame else ()


TYPE = BlockType(
    "embed",
    example='::: embed https://www.youtube.com/watch?v=… title="The tide at the gate" :::',
    argument="text",
    required=True,
    keys={"title": "text", "poster": "picture", "caption": "text", "ratio": RATIOS, "height": "number"},
    body="optional",
    check=_faults,
    frames=_frames,
)
