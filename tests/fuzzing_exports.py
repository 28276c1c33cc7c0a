"""What is read when an archive moves in: exports of other programs, damaged anywhere, and signs in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from generator.editorial.importers._docx_document import Document
from generator.editorial.moving import blogger, feeds
from generator.editorial.moving._blogger_body import body_of as blogger_body
from generator.editorial.moving._feed_moved import items_of, moved_of
from generator.editorial.moving._feed_stream import entries
from generator.editorial.moving._ghost_body import text_of_post
from generator.editorial.moving._ghost_export import Export
from generator.editorial.moving._ghost_routes import routes_of
from generator.editorial.moving._ghost_settings import address_of, sections_of, settings_of
from generator.editorial.moving._html import markdown_of
from generator.editorial.moving._html_page import page_of
from generator.editorial.moving._markup_tree import document_of, of_class
from generator.editorial.moving._medium_body import body_of as medium_body
from generator.editorial.moving._moved import Request, SourcePlace
from generator.editorial.moving._substack_body import body_of as substack_body
from generator.model.problems import Problems

_MOVES = Path(__file__).parent / "golden" / "moves"
_REQUEST = Request(site=Path(), source=Path(), now=datetime(2026, 11, 24, tzinfo=UTC))


class Addresses:
    """Addresses stay as they are."""

    def picture(self, address: str, line: int, alt: str = "") -> str:
        return address

    def file(self, address: str, line: int) -> str:
        return ""

    def link(self, address: str, line: int) -> str:
        return address

    def unkept(self, what: str, line: int) -> None:
        assert what


def _ghost(data: bytes) -> Iterator[str]:
    export = Export(data, "export.json")
    settings_of(export, sections_of(export), "export.json")
    for _, post in export.posts():
        for members in (True, False):
            yield text_of_post(post, members).html
        address_of(post, export, False, routes_of(data.decode(errors="replace")))
        export.tags_of(post), export.authors_of(post)


def _feed(data: bytes) -> Iterator[str]:
    for each in entries(BytesIO(data), "feed.xml"):
        said = feeds.said_in(each, SourcePlace("feed.xml", each.line))
        list(items_of(said, _REQUEST))
        feeds.settings_of(each)
        yield moved_of(said, _REQUEST).body
        yield blogger_body(said.text).html
        blogger._kind(each.element), blogger._reason(each.element)


def _substack(data: bytes) -> Iterator[str]:
    yield substack_body(data.decode(errors="replace"), members=False).html


def _medium(data: bytes) -> Iterator[str]:
    root = document_of(data.decode(errors="replace"))
    for each in of_class(root, "e-content") if root is not None else ():
        yield medium_body(each, "The gate", "", str).html


def _page(data: bytes) -> Iterator[str]:
    root = document_of(data.decode(errors="replace"))
    if root is not None:
        yield page_of(root).body


def _word(data: bytes) -> Iterator[str]:
    Document({"word/document.xml": data, "word/styles.xml": data, "word/numbering.xml": data}, "a.docx", True).html()
    yield ""


_READERS: tuple[tuple[Callable[[bytes], Iterator[str]], bytes], ...] = (
    (_ghost, next((_MOVES / "ghost").glob("*.json")).read_bytes()),
    (_feed, (_MOVES / "feeds" / "rss.xml").read_bytes()),
    (_feed, (_MOVES / "feeds" / "atom.xml").read_bytes()),
    (_feed, (_MOVES / "blogger" / "blog-06-01-2012.xml").read_bytes()),
    (_substack, (_MOVES / "substack" / "posts" / "141.gate-41-minutes.html").read_bytes()),
    (_medium, next((_MOVES / "medium" / "posts").glob("2024-05-02*")).read_bytes()),
    (_page, (_MOVES / "documents" / "2024" / "05" / "02" / "gate" / "index.html").read_bytes()),
    (_word, b"<document><body><p><r><t>A</t></r></p></body></document>"),
)


def exports(data: bytes) -> None:
    """An export with anything in it, at any place: read, or refused in words, and its texts become Markdown."""
    read, sample = _READERS[len(data) % len(_READERS)]
    at = int.from_bytes(data[:3], "big") % (len(sample) + 1)
    for given in (data, sample[:at] + data[3:] + sample[at:], sample[:at] + data[3:] + sample[at + len(data) :]):
        try:
            for html in read(given):
                markdown_of(html, Addresses())
        except Problems as found:
            for problem in found.problems:
                assert problem.message and problem.fix and not re.search(r"Traceback|msgspec|lxml", str(problem))


TARGETS: dict[str, Callable[[bytes], None]] = {"exports": exports}
