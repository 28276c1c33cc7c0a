"""The body of a story or page: its HTML, its headings, and the addresses and pictures in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from markupsafe import Markup, escape
from msgspec.structs import replace

from generator.model.blocks import without_marks
from generator.model.picture import Variant
from generator.model.url_attributes import resolved
from generator.model.urls import Address


class Heading(msgspec.Struct, frozen=True):
    """A heading in a body: its level (2 to 6), its text and its ``id``."""

    level: int
    text: str
    anchor: str


_NOTE_REFERENCE = re.compile(r'<sup class="footnote-ref"><a [^<>]*+>\d++</a></sup>')


def without_note_signs(html: str) -> str:
    """Remove the numbers that refer to footnotes from HTML, so that they are not in its plain text."""
    return _NOTE_REFERENCE.sub("", html)


MARK = re.compile(r'broadsheet:[^"\s<>]+')


class FileNote(msgspec.Struct, frozen=True):
    """A note that follows each link to a file: ``PDF, 1.2 MB, 8 pages``.

    ``short`` is used if the text of the link already says that it is a PDF. ``language`` is that of the words, if the
    text around them is in another.
    """

    mark: str
    words: str
    short: str
    language: str = ""

    def after(self, link: str) -> str:
        """Return the link, followed by the note."""
        words = self.short if "pdf" in _TAGS.sub("", link).lower() else self.words
        where = f' lang="{escape(self.language)}" dir="auto"' if self.language else ""
        return f'{link} <span class="file"{where}>({escape(words)})</span>'


_TAGS = re.compile(r"<[^<>]*+>")


class Body(msgspec.Struct, frozen=True):
    """A story's HTML, with the addresses for the placeholders in its links and pictures.

    An empty address means a story that is not public: the link is removed and its text stays. ``sizes`` has the width
    and height of each picture, ``variants`` the alternatives that browsers may choose. If the body is shown on another
    page than its own, its relative addresses are resolved against ``base``, and ``own_parts`` says that the other page
    has its headings and footnotes, too. ``notes`` follow links to files.
    """

    marked: str
    addresses: tuple[tuple[str, Address], ...]
    sizes: tuple[tuple[str, int, int], ...] = ()
    variants: tuple[tuple[str, tuple[Variant, ...]], ...] = ()
    base: str = ""
    own_parts: bool = False
    notes: tuple[FileNote, ...] = ()

    def elsewhere(self, origin: str, permalink: str) -> Body:
        """Return the body for use outside its own page, with absolute addresses."""
        addresses = tuple((mark, origin + url if url.startswith("/") else url) for mark, url in self.addresses)
        return replace(self, addresses=addresses, variants=(), base=permalink)

    def beside(self, url: str) -> Body:
        """Return the body for another page with the same text. ``url`` is the address of its own page."""
        return replace(self, base=url, own_parts=True)

    def __html__(self) -> Markup:
        """Return the finished HTML, for ``{{ story.body }}`` in a layout."""
        html = self._filled()
        return Markup(resolved(html, self.base, self.own_parts) if self.base else html)  # safe: see reading/markdown/

    def _filled(self) -> str:
        """Return the HTML with an address in place of each mark. Blocks without a layout show their content."""
        html = without_marks(self.marked)
        if not self.addresses:
            return html
        known = dict(self.addresses)
        for mark in (mark for mark, address in self.addresses if not address):
            html = re.sub(rf'<a href="{re.escape(mark)}"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)
            html = re.sub(rf'<img src="{re.escape(mark)}"[^>]*>', "", html)
            html = re.sub(rf'\s[a-z]+="{re.escape(mark)}"', "", html)
        for each in self.notes:
            link = rf'<a href="{re.escape(each.mark)}"[^<>]*+>[^<]*+(?:<(?!/a>)[^<]*+)*+</a>'
            html = re.sub(link, lambda found: each.after(found[0]), html)  # noqa: B023
        for mark, width, height in self.sizes:
            html = re.sub(rf'<img src="{re.escape(mark)}"[^>]*>', lambda found: _sized(found[0], width, height), html)  # noqa: B023
        if self.variants:
            html = _GALLERY.sub(lambda found: self._in_columns(found[0]), html)
            html = self._with_variants(html, _IN_BODY)
        return MARK.sub(lambda found: escape(known.get(found.group(), found.group())), html)

    def _with_variants(self, html: str, sizes: str) -> str:
        """Return the HTML with alternatives for each picture without them. ``sizes`` is the displayed width, in CSS."""
        for mark, variants in self.variants:
            html = re.sub(
                rf'<picture\b(?s:.*?)</picture>|<img src="{re.escape(mark)}"[^>]*>',
                lambda found: _chosen(found[0], variants, sizes),  # noqa: B023
                html,
            )
        return html

    def _in_columns(self, gallery: str) -> str:
        """Give the figures of a gallery alternatives of half the width, except the last of an odd number."""
        *figures, end = gallery.split("</figure>")
        paired = len(figures) // 2 * 2
        narrow = [self._with_variants(each, _IN_GALLERY) for each in figures[:paired]]
        return "</figure>".join([*narrow, *figures[paired:], end])

    def __str__(self) -> str:
        return self.__html__()


# How wide the style sheet shows pictures: a gallery has two columns, and the last of an odd number fills both.
_IN_BODY = "(min-width: 44em) 40rem, 92vw"
_IN_GALLERY = "(min-width: 40em) 18rem, 92vw"
_GALLERY = re.compile(r'(?<=<div class="gallery">\n).*?(?=</div>)', re.DOTALL)


_SIZE = re.compile(r"\s(?:width|height)\s*=", re.IGNORECASE)


def _sized(tag: str, width: int, height: int) -> str:
    """Return a picture's tag with its width and height, unless the editor gave either."""
    if _SIZE.search(tag):
        return tag
    return re.sub(r'(?<=^<img )src="[^"]*"', rf'\g<0> width="{width}" height="{height}"', tag)


def _chosen(tag: str, variants: tuple[Variant, ...], sizes: str) -> str:
    """Wrap a picture's tag with the alternatives that browsers may choose (HTML, 4.8.1: the picture element).

    If the editor gave alternatives, nothing is added.
    """
    if tag.startswith("<picture") or " srcset=" in tag:
        return tag
    for each in fallback(variants):
        tag = re.sub('(?<=src=")[^"]*', str(escape(each.src)).replace("\\", "%5C"), tag)
    return f"<picture>{sources(variants, sizes)}{tag}</picture>"


def sources(variants: Iterable[Variant], sizes: str) -> Markup:
    """Return a ``source`` element for each media type that browsers may choose. ``sizes`` is the displayed width."""
    kinds: dict[str, list[str]] = {}
    for each in variants:
        if each.type != "image/jpeg":
            kinds.setdefault(each.type, []).append(f"{each.src} {each.width}w")
    source = Markup('<source type="{}" srcset="{}" sizes="{}">')
    return Markup("").join(source.format(kind, ", ".join(each), sizes) for kind, each in kinds.items())


def fallback(variants: Iterable[Variant]) -> list[Variant]:
    """Return the variant for browsers without the newer types; empty if they can use the picture itself."""
    return [each for each in variants if each.type == "image/jpeg"][:1]
