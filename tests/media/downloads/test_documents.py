"""Documents and archives: readers get what is on their pages, and not who wrote them."""

from __future__ import annotations

import gzip
import time
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from newsroom import Newsroom, photo, story
from picture_files import SECRET, exif, leaks, pixels
from pikepdf import Array, Dictionary, Name, Stream, String

from generator.media.downloads import stripped
from generator.media.downloads.refusal import RefusedFile

TOLD = SECRET.decode()
CORE = "<cp:coreProperties><dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy></cp:coreProperties>"


def with_place() -> bytes:
    file = BytesIO()
    pixels().save(file, "JPEG", exif=b"Exif\0\0" + exif(1))
    return file.getvalue()


def paper(**options: object) -> bytes:
    """A PDF with a photo, a link and the secret wherever a PDF can have notes."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    pdf.docinfo["/Author"] = TOLD
    with pdf.open_metadata() as about:
        about["dc:creator"] = [TOLD]
    image = Stream(pdf, with_place())
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 64, 48, 8, Name.DeviceRGB
    image.Metadata = Stream(pdf, SECRET)
    page.Resources = Dictionary(XObject=Dictionary(I=image))
    page.Contents = Stream(pdf, b"64 0 0 48 0 0 cm /I Do BT (what readers see) Tj ET % " + SECRET)
    page.PieceInfo = Dictionary(Editor=String(TOLD))
    box = Array([0, 0, 9, 9])
    page.Annots = Array(
        [
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String(TOLD), Rect=box)),
            Dictionary(Type=Name.Annot, Subtype=Name.Highlight, T=String(TOLD), Contents=String(TOLD), Rect=box),
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=box, A=Dictionary(S=Name.URI, URI=String("https://a.example"))
            ),
        ]
    )
    pdf.attachments["notes.txt"] = SECRET
    made = BytesIO()
    pdf.save(made, **options)  # type: ignore[arg-type]
    return made.getvalue()


def packed(**files: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return made.getvalue()


@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_a_pdf_keeps_its_pages_and_loses_its_authors_notes_and_attachments(mode: pikepdf.ObjectStreamMode) -> None:
    made = stripped("minutes.pdf", paper(object_stream_mode=mode))
    assert not leaks(made)
    assert made == stripped("minutes.pdf", paper(object_stream_mode=mode))
    with pikepdf.open(BytesIO(made)) as pdf:
        (page,) = pdf.pages
        assert b"what readers see" in page.Contents.read_bytes()
        assert page.Resources.XObject.I.read_raw_bytes().startswith(b"\xff\xd8")
        assert [str(each.Subtype) for each in page.Annots] == ["/Highlight", "/Link"]
        assert str(page.Annots[1].A.URI) == "https://a.example"


def test_earlier_versions_of_a_pdf_are_not_published() -> None:
    before = pikepdf.new()
    before.add_blank_page()
    before.Root.Old = before.make_indirect(Dictionary(Words=String(TOLD)))
    file = BytesIO()
    before.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    text = file.getvalue().decode("latin-1").replace("/Old", "/Xld").encode("latin-1")
    root = text.replace(b"/Xld", b"/Yld")  # what an incremental update leaves behind is no longer referred to
    assert SECRET in root
    with pikepdf.open(BytesIO(root)) as pdf:
        del pdf.Root.Yld
        left = BytesIO()
        pdf.save(left)
    assert SECRET not in stripped("minutes.pdf", left.getvalue() + b"\n% " + SECRET)


def test_an_encrypted_or_damaged_pdf_is_refused() -> None:
    locked = paper(encryption=pikepdf.Encryption(owner="x", user=""))
    with pytest.raises(RefusedFile, match="encrypted"):
        stripped("minutes.pdf", locked)
    for data in (b"", b"%PDF-1.7\n", b"\0" + photo(), paper()[:400]):
        with pytest.raises(RefusedFile, match="not a complete PDF"):
            stripped("minutes.pdf", data)


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("a.docx", {"docProps__core_xml": CORE.format(TOLD, "").encode()}),
        ("a.xlsx", {"docProps__core_xml": CORE.format("openpyxl", TOLD).encode()}),
        ("a.docx", {"word__comments_xml": b"<w:comments/>"}),
        ("a.docx", {"word__document_xml": b'<w:document><w:ins w:author="x">a</w:ins></w:document>'}),
        ("a.odt", {"meta_xml": b"<meta:initial-creator>Jane</meta:initial-creator>"}),
        ("a.pptx", {"ppt__media__image1_jpeg": with_place()}),
        ("a.zip", {"quay_jpg": with_place()}),
        ("a.zip", {"talk_mp3": b"ID3"}),
        ("a.zip", {"again_zip": packed(a=b"1")}),
        ("a.epub", {"photo_heic": b"\0\0\0\x18ftypheic" + bytes(12)}),
    ],
)
def test_a_document_that_tells_who_wrote_it_is_refused(name: str, files: dict[str, bytes]) -> None:
    with pytest.raises(RefusedFile) as refused:
        stripped(name, packed(**files))
    assert refused.value.fix


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rtf", rb"{\rtf1{\info{\author Jane Doe}}Words}"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.docx", b"PK\3\4 and no more"),
        ("a.csv", b"\0" + photo()),
        ("a.json", photo() + b"\0"),
        ("a.parquet", b"\0" + photo()),
        ("a.csv.gz", b"\0" + photo()),
    ],
)
def test_what_cannot_be_cleaned_or_is_something_else_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(RefusedFile):
        stripped(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.docx",
            packed(docProps__core_xml=CORE.format("python-docx", "").encode(), word__document_xml=b"<w:document/>"),
        ),
        ("a.zip", packed(dues_csv=b"port,dues\n", quay_jpg=stripped("", photo()))),
        ("a.rtf", rb"{\rtf1 Words}"),
        ("a.csv", "port,dues\nÇeşme,3\n".encode()),
        ("a.csv", "\ufeffport".encode("utf-16-le")),
        ("a.parquet", b"PAR1....PAR1"),
    ],
)
def test_documents_and_data_that_tell_nothing_stay_as_they_are(name: str, data: bytes) -> None:
    assert stripped(name, data) == data


def test_a_gzip_file_loses_the_name_and_time_of_the_file_in_it() -> None:
    file = BytesIO()
    with gzip.GzipFile(TOLD, "wb", fileobj=file, mtime=1_700_000_000) as packing:
        packing.write(b"port,dues\n")
    made = stripped("dues.csv.gz", file.getvalue())
    assert SECRET not in made
    assert gzip.decompress(made) == b"port,dues\n"
    assert made[4:8] == bytes(4)


def test_a_linked_pdf_is_published_without_its_author_and_a_word_document_is_refused_at_its_link(
    newsroom: Newsroom,
) -> None:
    (newsroom.folder / "content/minutes.pdf").write_bytes(paper())
    newsroom.write(story("a.md", "A", "2026-01-01", body="[Minutes](minutes.pdf)")).build()
    assert not leaks(newsroom.tree()["minutes.pdf"])
    document = packed(docProps__core_xml=CORE.format(TOLD, TOLD).encode())
    (newsroom.folder / "content/plan.docx").write_bytes(document)
    newsroom.write(story("a.md", "A", "2026-01-01", body="[Plan](plan.docx)"))
    (told,) = [each for each in newsroom.problems() if each.level == "error"]
    assert (told.path, told.line, told.column) == ("content/a.md", 5, 8)
    assert told.message == "content/plan.docx says who wrote or changed it"
    assert "PDF" in told.fix


def test_the_owner_may_publish_a_document_as_it_is_and_is_told(newsroom: Newsroom) -> None:
    document = packed(docProps__core_xml=CORE.format(TOLD, TOLD).encode())
    static = newsroom.folder / "content/static/plan.docx"
    static.parent.mkdir(parents=True)
    static.write_bytes(document)
    built = newsroom.write(story("a.md", "A", "2026-01-01")).build()
    assert newsroom.tree()["plan.docx"] == document
    assert [each.message for each in built.warnings] == [
        "this file says who wrote or changed it; it is published as it is"
    ]


def test_each_member_of_a_gzip_file_loses_its_name_and_nothing_else_is_in_it() -> None:
    file = BytesIO()
    for words in (b"port,dues\n", b"Rivermouth,3\n" * 90_000):
        with gzip.GzipFile(TOLD, "wb", fileobj=file, mtime=1_700_000_000) as packing:
            packing.write(words)
    made = stripped("dues.csv.gz", file.getvalue() + bytes(9))
    assert not leaks(made)
    assert gzip.decompress(made) == b"port,dues\n" + b"Rivermouth,3\n" * 90_000
    assert stripped("dues.csv.gz", made) == made
    for wrong in (made + SECRET, made[:-1], made[:40], made[:10] + SECRET):
        with pytest.raises(RefusedFile, match="gzip"):
            stripped("dues.csv.gz", wrong)


def test_thousands_of_small_gzip_members_take_no_time() -> None:
    start = time.process_time()
    stripped("dues.csv.gz", gzip.compress(b"") * 20_000)
    assert time.process_time() - start < 3
