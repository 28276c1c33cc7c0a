"""Queries for the parts of each story's file: head, text and terms.

They are separate, so that a change to one part does not affect what depends on another. The argument of each query is
the path of the file. The result is empty if an error prevents the file from being read.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query, Task
from generator.model.blocks import Block
from generator.model.body import Heading
from generator.model.fingerprint import of_bytes
from generator.model.live import LiveEntry, LiveNote
from generator.model.manuscript import Manuscript, Mention
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.taxonomies import OwnTaxonomy
from generator.reading.adopted import final_checks
from generator.reading.inputs import COPY, HELD_FOLDERS, LAYOUTS, SETTINGS, ContentFile
from generator.reading.markdown.safe_html import is_safe
from generator.reading.story import read

_BLOCK = re.compile(r"(?:^|/)blocks/([a-z][a-z0-9_-]*)\.html$")

Terms = tuple[tuple[str, int], ...]


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """A story's body as safe HTML with placeholders for links (see ``Mention``), and what was found in it.

    ``entries`` are the entries of live coverage, the oldest first; readers see an entry once its time has come.
    ``notes`` are the footnotes that entries refer to. ``words`` and ``headings`` do not include entries; ``characters``
    says how many of the words are single Chinese or Japanese characters. ``blocks`` are those marked in the HTML.

    If the file has errors, only ``mentions``, ``blocks`` and ``guessed`` are set: ``guessed`` has the names by which
    other files probably refer to it. An unfinished draft has only ``blocks``.
    """

    html: str
    words: int
    headings: tuple[Heading, ...]
    mentions: tuple[Mention, ...]
    guessed: tuple[str, ...] = ()
    entries: tuple[LiveEntry, ...] = ()
    notes: tuple[LiveNote, ...] = ()
    blocks: tuple[Block, ...] = ()
    characters: int = 0


class ReadFile(msgspec.Struct, frozen=True):
    """The digest of one file's bytes, and its encoded parts, which are empty if the file has an error.

    ``expected`` is the digest that the file had when the folder was scanned; the file may have been saved since.
    """

    digest: str
    expected: str
    head: bytes = b""
    text: bytes = b""
    terms: bytes = b""


class UnreadFile(msgspec.Struct, frozen=True):
    """A file that has not been read yet, and how to read it. For ``own_blocks``, see ``story.read``."""

    copy: ContentFile
    settings: Settings
    own_blocks: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.copy.path


class LoadedFile(msgspec.Struct, frozen=True):
    """The bytes of a file, or the problems that prevented reading it."""

    unread: UnreadFile
    data: bytes
    problems: tuple[Problem, ...]


Load = Callable[[UnreadFile], LoadedFile]
"""Loads the bytes of a file."""


def _reading_settings(ask: Ask, _: str) -> Settings:
    settings = ask(SETTINGS)
    return Settings(
        title="",
        base_url="https://site.invalid/",
        language=settings.language,
        timezone=settings.timezone,
        html=settings.html,
        summaries=settings.summaries,
        draft_problems=settings.draft_problems,
        typography=settings.typography,
        related=min(settings.related, 1),
        adopt=settings.adopt,
        fields=settings.fields,
        taxonomies={name: OwnTaxonomy(each.field) for name, each in settings.taxonomies.items()},
    )


def _unread(ask: Ask, path: str) -> UnreadFile:
    settings = ask(READING_SETTINGS)
    return UnreadFile(ask(COPY, path), settings, ask(OWN_BLOCKS) if settings.adopt else ())


def _own_blocks(ask: Ask, _: str) -> tuple[str, ...]:
    found = (_BLOCK.search(layout.name) for layout in ask(LAYOUTS, "own"))
    return tuple(sorted({each[1] for each in found if each}))


def _read(loaded: LoadedFile) -> tuple[ReadFile, tuple[Problem, ...]]:
    digests = of_bytes(loaded.data), loaded.unread.copy.digest
    if loaded.problems:
        adopt = loaded.unread.settings.adopt
        return ReadFile(*digests), final_checks.demoted(loaded.problems) if adopt else loaded.problems
    unread = loaded.unread
    found = read(loaded.data, unread.copy.path, unread.settings, unread.own_blocks)
    story = found.manuscript
    if not story:
        if found.unfinished and unread.settings.draft_problems == "warning":
            blocks = encode_text(Text("", 0, (), (), blocks=found.blocks))
            return ReadFile(*digests, msgspec.json.encode(found.unfinished), blocks), found.problems
        known = found.mentions or found.names or found.blocks
        without = encode_text(Text("", 0, (), found.mentions, found.names, blocks=found.blocks)) if known else b""
        return ReadFile(*digests, text=without), found.problems
    head = replace(story, body="", words=0, characters=0, headings=(), mentions=(), terms=())
    head = replace(head, entries=(), notes=(), blocks=())
    counts = story.words, story.headings, story.mentions
    text = Text(story.body, *counts, (), story.entries, story.notes, story.blocks, story.characters)
    return ReadFile(*digests, msgspec.json.encode(head), encode_text(text), encode_terms(story.terms)), found.problems


def _head(ask: Ask, path: str) -> Manuscript | None:
    data = ask(READ, path).head
    found = _heads.decode(data) if data else None
    held = ask(HELD_FOLDERS) if found else ()
    before = bisect_right(held, path)  # in a sorted list without prefixes of others, only this one can be a prefix
    if found and before and path.startswith(held[before - 1]):
        return replace(found, draft=True)
    return found


_heads = msgspec.json.Decoder(Manuscript)
_texts = msgspec.json.Decoder(Text)


def encode_text(text: Text) -> bytes:
    """Encode a text as JSON, after two flags (``+`` or ``-``): whether it has mentions, and whether it has blocks."""
    return (b"+" if text.mentions else b"-") + (b"+" if text.blocks else b"-") + msgspec.json.encode(text)


@lru_cache(maxsize=256)
def decode_text(data: bytes) -> Text:
    """Decode a text that ``encode_text`` encoded."""
    return _texts.decode(memoryview(data)[2:])


def text_of(ask: Ask, path: str) -> Text | None:
    """Return the body of a file and what was found in it; None if the file cannot be read."""
    data = ask(TEXT, path)
    return decode_text(data) if data else None


def mentions_any(ask: Ask, path: str) -> bool:
    """Whether a file's body links to anything, or shows a picture or another file."""
    return ask(TEXT, path).startswith(b"+")


