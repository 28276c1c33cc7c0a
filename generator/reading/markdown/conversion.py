"""Turns a story's Markdown into safe HTML, plain text, headings, and a list of the files in content/ that it mentions.

CommonMark 0.31 (https://spec.commonmark.org/) with GitHub's tables, strikethrough and task lists, Pandoc's footnotes
and definition lists. With ``adopt``, also what is in ``adopted/inline_markup.py``. It changes quotes, dashes and dots
only if asked to (see ``typography.py``), and does not turn bare addresses into links. It never drops text silently.
"""

from __future__ import annotations

import re
from functools import partial
from zoneinfo import ZoneInfo

import msgspec
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdurl import encode
from msgspec.structs import replace

from generator.model.blocks import Block
from generator.model.body import Heading
from generator.model.live import Coverage, LiveEntry, LiveNote
from generator.model.manuscript import Mention
from generator.model.problems import Problem
from generator.model.settings import Html
from generator.model.typography import TypographicMarks
from generator.reading.adopted import inline_markup
from generator.reading.blocks import pairing as blocks
from generator.reading.blocks import typography as block_typography
from generator.reading.blocks.renderer import BlockRenderer
from generator.reading.comments.hidden_words import say_fallbacks, say_wordless
from generator.reading.live import entries as live_entries
from generator.reading.markdown import (
    attributes,
    heading_marks,
    limits,
    raw_html,
    task_lists,
    typography,
)
from generator.reading.markdown.links import MARK
from generator.reading.markdown.page_parts import is_always_there, part_of, parts_in
from generator.reading.markdown.parser import parsed
from generator.reading.markdown.source_map import HELD, SourceMap
from generator.reading.markdown.summary import above_the_mark, of_text, shortened
from generator.reading.markdown.unshown import say_unshown
from generator.text.word_count import character_count, word_count

_LINE_ENDS = re.compile(r"\r\n?")


