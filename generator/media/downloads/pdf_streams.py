"""The streams of a PDF (ISO 32000-2, section 7.3.8): unpacks them, and removes comments and metadata of pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from generator.media.decode import Broken
from generator.media.downloads import pdf_jbig2
from generator.media.downloads.pdf_shapes import DRAWN
from generator.media.downloads.refusal import PRINT_AGAIN, RefusedFile
from generator.media.metadata import jpeg, jpeg2000

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf

LARGEST = 50_000_000
"""The most bytes that one stream may have when it is unpacked."""

MOST = 200_000_000
"""The most bytes that all checked streams of a document may have together."""

TOO_LARGE = (f"has a part of more than {LARGEST // 10**6} MB when it is unpacked", PRINT_AGAIN)
_GROWTH = 2_731  # the most bytes that one byte in LZW can become: a code of 12 bits expands to up to 4,096 bytes

_SHORT = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}
_PACKED = frozenset(("/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/FlateDecode", "/RunLengthDecode"))
_PHOTOS = {"/DCTDecode": jpeg.cleaned, "/JPXDecode": jpeg2000.cleaned, "/JBIG2Decode": pdf_jbig2.cleaned}
_PICTURES = frozenset(("/CCITTFaxDecode", *_PHOTOS))

_LZW = re.compile(rb"/(?:L|#4[Cc])(?:Z|#5[Aa])(?:W|#57)(?:D|#44|[\s/\[\]<>])")
_OBJECTS = re.compile(rb"/(?:O|#4[Ff])(?:b|#62)(?:j|#6[Aa])(?:S|#53)|/(?:X|#58)(?:R|#52)(?:e|#65)(?:f|#66)\b")


def limit(data: bytes) -> None:
    """Limit what qpdf unpacks, even while it opens a file: otherwise, a few kilobytes can become gigabytes.

    :raises RefusedFile: if objects may be packed with LZW, which qpdf cannot limit.
    """
    from pikepdf.settings import set_qpdf_limits

    set_qpdf_limits(
        flate_max_memory=LARGEST,
        run_length_max_memory=LARGEST,
        png_max_memory=LARGEST,
        tiff_max_memory=LARGEST,
        max_stream_filters=4,
    )
    if len(data) * _GROWTH > LARGEST and _LZW.search(data) and _OBJECTS.search(data):
        raise RefusedFile("is packed in a way that may become very large", PRINT_AGAIN)


def clean(pdf: Pdf, stream: Object, shape: str) -> bytes:
    """Remove the metadata of a photo, or the comments among operators. Return the checked bytes, unpacked.

    ``shape`` is its kind in `pdf_shapes`.

    :raises RefusedFile: if it cannot be read, or unpacks to more than :data:`LARGEST` bytes.
    """
    names = _filters(stream)
    last = names[-1] if names else ""
    if "/F" in stream or set(names[:-1]) - _PACKED or last not in _PACKED | _PICTURES | {""}:
        raise RefusedFile("has a part that cannot be read", PRINT_AGAIN)
    if shape != "Picture" and last not in _PACKED | {""}:
        raise RefusedFile("has a picture in a place where none belongs", PRINT_AGAIN)
    if last in _PHOTOS:
        return _clean_photo(pdf, stream, names)
    if shape == "Segments":
        return _clean_drawing(pdf, stream, names, pdf_jbig2.cleaned)
    if shape in DRAWN or stream.get("/FunctionType") == 4:
        return _clean_drawing(pdf, stream, names, _operators)
    return b""


def _filters(stream: Object) -> list[str]:
    from pikepdf import Array

    packing = stream.get("/Filter")
    if packing is None:
        return []
    names = [str(each) for each in packing.as_list()] if isinstance(packing, Array) else [str(packing)]
    return [_SHORT.get(name, name) for name in names]


def _unpacked(pdf: Pdf, data: bytes, names: list[str], settings: Object | None = None) -> bytes:
    """Return the unpacked bytes of a stream; no step of unpacking may produce more than :data:`LARGEST` bytes."""
    from pikepdf import Name, PdfError, Stream

    for number, name in enumerate(names):
        if name == "/LZWDecode" and len(data) * _GROWTH > LARGEST:
            raise RefusedFile(*TOO_LARGE)
        step = Stream(pdf, data)
        step.Filter = Name(name)
        if settings is not None and (own := _own(settings, number)) is not None:
            step.DecodeParms = own
        try:
            data = step.read_bytes()
        except (PdfError, RuntimeError) as error:
            raise (RefusedFile(*TOO_LARGE) if "memory limit" in str(error) else error) from error
    return data


def _own(settings: Object, number: int) -> Dictionary | None:
    """Return the settings of one filter."""
    from pikepdf import Array, Dictionary

    own = settings.as_list()[number] if isinstance(settings, Array) and number < len(settings) else settings
    return own if isinstance(own, Dictionary) else None


def _clean_photo(pdf: Pdf, stream: Object, names: list[str]) -> bytes:
    from pikepdf import Name

    settings = stream.get("/DecodeParms")
    data = _unpacked(pdf, stream.read_raw_bytes(), names[:-1], settings)
    own = _own(settings, len(names) - 1) if settings is not None else None
    try:
        made = _PHOTOS[names[-1]](data)
    except Broken as error:
        raise RefusedFile("has a photo in it that cannot be read", PRINT_AGAIN) from error
    stream.write(made, filter=Name(names[-1]), decode_parms=own)
    return data


def _operators(data: bytes) -> bytes:
    from generator.media.downloads.pdf_operators import cleaned

    return cleaned(data)


def _clean_drawing(pdf: Pdf, stream: Object, names: list[str], cleaned: Callable[[bytes], bytes]) -> bytes:
    """Remove comments and notes; all other bytes stay as they are."""
    data = _unpacked(pdf, stream.read_raw_bytes(), names, stream.get("/DecodeParms"))
    made = cleaned(data)
    if made != data:
        stream.write(made)
    return data
