"""PDF (ISO 32000-2): removes its author and dates, earlier versions, review comments and attached files.

qpdf reads and writes the file: it is fast, tested against hostile files, and drops everything that no page needs.
"""

from __future__ import annotations

from io import BytesIO

from generator.media.decode import Broken
from generator.media.downloads import pdf_streams
from generator.media.downloads.refusal import PRINT_AGAIN, RefusedFile, damaged


def cleaned(data: bytes) -> bytes:
    """Return the document as readers see it.

    :raises RefusedFile: if that is not possible.
    """
    from pikepdf import ObjectStreamMode, PasswordError, PdfError, StreamDecodeLevel
    from pikepdf import open as opened

    from generator.media.downloads.pdf_parts import Parts

    pdf_streams.limit(data)
    made = BytesIO()
    try:
        with opened(BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise RefusedFile(*_LOCKED)
            if pdf.Root.get("/NeedsRendering"):
                raise RefusedFile(*_FORM)
            Parts(pdf).clean()
            pdf.save(
                made,
                object_stream_mode=ObjectStreamMode.disable,
                compress_streams=False,
                stream_decode_level=StreamDecodeLevel.none,
                deterministic_id=True,
                fix_metadata_version=False,
            )
    except PasswordError as error:
        raise RefusedFile(*_LOCKED) from error
    except (PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError, Broken) as error:
        raise (RefusedFile(*pdf_streams.TOO_LARGE) if "memory limit" in str(error) else damaged("PDF")) from error
    return made.getvalue()


_LOCKED = (
    "is an encrypted PDF, so what it says about its author cannot be checked",
    "save it again without a password or restrictions",
)
_FORM = ("is a form whose pages are made by a script (XFA)", PRINT_AGAIN)
