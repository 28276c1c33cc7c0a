"""``::: video clip.mp4 title="The gate closes" captions=clip.vtt``: a video next to the story, with a player."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.blocks import Block
from generator.reading.blocks.lines import BlockFault
from generator.reading.blocks.types.declared import BlockType
from generator.reading.recording_names import faults_of_file, faults_of_tracks

_EXAMPLE = '::: video clip.mp4 title="The gate closes" poster=clip.jpg captions=clip.vtt'


def _check(block: Block) -> Iterator[BlockFault]:
    yield from faults_of_file(block, "video")
    yield from faults_of_tracks(block)
    if "captions" not in block.values and not _is_silent(block):
        fix = "add `captions=clip.vtt`, a WebVTT file next to the video, or `silent=true` if there is nothing to hear"
        yield BlockFault("this video has no captions for readers who cannot hear it", fix, block.column, "warning")


def _is_silent(block: Block) -> bool:
    return "silent" in block.values and block.values["silent"].text == "true"


TYPE = BlockType(
    "video",
    example=_EXAMPLE,
    argument="file",
    required=True,
    keys={
        "title": "text",
        "poster": "picture",
        "captions": "file",
        "subtitles": "file",
        "subtitles-2": "file",
        "caption": "prose",
        "credit": "prose",
        "transcript": "link",
        "chapters": "file",
        "silent": "yes",
    },
    needs=("title",),
    body="optional",
    check=_check,
)
