"""Converts an entry of a feed, in XML or JSON, to a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

import msgspec

from generator.editorial.importers._instants import instant
from generator.editorial.moving._markup_tree import html_in, tree_of
from generator.editorial.moving._markup_writer import element, words_of
from generator.editorial.moving._moved import Item, LostPart, Moved, MovedPicture, Request, SourcePlace, Withheld
from generator.reading.fields.bylines import names

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]{1,500}")
_ENDING = re.compile(r"(?i)\.(?:x?html?|php|aspx?)\Z")
_WORDS = 10  # of a text without a headline, used as its headline
_LINKS = {"a": "href", "img": "src", "iframe": "src", "audio": "src", "video": "src", "source": "src"}


class EntryText(msgspec.Struct, frozen=True, kw_only=True):
    """The content of an entry: texts in HTML, times as written. ``text`` is the full text, if the feed has it."""

    place: SourcePlace
    id: str = ""
    headline: str = ""
    summary: str = ""
    text: str = ""
    published: str = ""
    modified: str = ""
    writers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    address: str = ""
    language: str = ""
    picture: MovedPicture | None = None
    recordings: tuple[tuple[str, str], ...] = ()
    is_draft: bool = False


def items_of(said: EntryText, request: Request) -> Iterator[Item]:
    """Yield the story made from an entry, and notes about it."""
    moved = moved_of(said, request)
    why = "draft" if said.is_draft else ""
    if not why and moved.published is None:
        why = "without a time of publication"
    if not why and moved.published and moved.published > request.now:
        why = "scheduled"
    if why:
        yield Withheld(said.place, moved.headline, why, moved)
        return
    yield moved
    if not said.headline:
        yield LostPart(said.place, "an entry without a headline: it has the first words of its text instead")
    if not said.text:
        yield LostPart(said.place, "the text: the feed has only a summary, which is the story now")


def moved_of(said: EntryText, request: Request, program: str = "feed", is_page: bool = False) -> Moved:
    """Return the story or page made from an entry."""
    zone = ZoneInfo(request.timezone)
    html = based(said.text or said.summary, said.address)
    text, lead = words_of(html), words_of(said.summary) if said.text else ""
    published, modified = instant(said.published, zone), instant(said.modified, zone)
    players = "".join(element(kind, "", src=address) for kind, address in said.recordings if address not in html)
    first = " ".join(text.split()[:_WORDS]) + ("…" if len(text.split()) > _WORDS else "")
    return Moved(
        place=said.place,
        key=f"{program}:{said.id or said.address or f'{said.headline}:{said.published}'}",
        kind="page" if is_page else "story",
        headline=words_of(said.headline) or first or "Untitled",
        standfirst="" if not lead or lead.rstrip("….") in text else lead,
        tags=() if is_page else tuple(dict.fromkeys(filter(None, said.tags))),
        bylines=() if is_page else tuple(dict.fromkeys(name for line in said.writers for name in names(line))),
        slug=_slug(said.address),
        published=published,
        modified=modified if published and modified and modified > published else None,
        address=said.address,
        language=said.language,
        picture=said.picture if said.picture and said.picture.address not in html else None,
        body=players + html,
        uri=said.id if _URI.fullmatch(said.id) else "",
    )


def _slug(address: str) -> str:
    """Return the name of a story in its old address; empty if that is a number or a query."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    name = _ENDING.sub("", unquote(path.rstrip("/").rpartition("/")[2]))
    return name if re.search(r"[A-Za-z]{3}|[^\x00-\x7f]", name) and name != "index" else ""


def based(html: str, address: str) -> str:
    """Return HTML with absolute addresses: relative ones are resolved against the page that the entry is about."""
    if not re.search(r"(?:href|src)\s*=\s*[\"']?(?![a-z]+:|[\"'#])", html, re.IGNORECASE) or "://" not in address:
        return html
    root = tree_of(html)
    for each in root.iter(*_LINKS):
        name = _LINKS[str(each.tag)]
        if (written := str(each.get(name) or "")) and not written.startswith("#"):
            each.set(name, _joined(address, written))
    return html_in(root)


def _joined(address: str, written: str) -> str:
    try:
        return urljoin(address, written)
    except ValueError:
        return written


def of_text(text: str) -> str:
    """Return the HTML of plain text, in which blank lines separate paragraphs."""
    parts = (each.strip() for each in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")))
    return "".join(element("p", escape(each).replace("\n", "<br>")) for each in parts if each)
