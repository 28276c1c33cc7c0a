"""``::: qa What you need to know``: questions, each a heading, and their answers."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType(
    "qa",
    example="::: qa What you need to know",
    argument="text",
    keys={"folded": "yes"},
    headings=1,
)
