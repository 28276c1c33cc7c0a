"""PDF (ISO 32000-2): who made it and when, earlier versions, review comments and attached files are left out.

qpdf reads and writes the file: it is fast, tested against hostile files, and drops everything that no page needs.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from generator.media.decode import Broken
from generator.media.downloads.refusal import Refused, damaged
from generator.media.metadata import jpeg

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_ROOT = ("/Metadata", "/PieceInfo", "/AF", "/Collection", "/Perms", "/DSS", "/SpiderInfo")
_ANYWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/AF")
_NAMES = ("/EmbeddedFiles", "/AlternatePresentations")
_KEPT_NOTES = frozenset(
    (
        *("/Link", "/Widget", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight"),
        *("/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/PrinterMark", "/TrapNet"),
        *("/Watermark", "/Redact"),
    )
)
"""Annotations that are part of the page as readers see it; sticky notes and attachments are not."""

_OF_NOTES = ("/T", "/M", "/CreationDate", "/NM", "/RC", "/Subj", "/Popup", "/IRT")
_SEEN_TEXT = ("/FreeText", "/Widget", "/Link")


def cleaned(data: bytes) -> bytes:
    """The document as readers see it, and nothing else.

    :raises Refused: if that is not possible.
    """
    from pikepdf import ObjectStreamMode, PasswordError, PdfError, StreamDecodeLevel
    from pikepdf import open as opened

    made = BytesIO()
    try:
        with opened(BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused(*_LOCKED)
            _clean(pdf)
            pdf.save(
                made,
                object_stream_mode=ObjectStreamMode.disable,
                compress_streams=False,
                stream_decode_level=StreamDecodeLevel.none,
                deterministic_id=True,
                fix_metadata_version=False,
            )
    except PasswordError as error:
        raise Refused(*_LOCKED) from error
    except (PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError, zlib.error, Broken) as error:
        raise damaged("PDF") from error
    return made.getvalue()


_LOCKED = (
    "is a PDF that is encrypted, so nobody can see what it says about its author",
    "save it again without a password or restrictions",
)


def _clean(pdf: Pdf) -> None:
    from pikepdf import Dictionary, Stream

    _drop(pdf.trailer, ("/Info", "/ID"))  # a new identifier is made of what is left
    _drop(pdf.Root, _ROOT)
    if isinstance(names := pdf.Root.get("/Names"), Dictionary):
        _drop(names, _NAMES)
    for page in pdf.pages:
        _clean_notes(page.obj)
    for each in pdf.objects:
        if isinstance(each, Dictionary | Stream):
            _drop(each, _ANYWHERE)
        if isinstance(each, Stream):
            _clean_photo(each)


def _drop(where: Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in where:
            del where[name]


def _clean_notes(page: Object) -> None:
    """Leave out sticky notes and attached files, and the names and times in other annotations."""
    from pikepdf import Array, Dictionary

    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return
    kept = [each for each in notes.as_list() if isinstance(each, Dictionary) and _subtype(each) in _KEPT_NOTES]
    for each in kept:
        if _subtype(each) != "/Widget":  # the name of a form's field is `/T`, too
            _drop(each, _OF_NOTES)
        if _subtype(each) not in _SEEN_TEXT:
            _drop(each, ("/Contents",))
    page["/Annots"] = Array(kept)


def _subtype(note: Object) -> str:
    return str(note.get("/Subtype"))


def _clean_photo(stream: Object) -> None:
    """Remove the metadata of a photo, which is a whole JPEG, perhaps compressed once more."""
    from pikepdf import Array, Name

    packing = stream.get("/Filter")
    names = [str(each) for each in packing.as_list()] if isinstance(packing, Array) else [str(packing)]
    if names[-1:] != ["/DCTDecode"]:
        return
    photo = stream.read_raw_bytes()
    for name in names[:-1]:
        if name != "/FlateDecode":
            raise Refused("has a picture in it that cannot be read", "save it again as PDF")
        photo = zlib.decompress(photo)
    stream.write(jpeg.cleaned(photo), filter=Name("/DCTDecode"))
