"""What is written in a picture becomes its caption and credit, where the story says none."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from newsroom import Newsroom, story
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from generator.media.iptc import _LONGEST as LONGEST
from generator.media.iptc import embedded_notes
from generator.model.picture import NONE, EmbeddedNotes

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="Port Elm Pictures"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">The quay
 at dawn</rdf:li></rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>Ayla Demirci</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def _dataset(number: int, value: bytes) -> bytes:
    return b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(value)) + value


def _jpeg(iim: bytes = b"", xmp: str = "") -> bytes:
    made = BytesIO()
    more = {"xmp": xmp.encode()} if xmp else {}
    Image.new("RGB", (40, 20)).save(made, "JPEG", **more)  # type: ignore[arg-type]
    data = made.getvalue()
    if not iim:
        return data
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iim)) + iim + b"\0" * (len(iim) % 2)
    segment = b"Photoshop 3.0\0" + block
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + data[2:]


IIM = _dataset(120, "The ferry, Çarşı".encode()) + _dataset(80, b"Tom Reeve") + _dataset(110, b"NCW")


def _tiff() -> bytes:
    tags = ImageFileDirectory_v2()
    tags.tagtype[33723] = 7  # bytes as they are
    tags[33723] = IIM
    made = BytesIO()
    Image.new("RGB", (40, 20)).save(made, "TIFF", tiffinfo=tags)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        (_jpeg(IIM), EmbeddedNotes("The ferry, Çarşı", "Tom Reeve / NCW")),
        (_jpeg(xmp=XMP), EmbeddedNotes("The quay at dawn", "Ayla Demirci / Port Elm Pictures")),
        (_jpeg(IIM, XMP), EmbeddedNotes("The quay at dawn", "Ayla Demirci / Port Elm Pictures")),
        (_jpeg(_dataset(120, "Café".encode("cp1252"))), EmbeddedNotes("Café")),
        (_jpeg(_dataset(110, b"NCW") + _dataset(80, b"NCW")), EmbeddedNotes(credit="NCW")),
        (_jpeg(_dataset(120, b"word " * 1000)), NONE),
        (_jpeg(_dataset(120, b"x" * LONGEST)), EmbeddedNotes("x" * LONGEST)),
        (_jpeg(_dataset(120, b"x" * (LONGEST + 1))), NONE),
        (_jpeg(xmp='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), NONE),
        (_jpeg(xmp="<not xml"), NONE),
        (_jpeg(b"\x1c\x02" + IIM, XMP), EmbeddedNotes("The quay at dawn", "Ayla Demirci / Port Elm Pictures")),
        (_tiff(), EmbeddedNotes("The ferry, Çarşı", "Tom Reeve / NCW")),
        (_jpeg(), NONE),
        (b"no picture", NONE),
    ],
)
def test_captions_and_credits_are_read(data: bytes, notes: EmbeddedNotes) -> None:
    assert embedded_notes(data) == notes


def test_the_story_shows_them_and_its_own_words_go_first(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", 'picture: {src: q.jpg, alt: "A quay"}'))
    newsroom.write(story("b.md", "B", "2026-01-01", 'picture: {src: q.jpg, alt: "A quay", caption: "Our own words"}'))
    (newsroom.folder / "content/q.jpg").write_bytes(_jpeg(xmp=XMP))
    newsroom.build()
    assert "The quay at dawn" in newsroom.page("2026/01/01/a")
    page = newsroom.page("2026/01/01/b")
    assert "Our own words" in page
    assert "Ayla Demirci / Port Elm Pictures" in page
    assert b"Demirci" not in newsroom.tree()["q.jpg"]  # what is published of the picture has no notes


def test_a_note_to_the_desk_in_a_caption_is_not_published(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", 'picture: {src: q.jpg, alt: "A quay"}'))
    caption = _dataset(120, b"The quay <!-- NOTE --> at dawn %% NOTE") + _dataset(80, b"Tom Reeve [//] # (NOTE)")
    (newsroom.folder / "content/q.jpg").write_bytes(_jpeg(caption))
    newsroom.build()
    assert "The quay at dawn" in newsroom.page("2026/01/01/a")
    assert not any(b"NOTE" in data for data in newsroom.tree().values())
