"""Reads the entries of live coverage: top-level headings that begin with a time, and the content below each of them.

``## 14:05 The gate is shut``, ``## 2026-11-30 00:20 The water falls {key}``. A time without a date is on the only day
of the coverage that has this time. The address of an entry is made from its time, with a number if there are several
in the same minute, so it stays the same when the headline is edited or other entries are added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from markdown_it.token import Token
from msgspec.structs import replace

from generator.model.blocks import Block, numbers_in
from generator.model.body import MARK, Heading
from generator.model.live import Coverage, LiveEntry, LiveNote
from generator.model.manuscript import Mention
from generator.reading import dates
from generator.reading.blocks.renderer import BlockRenderer
from generator.reading.fields.values import InvalidValue
from generator.reading.live import notes as live_notes
from generator.reading.live import order as live_order
from generator.reading.markdown.inline_renderer import inline_text
from generator.reading.markdown.source_map import SourceMap
from generator.text.word_count import character_count, word_count

_HALF = r"(?P<half>[ap])\.?m\.?(?!\w)"
_TIME = re.compile(
    r"[ \t]*(?:(\d{4}-\d{1,2}-\d{1,2})(?:T|,?[ \t]+))?(\d{1,2}:\d{2})(?!\S)"
    r"(?![ \t]*(?:[ap]\.?m|[AP]M)\b)[ \t]*(?:[–—|-][ \t]+)?"
)
_RAW = re.compile(r"<h[1-6]\b[^<>]*+>\s*+(?:\d{4}-\d\d-\d\d[ ,T]{1,3})?\d{1,2}[:.]\d\d", re.IGNORECASE)  # in raw HTML
_NEARLY = re.compile(
    rf"[ \t*_~[(]*+(?:[\d./-]+[ ,T]+)?(?P<hour>\d{{1,2}})"
    rf"(?:[.:h](?P<minute>\d{{2}})(?!\w)(?:[ ]?{_HALF})?|[ ]?{_HALF.replace('half', 'noon')})",
    re.IGNORECASE,
)
_UNSPACED = re.compile(r"[ \t]*+(#{1,6}+)(?=[*_]*+[0-9])")  # a heading's number signs, without a space after them
_BOLD = re.compile(r"(?:\*\*|__)(?=[ ]?[0-9])")
_KEY = re.compile(r"(?<![ \t])[ \t]*+\{[ ]*+key[ ]*+\}(?=[ \t]*+(?:\{[^{}]*+\}[ \t]*+)?$)", re.IGNORECASE)
_PART = re.compile(r'="(#[^"<>]*+)"')
_MOST_DAYS = 10  # days of coverage on which a time without a date is tried


class LiveParts(msgspec.Struct, frozen=True):
    """A body with live coverage, in pieces.

    ``html`` is all of it, ``above`` the HTML above the entries. ``entries`` (the oldest first) and ``notes`` each have
    their HTML. ``headings`` are those above the entries, ``opening`` is the plain text there, and ``beginning`` its
    first paragraph.
    """

    html: str
    above: str
    entries: tuple[tuple[LiveEntry, str], ...]
    notes: tuple[tuple[LiveNote, str], ...]
    headings: tuple[Heading, ...]
    opening: str
    beginning: str


def mark(tokens: list[Token], coverage: Coverage, zone: ZoneInfo, source_map: SourceMap) -> None:
    """Move the time and the mark of a key event from the text of each entry's heading into the heading's ``meta``.

    Report entries out of order, and headings that are not entries but look like, or are among, entries.
    """
    found: list[Token] = []
    for heading, inline in _top_headings(tokens):
        children = inline.children or []
        line = (heading.map or (0,))[0]
        key = bool(children) and _remove_key_mark(children[-1])
        time = _TIME.match(children[0].content) if children and children[0].type == "text" else None
        if time:
            children[0].content = children[0].content[time.end() :]
            named = "{#" in inline.content
            heading.meta |= {"at": _at(time, line, coverage, zone, source_map), "key": key, "named": named}
            found.append(heading)
            if not inline_text(children).strip() and not any(each.type == "image" for each in children):
                source_map.say("this entry has no headline", f"write `## {time[0].strip()} What happened`", line)
        elif found or _NEARLY.match(inline.content):
            _say_untimed(inline.content, line, source_map)
    _say_others(tokens, source_map)
    _say_paragraphs(tokens, found[0] if found else None, source_map)
    live_order.number(found, source_map)


def _top_headings(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield the headings of levels 1 and 2 outside lists and quotes, each with its inline token."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2"):
            yield token, tokens[at + 1]


def _say_others(tokens: list[Token], source_map: SourceMap) -> None:
    """Report headings that begin with a time but are not entries, since readers would see them before that time."""
    fix = "write it as `## 14:05 Headline`, outside lists and quotes; begin other headings with words"
    for at, token in enumerate(tokens):
        is_other = token.type == "heading_open" and (token.level > 0 or token.tag not in ("h1", "h2"))
        timed = _TIME.match(tokens[at + 1].content) if is_other else None
        if timed or (token.type == "html_block" and _RAW.search(token.content)):
            message = "this heading begins with a time, but is not an entry of the live coverage"
            source_map.say(message, fix, (token.map or (0,))[0])


def _say_paragraphs(tokens: list[Token], first: Token | None, source_map: SourceMap) -> None:
    """Report lines of text that were meant as headings of entries.

    These are lines with number signs but no space after them, and lines above the ``first`` entry that begin with a
    time in bold.
    """
    is_above = True
    for at, token in enumerate(tokens):
        is_above = is_above and token is not first
        if token.type != "paragraph_open":
            continue
        line = (token.map or (0,))[0]
        written = tokens[at + 1].content
        for number, text in enumerate(written.split("\n"), line):
            marker = _UNSPACED.match(text)
            if marker and (time := _NEARLY.match(text, marker.end())):
                message = f"a space is missing after `{marker[1]}`, so this is not an entry of the live coverage"
                source_map.say(message, f"write it as `## {_clock(time)} Headline`", number)
        if is_above and token.level == 0 and _BOLD.match(written) and (time := _NEARLY.match(written)):
            message = "this paragraph begins with a time, but is not an entry of the live coverage"
            fix = f"write it as a heading, `## {_clock(time)} Headline`; begin other paragraphs with words"
            source_map.say(message, fix, line, level="warning")


def _clock(time: re.Match[str]) -> str:
    """Return the time of day in 24 hours, for a match of ``_NEARLY``."""
    half = time["half"] or time["noon"]
    hour = int(time["hour"]) % 12 + 12 * (half.lower() == "p") if half else int(time["hour"])
    return f"{hour:02}:{time['minute'] or '00'}"


def _remove_key_mark(last: Token) -> bool:
    found = _KEY.search(last.content) if last.type == "text" else None
    if found:
        last.content = last.content[: found.start()] + last.content[found.end() :]
    return found is not None


def _say_untimed(written: str, line: int, source_map: SourceMap) -> None:
    fix = "begin it with its time, as in `## 14:05 Headline`; within an entry, write `### Headline`"
    if time := _NEARLY.match(written):
        fix = f"write the time as `## {_clock(time)} Headline`, and a date before it as `YYYY-MM-DD`"
    source_map.say("this heading has no time, so it is not an entry of the live coverage", fix, line)


def _at(time: re.Match[str], line: int, coverage: Coverage, zone: ZoneInfo, source_map: SourceMap) -> datetime:
    """Return the time of an entry, in the site's zone. If its day is unclear, report that and use the first day."""
    column = source_map.lines[line].find(time[2]) if line < len(source_map.lines) else -1
    days = [time[1]] if time[1] else _days(coverage, zone)
    try:
        moments = [dates.read(f"{day} {time[2]}", zone) for day in days]
    except InvalidValue as refused:
        source_map.say(refused.message, refused.fix, line, column)
        return coverage.begins
    if moments[0].skipped:
        message = f"clocks in {zone.key} skip this time, so it is read as {moments[0].time:%H:%M}"
        source_map.say(message, "correct the time", line, column, "warning")
    if time[1] or (len(days) == 1 and moments[0].time > coverage.ends):
        if moments[0].time < coverage.begins:
            message = f"this entry is from before the live coverage begins, at {_written(coverage.begins)}"
            source_map.say(message, "correct its date, or the `from` of `live`", line, column, "warning")
        elif moments[0].time > coverage.ends:
            message = f"this entry is from after the live coverage ends, at {_written(coverage.ends)}"
            source_map.say(
                message,
                f"correct its {'date' if time[1] else 'time'}, or the `until` of `live`",
                line,
                column,
                "warning",
            )
        return moments[0].time
    within = [each.time for each in moments if coverage.begins <= each.time <= coverage.ends]
    if len(within) != 1:
        span = f"from {_written(coverage.begins)} until {_written(coverage.ends)}"
        which = f"is on {len(within)} days" if within else "is not"
        source_map.say(
            f"{time[2]} {which} within the live coverage, {span}", _fix_with_date(time[2], days), line, column
        )
    return within[0] if within else moments[0].time


