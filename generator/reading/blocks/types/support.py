"""``::: support title="Help us"``: the box of [support] in site.toml. The block's content replaces its text."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType("support", example="::: support :::", keys={"title": "text"}, body="optional")
