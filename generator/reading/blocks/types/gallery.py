"""``::: gallery The storm in pictures``: several pictures with a title."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType(
    "gallery",
    example="::: gallery The storm in pictures",
    argument="text",
    keys={"columns": ("2", "3")},
    pictures=(2, 100),
)
