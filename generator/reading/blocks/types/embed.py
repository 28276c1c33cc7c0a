"""``::: embed https://www.youtube.com/watch?v=… title="The tide" poster=gate.jpg``: content from another site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from generator.model.blocks import Block
from generator.model.embed import Embed
from generator.reading.blocks.lines import BlockFault
from generator.reading.blocks.types.declared import BlockType
from generator.reading.embeds.parts import parts_of
from generator.reading.embeds.recognise import recognised

RATIOS = ("16:9", "21:9", "4:3", "3:2", "1:1", "4:5", "9:16")
"""The aspect ratios that a frame can have, each with a class in the style sheet."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

LOWEST, HIGHEST = 50, 3_000
"""The least and the greatest height of a frame, in CSS pixels."""


def embed_of(block: Block) -> Embed | None:
    """Return what a block embeds; None if nothing at its address can be embedded.
    Every host counts as allowed, since the site's settings are checked elsewhere.
    """
    parts = parts_of(block.argument.text)
    found = recognised(block.argument.text, (parts.host,) if parts else ())
    return found if isinstance(found, Embed) else None


def uploaded(block: Block) -> str:
    """Return the day on which the embedded content was published, as in ``2026-11-20``; empty if it is not given."""
    given = block.values.get("uploaded")
    return given.text if given and _is_day(given.text) else ""


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _faults(block: Block) -> Iterator[BlockFault]:
    address = block.argument
    parts = parts_of(address.text)
    found = recognised(address.text, (parts.host,) if parts else ())
    if address.text and not isinstance(found, Embed):
        yield BlockFault(found.message, found.fix, address.column)
    ratio, height = block.values.get("ratio"), block.values.get("height")
    if ratio and height:
        yield BlockFault("the frame has both a `ratio` and a `height`", "remove one of the two", height.column)
    elif height and height.text and not (height.text.isdecimal() and LOWEST <= int(height.text) <= HIGHEST):
        message = f"a frame cannot be {height.text} pixels high"
        yield BlockFault(message, f"write a whole number from {LOWEST} to {HIGHEST}", height.column)
    yield from _faults_of_day(block, found if isinstance(found, Embed) else None)


def _faults_of_day(block: Block, found: Embed | None) -> Iterator[BlockFault]:
    """Yield the mistakes in ``uploaded``, the day of publication that search engines need for videos."""
    given = block.values.get("uploaded")
    if not given or not given.text:
        return
    missing = " and ".join(f"`{key}`" for key in ("title", "poster") if key not in block.values)
    if not _is_day(given.text):
        message = f"`{given.text[:40]}` is not a day"
        yield BlockFault(
            message, "write the day when it was published there, as in `uploaded=2026-11-20`", given.column
        )
    elif found and found.kind != "video":
        yield BlockFault("`uploaded` is for videos, and this is not one", "remove it", given.column, "warning")
    elif missing:
        message = f"search engines list this video only if it also has a {missing}"
        yield BlockFault(message, f"add {missing}, or remove `uploaded`", given.column, "warning")


def _frames(block: Block) -> Iterable[str]:
    found = embed_of(block)
    return (found.origin,) if found and found.frame else ()


TYPE = BlockType(
    "embed",
    example='::: embed https://www.youtube.com/watch?v=… title="The tide at the gate" :::',
    argument="text",
    required=True,
    keys={
        "title": "text",
        "poster": "picture",
        "caption": "prose",
        "ratio": RATIOS,
        "height": "number",
        "uploaded": "text",
    },
    body="optional",
    check=_faults,
    frames=_frames,
)