def has_blocks(ask: Ask, path: str) -> bool:
    """Whether there are blocks in a file's body."""
    return ask(TEXT, path)[1:2] == b"+"


_MOST = 0xFFFF  # what a two-byte number can hold


def encode_terms(terms: Terms) -> bytes:
    """Encode terms and their counts compactly: the words, one per line, a zero byte, and a two-byte count for each.
    Counts above 65,535 are encoded as 65,535.
    """
    if not terms:
        return b""
    words, counts = zip(*terms, strict=True)
    if max(counts) > _MOST:
        counts = tuple(min(count, _MOST) for count in counts)
    return "\n".join(words).encode() + b"\0" + array("H", counts).tobytes()


def decode_terms(data: bytes) -> tuple[Sequence[str], Sequence[int]]:
    """Decode the terms and their counts (see ``encode_terms``)."""
    words, _, numbers = data.partition(b"\0")
    return (words.decode().split("\n"), array("H", numbers)) if data else ((), ())


def _with_addresses(text: Text) -> str:
    """Return the HTML of a text, followed by the links and images that layouts make of the addresses in its blocks."""
    named = (each for block in text.blocks for each in block.given if each.href)
    made = (f'<img src="{each.mark}">' if each.is_picture else f'<a href="{each.mark}">' for each in named)
    return "".join((text.html, *made))


class UnsafeError(ValueError):
    """A stored text contains HTML that is not allowed in copy."""


def checked(data: bytes) -> bytes:
    """Check an encoded text from a store and return it. Somebody else may have written to the store.

    :raises UnsafeError: if it contains HTML that is not allowed in copy, or is not an encoded text.
    """
    try:
        if data and not is_safe(_with_addresses(decode_text(data))):
            raise UnsafeError
    except msgspec.MsgspecError as error:
        raise UnsafeError from error
    return data


def manuscript(ask: Ask, path: str) -> Manuscript:
    """Return the manuscript in a file, without its terms. The file must be readable."""
    head, text = ask(HEAD, path), text_of(ask, path)
    assert head is not None
    assert text is not None
    return replace(
        head,
        body=text.html,
        words=text.words,
        characters=text.characters,
        headings=text.headings,
        mentions=text.mentions,
        entries=text.entries,
        notes=text.notes,
        blocks=text.blocks,
    )


READING_SETTINGS = Query[Settings]("reading-settings", Settings, _reading_settings, stored=False)
"""The settings that affect how a file is read; all others have fixed values."""

OWN_BLOCKS = Query[tuple[str, ...]]("own-blocks", tuple[str, ...], _own_blocks)
"""The names of the blocks that the site itself has layouts for."""

READ = Task[UnreadFile, ReadFile]("read", ReadFile, _unread, _read, stored=False)
"""Everything in a file. It is not stored, because its parts are."""

HEAD = Query["Manuscript | None"]("head", Manuscript | None, _head)
"""The manuscript without its body and without what was found in the body."""

TEXT = Query[bytes]("text", bytes, lambda ask, path: ask(READ, path).text, restore=checked)
"""The body, encoded (see ``text_of``)."""

TERMS = Query[bytes]("terms", bytes, lambda ask, path: ask(READ, path).terms, stored=False)
"""The encoded terms by which related stories are found (see ``decode_terms``)."""


def queries(settings: Settings, load: Load) -> tuple[Query[object] | Task[UnreadFile, ReadFile], ...]:
    """Return the queries of this module, for a site with these settings.

    With ``html = "trust"``, text from a store is not checked.
    """
    text = replace(TEXT, restore=None) if settings.html == "trust" else TEXT
    return READING_SETTINGS, OWN_BLOCKS, replace(READ, load=load), HEAD, text, TERMS  # type: ignore[return-value]
