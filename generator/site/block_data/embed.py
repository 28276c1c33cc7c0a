"""The data of ``::: embed``: its provider, and the frame that shows it, in the size that the story gives."""

from __future__ import annotations

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.blocks import Block
from generator.model.embed import Embed
from generator.model.problems import Problem
from generator.reading.blocks.types.embed import embed_of
from generator.reading.embeds.recognise import recognised
from generator.reading.inputs import SETTINGS


def data(ask: Ask, path: str, block: Block) -> Embed | None:
    """What a block embeds; None if its address is wrong, which is reported here or was when the story was read."""
    found = embed_of(block)
    if found is None:
        return None
    allowed = recognised(block.argument.text, ask(EMBED_HOSTS))
    if not isinstance(allowed, Embed):
        ask.report(Problem(path, block.line, block.argument.column, allowed.message, allowed.fix))
        return None
    ratio, height = block.values.get("ratio"), block.values.get("height")
    if ratio and ratio.text:
        return replace(found, ratio=ratio.text, height=0, fits=False)
    if height and height.text.isdecimal():
        return replace(found, ratio="", height=int(height.text), fits=False)
    return found


def _hosts(ask: Ask, _: str) -> tuple[str, ...]:
    return ask(SETTINGS).embeds.hosts


EMBED_HOSTS = Query[tuple[str, ...]]("embed-hosts", tuple[str, ...], _hosts)
"""The hosts that stories may embed in addition to the known providers."""

QUERIES = (EMBED_HOSTS,)
