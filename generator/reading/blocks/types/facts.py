"""``::: facts What we know``: a box with facts next to the story, below a title."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType("facts", example="::: facts What we know so far", argument="text")
