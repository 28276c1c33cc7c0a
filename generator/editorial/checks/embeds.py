"""Embeds without a title or a picture, and those that most readers cannot see.

The title is what readers see before they load anything, the name of the frame in a screen reader, and the text of the
link in feeds, on paper and without scripts. With a `poster`, a picture next to the story, readers know what to expect.
If the embedded content is unlisted, its address is published with the story; if it is private, nobody sees anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.blocks import Block
from generator.model.embed import Embed
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.reading.blocks.types.embed import embed_of

_PICTURED = {"video": "video", "chart": "graphic", "map": "map"}
"""The kinds of embeds for which readers expect a picture."""


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report what is missing in each embed, and problems with its address that an editor should know about."""
    for each in site.manuscripts:
        for block in each.blocks:
            embed = embed_of(block) if block.name == "embed" else None
            if embed:
                yield from _of_embed(each, block, embed)


def _of_embed(story: Manuscript, block: Block, embed: Embed) -> Iterator[Problem]:
    title, poster = block.values.get("title"), block.values.get("poster")
    if not (title and title.text):
        message = f"this {embed.kind} of {embed.provider} has no title, so readers do not know what it shows"
        yield _warning(story, block, message, 'write one: `title="The tide at the gate"`')
    if embed.kind in _PICTURED and not poster:
        message = f"this {_PICTURED[embed.kind]} has no picture, so readers see only its title until they load it"
        yield _warning(story, block, message, "put one next to the story, and name it: `poster=tide.jpg`")
    if embed.hint:
        yield _warning(
            story, block, embed.hint, "ask for the address of a public version, if there is one", address=True
        )


def _warning(story: Manuscript, block: Block, message: str, fix: str, address: bool = False) -> Problem:
    column = block.argument.column if address else block.column
    return Problem(story.path, block.line, column, message, fix, level="warning")
