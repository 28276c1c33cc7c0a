"""A Word document (.docx, ECMA-376) as a draft, word for word, with its pictures.

The headline is the paragraph in the style Title, or otherwise the first one. Inserted text counts as accepted, deleted
text and comments are left out.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec.structs import replace

from generator.editorial.importers._copy import Received, WireCopy, WirePicture
from generator.editorial.importers._docx_document import MAIN, Document, parts_of
from generator.editorial.importers._files import LONGEST as LARGEST_FILE
from generator.editorial.importers._instants import instant
from generator.editorial.importers._markup import Body
from generator.editorial.importers._text import unprintable
from generator.editorial.importers._xml import children, parse, text_at, words
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.reading.fields.bylines import names

LONGEST = LARGEST_FILE


def recognises(data: bytes) -> bool:
    """Return whether this is an archive that contains the text of a Word document."""
    return data.startswith(b"PK\3\4") and MAIN.encode() in data


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the draft made from a document.

    :raises Problems: if it has no text or no date, or is damaged.
    """
    files = parts_of(data, path)
    core = parse(files["docProps/core.xml"], path) if "docProps/core.xml" in files else None
    html, body = Document(files, path).html(), Body()
    headline = headline_in(html)
    text = body.markdown(html)
    published = instant(text_at(core, "modified") or text_at(core, "created"), None)
    for wrong, what in ((not headline, "headline"), (not published, "date"), (not text, "text")):
        if wrong:
            refuse(Problem(path, 0, 0, f"this document has no {what}", "add it, or copy its text into a story"))
    if problems := unprintable(f"{headline}\n{text}", path):
        raise Problems(problems)
    assert published, "a document without a date is refused above"
    writers = text_at(core, "creator")
    copy = WireCopy(
        headline,
        "",
        published,
        (),
        text=text,
        bylines=names(writers) if writers else (),
        pictures=tuple(_with_data(each, files) for each in body.pictures),
        draft=True,
        notes=tuple(_missed(files, path)),
    )
    return Received((copy,))


def _missed(files: Mapping[str, bytes], path: str) -> Iterator[str]:
    """Yield a note about each part of the document that the draft lacks."""
    notes = parse(files["word/footnotes.xml"], path) if "word/footnotes.xml" in files else None
    if any(words(each) for each in children(notes, "footnote")):
        yield "its footnotes are not imported"


def _with_data(picture: WirePicture, files: Mapping[str, bytes]) -> WirePicture:
    name = picture.files[0]
    return replace(picture, files=(posixpath.basename(name),), data=files.get(name, b""))


def headline_in(html: etree._Element) -> str:
    """Return the headline, and remove its paragraph from the text."""
    filled = [each for each in html if words(each)]
    title = next((each for each in filled if each.get("class") == "title"), filled[0] if filled else None)
    if title is None:
        return ""
    html.remove(title)
    return words(title)
