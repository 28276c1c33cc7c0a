"""The embedded videos in a story that have all the details which search engines require."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.embed import EmbeddedVideo
from generator.reading.blocks.types.embed import embed_of, uploaded
from generator.reading.queries import has_blocks, text_of
from generator.site.links import LINKS


def embedded_videos(ask: Ask, path: str) -> tuple[EmbeddedVideo, ...]:
    """The videos in a public story that have a title, a poster and a date, if readers see them already."""
    return tuple(_found(ask, path)) if has_blocks(ask, path) else ()


def _found(ask: Ask, path: str) -> Iterator[EmbeddedVideo]:
    text = text_of(ask, path)
    for block in text.blocks if text else ():
        day = uploaded(block) if block.name == "embed" else ""
        if not day or not block.values.get("title") or not block.values.get("poster"):
            continue
        shown, poster = embed_of(block), dict(ask(LINKS, path).addresses).get(block.values["poster"].mark)
        if shown and shown.frame and poster:
            caption = block.values["caption"].text if "caption" in block.values else ""
            yield EmbeddedVideo(block.values["title"].text, shown.frame, poster, day, caption)
