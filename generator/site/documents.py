"""Notes after links to documents: the kind, size and number of pages, so that readers know before they open one."""

from __future__ import annotations

from babel.units import format_unit

from generator.engine.definitions import Ask
from generator.model.body import FileNote
from generator.reading.inputs import CATALOGS, SETTINGS
from generator.reading.queries import HEAD
from generator.text.locales import locale_of
from generator.text.messages import Words, words_of

Document = tuple[str, int, int]
"""The mark of a link to a document, the document's size in bytes, and its number of pages (0 if unknown)."""


def is_document(path: str) -> bool:
    """Whether a link to a file gets a note: only PDFs do, which phones download and open in another program."""
    return path.lower().endswith(".pdf")


def noted(ask: Ask, path: str, documents: tuple[Document, ...]) -> tuple[FileNote, ...]:
    """A note for each link to a document in a body: ``PDF, 1.2 MB, 8 pages`` in the site's language."""
    if not documents:
        return ()
    head, language = ask(HEAD, path), ask(SETTINGS).language
    other = language if head and head.language and head.language != language else ""
    catalogs = ask(CATALOGS)
    own = words_of(catalogs, language)
    return tuple(
        FileNote(mark, *_words(own, readable_size(size, language), pages), other) for mark, size, pages in documents
    )


def _words(own: Words, size: str, pages: int) -> tuple[str, str]:
    """Two forms of a note: with the kind of the document, and without it."""
    if not pages:
        return own.gettext("PDF, %(size)s", size=size), size
    counted = own.ngettext("%(num)s page", "%(num)s pages", pages)
    short = own.gettext("%(size)s, %(pages)s", size=size, pages=counted)
    return own.gettext("PDF, %(size)s, %(pages)s", size=size, pages=counted), short


def readable_size(size: int, language: str) -> str:
    """A number of bytes in readable form: ``84 kB``, ``1.2 MB``."""
    if size < 1_000_000:
        return format_unit(max(1, round(size / 1000)), "digital-kilobyte", "short", locale=locale_of(language))
    megabytes = round(size / 1_000_000, 0 if size >= 9_950_000 else 1)
    return format_unit(megabytes, "digital-megabyte", "short", format="#,##0.#", locale=locale_of(language))
