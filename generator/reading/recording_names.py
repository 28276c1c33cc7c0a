"""Checks the names of the files in audio and video blocks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.blocks import Block
from generator.model.recording import MEDIA_TYPES, RecordingKind, kind_of, media_type, path_of
from generator.reading.blocks.lines import BlockFault
from generator.reading.markdown.links import leads_elsewhere

_TRACKS = ("captions", "subtitles", "subtitles-2")


def faults_of_file(block: Block, kind: RecordingKind) -> Iterator[BlockFault]:
    """Yield the faults in the names of the recording that a block plays, and of its chapters file."""
    given = block.argument
    if not given.href:
        return
    if leads_elsewhere(given.href):
        fix = (
            "put the file next to the story, and write its name; to show a player from another site, write `::: embed`"
        )
        yield BlockFault(f"`{given.text[:60]}` is on another site, which this block does not play", fix, given.column)
    elif (found := kind_of(path_of(given.text))) != kind:
        other = "video" if kind == "audio" else "audio"
        known = ", ".join(f".{end}" for end, each in MEDIA_TYPES.items() if each.startswith(kind))
        fix = f"write `::: {other} {given.text}`" if found else f"save it as one of: {known}"
        what = "a video" if kind == "video" else "sound"
        yield BlockFault(f"`{given.text[:60]}` is not {what}", fix, given.column)
    chapters = block.values.get("chapters")
    if chapters and chapters.href and media_type(path_of(chapters.text)) != MEDIA_TYPES["json"]:
        fix = "save them as a JSON file with `version` and `chapters` (Podcasting 2.0, JSON chapters)"
        yield BlockFault(f"`{chapters.text[:60]}` is not a chapters file", fix, chapters.column)


def faults_of_tracks(block: Block) -> Iterator[BlockFault]:
    """Yield the faults in the names of a video's caption and subtitle files."""
    for key in _TRACKS:
        given = block.values.get(key)
        if given and given.href and media_type(path_of(given.text)) != MEDIA_TYPES["vtt"]:
            message = f"browsers cannot show `{given.text[:60]}` as {key.partition('-')[0]}"
            yield BlockFault(message, "save it as WebVTT, a file that ends in .vtt", given.column)
