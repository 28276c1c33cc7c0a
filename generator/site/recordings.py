"""The recordings in stories: the properties of their files, and their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.blocks import Block, BlockValue
from generator.model.recording import Recording, Track, kind_of, media_type, path_of
from generator.model.urls import STATIC
from generator.reading.data_queries import CHAPTERS
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD, has_blocks, text_of
from generator.site.block_files import demoted
from generator.site.documents import readable_size
from generator.site.links import LINKS
from generator.site.used_files import file_at
from generator.text.locales import own_name

_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.vtt$", re.IGNORECASE)


def recording_of(ask: Ask, path: str, block: Block) -> Recording | None:
    """The recording that a block plays, in a public file or not, with marks for addresses; None if there is none."""
    kind, target = kind_of(path_of(block.argument.text)), _target(ask, path, block.argument)
    file = file_at(ask, target) if target else None
    if not file or not kind or kind != block.name:
        return None
    values = {key: given.mark for key, given in block.values.items() if given.href}
    return Recording(
        kind=kind,
        title=_text(block, "title"),
        src=block.argument.mark,
        media_type=media_type(target),
        size=file.size,
        weight=readable_size(file.size, ask(SETTINGS).language),
        seconds=file.seconds,
        width=file.width,
        height=file.height,
        caption=_text(block, "caption"),
        poster=values.get("poster", "") or values.get("picture", ""),
        transcripts=tuple(_transcripts(block)),
        chapters=values.get("chapters", ""),
        tracks=tuple(_tracks(ask, path, block)),
    )


def _text(block: Block, key: str) -> str:
    return block.values[key].text if key in block.values else ""


def _target(ask: Ask, path: str, given: BlockValue) -> str:
    """The path in content/ of the file that a value names; empty if it does not name one."""
    text = text_of(ask, path) if given.href else None
    target = next((each.target for each in text.mentions if each.mark == given.mark), "") if text else ""
    return f"{STATIC}{target[1:]}" if target.startswith("/") else target


def _check_chapters(ask: Ask, path: str, block: Block) -> None:
    """Report problems with the chapters of a recording that readers see."""
    given = block.values.get("chapters")
    target = _target(ask, path, given) if given else ""
    if target and file_at(ask, target):
        ask.report(*(demoted(each, ask(SETTINGS).adopt) for each in ask(CHAPTERS, target)))


def _transcripts(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the transcript of a recording, and the captions of a video, which are a transcript, too."""
    for key in ("transcript", "captions"):
        given = block.values.get(key)
        if given and given.href:
            yield given.mark, media_type(path_of(given.text))


def _tracks(ask: Ask, path: str, block: Block) -> Iterator[Track]:
    """Yield the captions and subtitles, each in the language that the file's name gives: ``clip.tr.vtt``."""
    head = ask(HEAD, path)
    for key in ("captions", "subtitles", "subtitles-2"):
        given = block.values.get(key)
        if given and given.href:
            found = _LANGUAGE.search(path_of(given.text))
            language = found[1] if found else (head and head.language) or ask(SETTINGS).language
            yield Track(key, "captions" if key == "captions" else "subtitles", language, own_name(language))


def recordings(ask: Ask, path: str) -> tuple[Recording, ...]:
    """The recordings in a public story with their addresses, without those that readers do not see yet."""
    text = text_of(ask, path) if has_blocks(ask, path) else None
    blocks = [each for each in text.blocks if each.name in ("audio", "video")] if text else []
    for block in blocks:
        _check_chapters(ask, path, block)
    found = [each for block in blocks if (each := recording_of(ask, path, block))]
    return tuple(_placed(ask, path, found)) if found else ()


def _placed(ask: Ask, path: str, found: list[Recording]) -> Iterator[Recording]:
    known = dict(ask(LINKS, path).addresses)
    for each in found:
        if known.get(each.src):
            transcripts = ((known.get(mark, unescape(mark)), kind) for mark, kind in each.transcripts)
            yield replace(
                each,
                src=known[each.src],
                poster=known.get(each.poster, ""),
                chapters=known.get(each.chapters, ""),
                transcripts=tuple((url, kind) for url, kind in transcripts if url),
            )
