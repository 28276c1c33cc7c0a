"""``::: support title="Help us"``: the box of [support] in site.toml; what is in it takes the place of its text."""

from __future__ import annotations

from generator.reading.block_types.declared import BlockType

TYPE = BlockType("support", example="::: support :::", keys={"title": "text"}, body="optional")
