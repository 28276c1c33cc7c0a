"""``::: profile Ada Marsh role="harbour master" picture=ada.jpg``: a card of a person."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType(
    "profile",
    example='::: profile Ada Marsh role="Harbour master"',
    argument="text",
    required=True,
    keys={"role": "text", "picture": "picture", "link": "link"},
    body="optional",
)