def _days(coverage: Coverage, zone: ZoneInfo) -> list[str]:
    first, last = coverage.begins.astimezone(zone).date(), coverage.ends.astimezone(zone).date()
    return [f"{first + timedelta(days=each)}" for each in range(min((last - first).days, _MOST_DAYS) + 1)]


def _fix_with_date(time: str, days: Sequence[str]) -> str:
    return f"write its date, as in `## {days[-1]} {time} Headline`, or correct the times of `live`"


def _written(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def composed(composer: BlockRenderer, tokens: list[Token], finish: Callable[[str], str], first_line: int) -> LiveParts:
    """Render, in pieces, a body whose entries ``mark`` has marked. ``finish`` completes the HTML of each piece.

    The oldest entry comes first, so that the ids of its headings stay when later entries have the same headings.
    """
    starts = [at for at, each in enumerate(tokens) if "anchor" in each.meta]
    end = next((at for at, each in enumerate(tokens) if each.type == "footnote_block_open"), len(tokens))
    entries = live_order.in_order(
        [(tokens[at].meta["at"], (at, to)) for at, to in zip(starts, [*starts[1:], end], strict=True)]
    )
    notes = live_notes.spans(tokens, end)
    seen = live_notes.times(tokens, (0, starts[0]), entries, notes)
    for at in starts:
        tokens[at].meta.setdefault("id", tokens[at].meta["anchor"])
    composer.shift(tokens)
    above = finish(composer.part(tokens, 0, starts[0]))
    headings, opening, beginning = tuple(composer.headings), composer.text(), composer.first_paragraph()
    found: list[tuple[LiveEntry, str]] = []
    html_so_far = above
    for _, (at, until) in entries:
        begun, number = len(composer.wording.words), len(composer.headings)
        html = finish(composer.part(tokens, at, until))
        line, place = first_line + (tokens[at].map or (0,))[0], (len(html_so_far), len(html_so_far) + len(html))
        entry = _entry(tokens[at], tuple(composer.headings[number:]), composer.text(begun), place, line)
        found.append((entry, html))
        html_so_far += html
    below: list[tuple[LiveNote, str]] = []
    html_so_far += composer.part(tokens, end, end + 1) if notes else ""
    for number, (at, until) in notes.items():
        begun = len(composer.wording.words)
        html = finish(composer.part(tokens, at, until))
        place = len(html_so_far), len(html_so_far) + len(html)
        text = composer.text(begun)
        below.append((LiveNote(number + 1, *place, word_count(text), seen[number], character_count(text)), html))
        html_so_far += html
    html_so_far += composer.part(tokens, len(tokens) - 1, len(tokens)) if notes else ""
    return LiveParts(html_so_far, above, tuple(found), tuple(below), headings, opening, beginning)


def _entry(token: Token, headings: tuple[Heading, ...], text: str, place: tuple[int, int], line: int) -> LiveEntry:
    own, meta, characters = headings[0], token.meta, character_count(text)
    return LiveEntry(
        meta["at"], own.anchor, own.text, word_count(text), *place, line, meta["key"], headings, characters
    )


def since(mentions: Sequence[Mention], pieces: LiveParts, blocks: Sequence[Block] = ()) -> tuple[Mention, ...]:
    """Return the mentions, each with the time from which readers see it.

    That is the time of the first entry or note that contains it; None if it is above the entries. ``blocks`` are those
    of the body.
    """
    timed = [(each.at, html) for each, html in pieces.entries]
    timed += [(each.since, html) for each, html in pieces.notes if each.since]
    first: dict[str, datetime] = {}
    for at, html in sorted(timed, reverse=True):
        first |= dict.fromkeys(_marks(html, blocks), at)
    always = _marks("".join((pieces.above, *(html for each, html in pieces.notes if not each.since))), blocks)
    return tuple(each if each.mark in always else replace(each, since=first.get(each.mark)) for each in mentions)


def _marks(html: str, blocks: Sequence[Block]) -> set[str]:
    """Return the placeholders for addresses, including those in blocks, and the links to parts of the page."""
    parts = {*_PART.findall(html), *(mark for number in numbers_in(html) for mark in blocks[number].marks)}
    return parts | {each.rstrip(",") for each in MARK.findall(html)}  # the pictures in `srcset` are separated by commas
