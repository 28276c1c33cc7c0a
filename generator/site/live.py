"""Live coverage as readers see it: the entries whose time has come, each with its time, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape

from markupsafe import escape

from generator.engine.definitions import Ask
from generator.model.body import Heading, without_note_signs
from generator.model.live import Coverage, Live, LiveEntry, LiveUpdate
from generator.model.urls import Address
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD, Text, text_of
from generator.site import live_html
from generator.site.index import AS_OF, ENTRY, ENTRY_TIMES
from generator.site.timed_parts import HIDDEN_PARTS, seen_entries, seen_notes
from generator.text.times import clock, short_day

_HEADING = re.compile(r'<h\d id="[^"]*">')
_BLOCK = re.compile(r"<(?:/(?:p|h\d|li|td|th|figcaption|blockquote|div|dt|dd|pre|caption|summary)|br)\b[^>]*>")
_TAG = re.compile(r"<[^<>]*+>")


def coverage(ask: Ask, path: str) -> Coverage | None:
    """When the live coverage of a public story begins and ends; None if it has none."""
    entry = ask(ENTRY, path)
    return entry.live if entry else None


def newest(ask: Ask, path: str) -> datetime | None:
    """The time of the newest entry that readers see; None if there is none."""
    as_of = ask(AS_OF)
    return max((each for each in ask(ENTRY_TIMES, path) if each <= as_of), default=None)


def live(ask: Ask, path: str, permalink: Address) -> Live | None:
    """The live coverage of a public story, whose address is given; None if it has none."""
    covered, text = coverage(ask, path), text_of(ask, path)
    if not covered or not text:
        return None
    as_of, zone = ask(AS_OF), ask(SETTINGS).zone
    entries = seen_entries(ask, text)
    return Live(
        begins=covered.begins.astimezone(zone),
        ends=covered.ends.astimezone(zone),
        begun=covered.begins <= as_of,
        over=covered.ends <= as_of,
        updates=tuple(_update(ask, text, each, permalink) for each in _in_reading_order(ask, path, entries)),
        long=_is_long(ask, entries),
    )


def _update(ask: Ask, text: Text, entry: LiveEntry, permalink: Address) -> LiveUpdate:
    html = without_note_signs(text.html[entry.start : entry.end]).partition("</h")[2].partition(">")[2]
    words = " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", html))).split())
    at = entry.at.astimezone(ask(SETTINGS).zone)
    return LiveUpdate(at, entry.anchor, f"{permalink}#{entry.anchor}", entry.headline, words, entry.key)


def shown_html(ask: Ask, path: str, text: Text) -> str:
    """The HTML of a body as readers see it: the part above the entries, the entries in reading order, then the notes.

    Nothing in it refers to parts that readers do not see yet.
    """
    if not text.entries:
        return text.html
    above = text.html[: min(each.start for each in text.entries)]
    html = "".join((above, *_sections(ask, path, text, seen_entries(ask, text))))
    notes = {each.number: text.html[each.start : each.end] for each in seen_notes(ask, text)}
    hidden: tuple[str, ...] = ask(HIDDEN_PARTS, path)
    html, items = live_html.shown(html, notes, hidden)
    if not notes:
        return html
    opening = text.html[max(each.end for each in text.entries) : min(each.start for each in text.notes)]
    return f"{html}{opening}{items}{text.html[max(each.end for each in text.notes) :]}"


def _sections(ask: Ask, path: str, text: Text, entries: tuple[LiveEntry, ...]) -> Iterator[str]:
    """Each entry as a section, whose heading begins with its time."""
    head, settings, as_of = ask(HEAD, path), ask(SETTINGS), ask(AS_OF)
    language, long = (head and head.language) or settings.language, _is_long(ask, entries)
    for each in _in_reading_order(ask, path, entries):
        at = each.at.astimezone(settings.zone)
        when = f"{short_day(at, language)}, {clock(at, language)}" if long else clock(at, language)
        time = f'<time datetime="{at.isoformat()}">{escape(when)}</time> '
        html = _HEADING.sub(lambda found: found[0] + time, text.html[each.start : each.end], count=1)  # noqa: B023
        kind = f"entry{' key' if each.key else ''}{' later' if each.at > as_of else ''}"
        yield f'<section class="{kind}">\n{html}</section>\n'


def headings(ask: Ask, path: str, text: Text) -> tuple[Heading, ...]:
    """The headings that readers see, in reading order."""
    entries = seen_entries(ask, text)
    if not entries:
        return text.headings
    return (*text.headings, *(heading for each in _in_reading_order(ask, path, entries) for heading in each.headings))


def _in_reading_order(ask: Ask, path: str, entries: tuple[LiveEntry, ...]) -> Iterable[LiveEntry]:
    """The newest entry first; the oldest first once the coverage is over, since it is read as a story then."""
    covered = coverage(ask, path)
    return entries if covered and covered.ends <= ask(AS_OF) else entries[::-1]


def _is_long(ask: Ask, entries: tuple[LiveEntry, ...]) -> bool:
    """Whether the entries span more than one day."""
    zone = ask(SETTINGS).zone
    return len({each.at.astimezone(zone).date() for each in entries}) > 1
