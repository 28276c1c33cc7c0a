"""``::: audio talk.mp3 title="At the fish hall" transcript=talk.vtt``: a recording next to the story, with a player."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.blocks import Block
from generator.reading.blocks.lines import BlockFault
from generator.reading.blocks.types.declared import BlockType
from generator.reading.recording_names import faults_of_file

_EXAMPLE = '::: audio talk.mp3 title="At the fish hall" transcript=talk.vtt'


def _check(block: Block) -> Iterator[BlockFault]:
    yield from faults_of_file(block, "audio")
    if "transcript" not in block.values:
        fix = "add `transcript=talk.vtt`, or a link to a page with its words"
        yield BlockFault(
            "this recording has no transcript for readers who cannot hear it", fix, block.column, "warning"
        )


TYPE = BlockType(
    "audio",
    example=_EXAMPLE,
    argument="file",
    required=True,
    keys={
        "title": "text",
        "caption": "prose",
        "credit": "prose",
        "picture": "picture",
        "transcript": "link",
        "chapters": "file",
    },
    needs=("title",),
    body="optional",
    check=_check,
)
