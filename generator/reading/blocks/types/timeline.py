"""``::: timeline How it came about``: a list whose items begin with a date."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType("timeline", example="::: timeline How it came about", argument="text", items=1)
