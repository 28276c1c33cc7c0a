"""``::: table results.csv columns=party,votes sort=-votes``: a table of a data file next to the story."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType(
    "table",
    example="::: table results.csv columns=party,votes sort=-votes :::",
    argument="text",
    required=True,
    keys={
        "caption": "prose",
        "columns": "text",
        "labels": "text",
        "sort": "text",
        "total": "text",
        "rows": "number",
        "decimal": (".", ",", "point", "comma"),
        "source": "prose",
        "download": "yes",
    },
    body="optional",
    offers="download",
)
