"""Agencies' feeds in RSS 2.0, RSS 1.0 and Atom: each entry is a story.

A story's text is the full text if the feed has it (``content:encoded``, ``content``), and otherwise the summary.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.editorial.importers._copy import Received, WireCopy
from generator.editorial.importers._feed_entry import (
    content,
    link,
    markup,
    modified,
    pictures,
    plain,
    published,
    summary,
    writers,
)
from generator.editorial.importers._item import Item, copy_of
from generator.editorial.importers._lines import Report
from generator.editorial.importers._markup import Body, of_html
from generator.editorial.importers._subjects import Subject
from generator.editorial.importers._xml import Source, attribute, children, find, parse, root_name, text_at, words
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings


def recognises(data: bytes) -> bool:
    """Return whether the first element is that of a feed."""
    return root_name(data) in ("rss", "RDF", "feed")


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the stories in the feed.

    :raises Problems: with every reason why they cannot be imported.
    """
    root, source = parse(data, path), Source(data)
    channel = find(root, "channel")
    channel = channel if channel is not None else root
    copies, problems = list[WireCopy](), list[Problem]()
    for entry in (each for parent in {channel, root} for each in children(parent, "item", "entry")):
        try:
            copies.append(copy_of(_item_of(entry, channel, source), path, settings))
        except Problems as found:
            problems += found.problems
    if not (copies or problems):
        fix = "ask the agency for its address: a feed has an entry for each story"
        Report(path, problems).say("this feed has no entries", fix, source.line(root))
    if problems:
        raise Problems(problems)
    return Received(tuple(sorted(copies, key=lambda copy: copy.published)))


def _item_of(entry: etree._Element, channel: etree._Element, source: Source) -> Item:
    body = Body()
    brief, full = summary(entry), content(entry)
    text = of_html(full or brief, body)
    lead = plain(brief) if full and brief else ""
    return Item(
        line=source.line(entry),
        headline=plain(markup(entry, "title")),
        agencies=tuple(_agencies(entry, channel)),
        published=published(entry),
        modified=modified(entry),
        standfirst="" if not lead or lead.rstrip("….") in " ".join(text.replace("\\", "").split()) else lead,
        text=text,
        subjects=tuple(_subjects(entry)),
        byline=" and ".join(writers(entry)),
        other=(("Link", link(entry)), ("Copyright", text_at(entry, "rights") or text_at(channel, "copyright"))),
        language=attribute(entry, "lang") or text_at(channel, "language") or attribute(channel, "lang"),
        guid=text_at(entry, "guid") or text_at(entry, "id") or link(entry),
        pictures=(*pictures(entry), *body.pictures),
        notes=("the feed has only a summary of this story",) if not full else (),
    )


def _agencies(entry: etree._Element, channel: etree._Element) -> Iterator[str]:
    for each in (entry, channel):
        yield from (text_at(each, "source"), text_at(each, "creditline"))
    yield from (
        text_at(channel, "title"),
        text_at(channel, "publisher"),
        link(channel),
        text_at(channel, "author/name"),
    )
    yield from (text_at(entry, "creator"), link(entry))


def _subjects(entry: etree._Element) -> Iterator[Subject]:
    for each in children(entry, "category", "subject"):
        name = words(each) or attribute(each, "label") or attribute(each, "term")
        codes = (attribute(each, "domain") + words(each) if attribute(each, "domain") else "", attribute(each, "term"))
        yield Subject(tuple(filter(None, codes)), name)