class Prose(msgspec.Struct, frozen=True):
    """A rendered body. ``html`` is safe; its links into content/ are placeholders (see ``Mention``).

    ``text`` is plain text with one block per line and no picture captions; ``words`` is the number of its words,
    and ``characters`` how many of these are single Chinese or Japanese characters.
    ``withheld`` says that readers must not see any of it, because text that browsers hide could not be left out.
    ``beginning`` is a summary in plain text; ``ends_at_mark`` says that it ends at a mark, ``<!--more-->``.
    ``entries`` are those of live coverage, the oldest first. If there are any, ``lasting`` is the text above them, and
    headings, words and beginning do not include entries and ``notes``. ``blocks`` are those marked in the HTML.
    """

    html: str
    text: str
    words: int
    headings: tuple[Heading, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    withheld: bool = False
    beginning: str = ""
    ends_at_mark: bool = False
    entries: tuple[LiveEntry, ...] = ()
    notes: tuple[LiveNote, ...] = ()
    lasting: str = ""
    characters: int = 0
    blocks: tuple[Block, ...] = ()


def render(
    source: str,
    path: str,
    first_line: int = 1,
    html: Html = "sanitise",
    adopt: bool = False,
    rtl: bool = False,
    live: tuple[Coverage, ZoneInfo] | None = None,
    marks: TypographicMarks | None = None,
) -> Prose:
    """Render the body ``source`` of the file ``path``, in which it starts on ``first_line``.

    ``path`` is relative to the site's folder (``content/world/talks.md``); links are resolved against it.
    ``problems`` lists all mistakes, in order of lines; nothing is raised. With ``adopt``, a refused address is
    a warning, and the text of its link stays. ``rtl`` says that the copy is written from right to left; code in it is
    still left to right. ``live`` is the coverage whose entries are in the body, and the zone of their times. ``marks``
    is the typographic punctuation that replaces straight quotation marks, hyphens and dots, if the site wants that.
    """
    source = _LINE_ENDS.sub("\n", source).replace("\0", "\N{REPLACEMENT CHARACTER}")
    source_map = SourceMap(source, path, first_line, adopt)
    excess = limits.excess(source)
    if excess:
        source_map.say(*excess, line=0)
        return Prose("", "", 0, (), (), tuple(source_map.problems))
    tokens, found = parsed(source, html != "escape", source_map, marks)
    tokens, known = _with_extensions(tokens, source_map, live, marks)
    composer = BlockRenderer(source_map, html, found, rtl, marks)
    pieces = None
    if any("anchor" in token.meta for token in tokens):
        pieces = live_entries.composed(composer, tokens, partial(_finished, composer, source_map), first_line)
        body = pieces.html
    else:
        body = _finished(composer, source_map, composer.compose(tokens))
    say_unshown(source_map, tokens, found)
    source_map.say_remote(shown=html == "trust")
    text = composer.text()
    _mention_parts(source_map, pieces.above if pieces else body)
    prose = Prose(
        body,
        text,
        word_count(text),
        tuple(composer.headings),
        tuple(source_map.mentions.values()),
        tuple(sorted(set(source_map.problems))),
        source_map.withheld,
        *_beginning(above_the_mark(source, found, adopt), composer.first_paragraph(), path, html, adopt, marks),
        characters=character_count(text),
        blocks=known,
    )
    return _live(prose, pieces) if pieces else prose


def _with_extensions(
    tokens: list[Token], source_map: SourceMap, live: tuple[Coverage, ZoneInfo] | None, marks: TypographicMarks | None
) -> tuple[list[Token], tuple[Block, ...]]:
    """Apply the extensions to Markdown, and return the resulting tokens and the blocks in them."""
    tokens, known = blocks.read(tokens, source_map, marks)
    if live:
        live_entries.mark(tokens, *live, source_map)
    tokens = attributes.read(tokens, source_map)
    task_lists.read(tokens)
    if source_map.adopt:
        inline_markup.read(tokens, source_map)
    if live or not source_map.adopt:
        heading_marks.say_left(tokens, live is not None, source_map)
    say_wordless(source_map, tokens)
    say_fallbacks(source_map, tokens)
    if marks:
        typography.read(tokens, marks, source_map)
        known = block_typography.typeset(known, marks)
    return tokens, known


def _finished(composer: BlockRenderer, source_map: SourceMap, body: str) -> str:
    """Return the safe HTML of a body or a part of it.

    Text in the story must never look like a placeholder, or be replaced like one.
    """
    if composer.wording.sieve.used:
        body = raw_html.clean(body, source_map.addresses)
    return body.replace(MARK, "broadsheet&#58;").replace(HELD, MARK)


def _live(prose: Prose, pieces: live_entries.LiveParts) -> Prose:
    """Return the prose of live coverage. Its words, headings and beginning are those above the entries.
    Entries appear at their own times, so they do not count for these.
    """
    return replace(
        prose,
        words=word_count(pieces.opening),
        characters=character_count(pieces.opening),
        headings=pieces.headings,
        mentions=live_entries.since(prose.mentions, pieces, prose.blocks),
        beginning=shortened(pieces.beginning),
        ends_at_mark=False,
        entries=tuple(entry for entry, _ in pieces.entries),
        notes=tuple(note for note, _ in pieces.notes),
        lasting=pieces.opening,
    )


def _beginning(
    above: str, first: str, path: str, html: Html, adopt: bool, marks: TypographicMarks | None
) -> tuple[str, bool]:
    """Return the text above the mark of a body, or its first paragraph without a mark, shortened; and which it is."""
    if above.strip():
        part = render(above, path, html=html, adopt=adopt, marks=marks)
        if summary := of_text(part.text, (each.text for each in part.headings)):
            return summary, True
    return shortened(first), False


def _mention_parts(source_map: SourceMap, shown: str) -> None:
    """Add links to parts of the page to the mentions, unless the parts are in the HTML that is always ``shown``.

    Broken ones are reported later with all other links; those to an entry work from its time on.
    """
    if not source_map.parts:
        return
    known = parts_in(shown)
    for written, (line, column) in source_map.parts.items():
        if not is_always_there(part := part_of(written)) and part not in known:
            mark = escapeHtml(encode(written))
            mention = Mention(written, mark, written, source_map.first_line + line, column + 1)
            source_map.mentions.setdefault(mark, mention)
