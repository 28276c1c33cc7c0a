"""The caption and credit that photographers and picture agencies embed in a picture.

Reads IPTC-IIM 4.2 (datasets 2:80, 2:110, 2:120) and the equivalent properties of IPTC Photo Metadata 2023.2 in XMP.
If a picture has both and they differ, XMP takes precedence, as the standard says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from generator.media.decode import Broken, decoded
from generator.media.measure import is_animated
from generator.model.picture import EmbeddedNotes

if TYPE_CHECKING:
    from PIL.Image import Image


_LONGEST = 2000  # characters of a caption; longer text is not a caption
_BYLINE, _CREDIT, _CAPTION = (2, 80), (2, 110), (2, 120)
_DC, _PHOTOSHOP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/photoshop/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def embedded_notes(data: bytes) -> EmbeddedNotes:
    """Return the notes embedded in a picture; without caption and credit if the bytes are not a picture."""
    iim, xmp = _found(data, _iim), _found(data, lambda opened: _xmp(opened.info.get("xmp", b"")))
    caption, byline, credit = (new or old for new, old in zip(xmp, iim, strict=True))
    credited = " / ".join(dict.fromkeys(each for each in (byline, credit) if each))
    return EmbeddedNotes(caption, credited, is_animated(data))


def _found(data: bytes, read: Callable[[Image], tuple[str, str, str]]) -> tuple[str, str, str]:
    """Return what one reader finds; empty texts if it fails, so that the other one can still be used."""
    try:
        with decoded(data) as opened:
            return read(opened)
    except Broken:
        return "", "", ""


def _iim(opened: Image) -> tuple[str, str, str]:
    """Caption, byline and credit from IPTC-IIM."""
    from PIL.IptcImagePlugin import getiptcinfo
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.TiffImagePlugin import TiffImageFile

    found = getiptcinfo(opened) or {} if isinstance(opened, JpegImageFile | TiffImageFile) else {}

    def words(dataset: tuple[int, int]) -> str:
        value = found.get(dataset, b"")
        return _words(b", ".join(value) if isinstance(value, list) else value)

    return words(_CAPTION), words(_BYLINE), words(_CREDIT)


def _words(value: bytes) -> str:
    """Decode text in UTF-8, or in cp1252, which older programs write."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("cp1252", errors="replace")
    return _tidy(text)


def _tidy(text: str) -> str:
    words = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return words if len(words) <= _LONGEST else ""


def _xmp(packet: bytes | str) -> tuple[str, str, str]:
    """Caption, byline and credit from XMP (ISO 16684-1)."""
    data = packet.encode() if isinstance(packet, str) else packet
    if not data or b"<!" in data or len(data) > 1_000_000:
        return "", "", ""
    try:
        root = ElementTree.fromstring(data.strip(b"\0 \n\r\t"))  # noqa: S314 - declarations are refused above
    except (ElementTree.ParseError, LookupError, ValueError):
        return "", "", ""
    return _first(root, f"{_DC}description"), _first(root, f"{_DC}creator"), _first(root, f"{_PHOTOSHOP}Credit")


def _first(root: ElementTree.Element, name: str) -> str:
    """Return the first value of a property, written as an element or as an attribute."""
    for element in root.iter(name):
        item = next(element.iter(f"{_RDF}li"), element)
        return _tidy(item.text or "")
    return next((_tidy(each.attrib[name]) for each in root.iter(f"{_RDF}Description") if name in each.attrib), "")
