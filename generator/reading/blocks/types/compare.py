"""``::: compare before="1904" after="2026"``: two pictures of the same thing, laid over each other."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType(
    "compare",
    example='::: compare before="1904" after="2026"',
    argument="text",
    keys={"before": "text", "after": "text"},
    pictures=(2, 2),
)
