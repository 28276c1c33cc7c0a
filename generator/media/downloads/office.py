"""Office documents and archives: refused if they tell who wrote them, or hold pictures that tell where they were taken.

They cannot be changed without a program of their kind, so editors are told what to take out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from generator.media.downloads.refusal import Refused, damaged

_MOST = 200_000_000  # bytes that a document may have when it is unpacked
_LARGEST = 20_000_000  # bytes of text that is searched in one file
_NOTES = re.compile(
    r"(?:word|ppt|xl)/(?:.*/)?(?:comments?|threadedComments?|people|persons?|commentAuthors)[^/]*(?:/.*)?", re.I
)
_NAMES = re.compile(
    rb"<(?:dc:creator|dc:contributor|cp:lastModifiedBy|Manager|Company|meta:initial-creator|meta:user-defined)\b"
    rb"[^>]*>\s*(?!(?:openpyxl|python-docx|python-pptx|xlsxwriter|LibreOffice|pandas)\s*<)[^<\s]",
    re.I,
)
_CHANGES = re.compile(rb"<(?:w:ins|w:del|w:moveFrom|text:tracked-changes|office:annotation)\b[^>]*>")
_RTF = re.compile(rb"\\(?:author|operator|manager|company|annotation|atnauthor|revised|revtbl)\b\s*[^\s{}\\;]?")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

INSPECT = "take it out (in Word, Excel and PowerPoint: File, Info, Inspect Document), or save it as PDF"


def checked(data: bytes, clean: Callable[[str, bytes], bytes]) -> bytes:
    """An office document of today's kinds, or a ZIP archive, if it may be published. ``clean`` cleans what is in it.

    :raises Refused: if it tells who wrote it, or has comments, tracked changes or files with metadata.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.infolist()
            if sum(each.file_size for each in names) > _MOST:
                raise Refused(f"has more than {_MOST // 10**6} MB when it is unpacked", "split it into smaller files")
            if archive.comment:
                raise Refused("has a comment that readers could find", "pack it again without one")
            for each in names:
                _check(each.filename, archive.read(each), clean)
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error) as error:
        raise damaged("ZIP") from error
    return data


def _check(name: str, inside: bytes, clean: Callable[[str, bytes], bytes]) -> None:
    if _NOTES.fullmatch(name):
        raise Refused("has comments or their authors in it", INSPECT)
    if name.endswith((".xml", ".rels")):
        text = inside[:_LARGEST]
        if _NAMES.search(text):
            raise Refused("says who wrote or changed it", INSPECT)
        if _CHANGES.search(text):
            raise Refused("has tracked changes or comments in it", INSPECT)
        return
    try:
        unchanged = clean(name, inside) == inside
    except Refused as refused:
        raise Refused(f"contains {name}, which {refused.why}", refused.fix) from refused
    if not unchanged:
        why = f"contains {name}, whose metadata may say by whom, where or when it was made"
        raise Refused(why, "link to that file itself, from which Broadsheet removes it, or save a document as PDF")


def rtf(data: bytes) -> bytes:
    """An RTF document, if it may be published.

    :raises Refused: if it tells who wrote it, or has comments or tracked changes.
    """
    if not data.startswith(b"{\\rtf"):
        raise damaged("RTF")
    if _RTF.search(data):
        raise Refused("says who wrote or changed it", INSPECT)
    return data


def old(data: bytes) -> bytes:
    """No document of the kinds before 2007: who wrote it is in there in too many places.

    :raises Refused: always.
    """
    if not data.startswith(_OLD):
        raise damaged("Office")
    raise Refused(
        "is a document of a kind that says who wrote it in many places", "save it as PDF, or as .docx, .xlsx or .pptx"
    )
