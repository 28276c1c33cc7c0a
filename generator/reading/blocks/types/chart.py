"""``::: chart results.csv type=bar x=party y=votes``: a chart of a data file next to the story."""

from __future__ import annotations

from generator.reading.blocks.types.declared import BlockType

TYPE = BlockType(
    "chart",
    example='::: chart results.csv type=bar x=party y=votes caption="Votes in Quay ward" :::',
    argument="text",
    required=True,
    keys={
        "caption": "prose",
        "type": ("bar", "column", "line", "area", "dot"),
        "x": "text",
        "y": "text",
        "series": "text",
        "panels": "text",
        "stacked": "yes",
        "colours": "text",
        "sort": "text",
        "labels": "text",
        "decimal": (".", ",", "point", "comma"),
        "source": "prose",
        "download": "yes",
    },
    needs=("caption",),
    body="optional",
    offers="download",
)
