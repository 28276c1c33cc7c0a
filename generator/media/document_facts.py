"""Counts the pages of a document."""

from __future__ import annotations

from io import BytesIO


def pages(path: str, data: bytes) -> int:
    """Return the number of pages of a PDF, by its bytes; 0 for other files, and if it cannot be read."""
    if not path.lower().endswith(".pdf") or not data.startswith(b"%PDF"):
        return 0
    from pikepdf import PdfError
    from pikepdf import open as opened

    try:
        with opened(BytesIO(data), suppress_warnings=True) as pdf:
            return len(pdf.pages)
    except (PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError):
        return 0
