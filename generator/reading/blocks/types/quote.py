"""``::: quote Ada Marsh, harbour master``: a pull quote, and who said it."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType("quote", example="::: quote Ada Marsh, harbour master", argument="text", keys={"link": "link"})
