"""``::: newsletter title="The week"``: the form of [newsletter] in site.toml. The block's content replaces its text."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType("newsletter", example="::: newsletter :::", keys={"title": "text"}, body="optional")
