"""From a phone: mail and documents of Word become drafts, word for word."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import SETTINGS as SITE
from newsroom import Newsroom
from small_pictures import jpeg
from wire_samples import SETTINGS

from generator.editorial.importers import docx, import_copy, mail
from generator.model.problems import Problems

HOUSE = replace(SETTINGS, sections=("Harbour", "Council"))


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    usual = {
        "Subject": "Harbour: Ferry sails again",
        "From": "Tom Ardley <tom@courier.example>",
        "Message-ID": "<1@x.example>",
    }
    for name, value in ({**usual, "Date": "Tue, 24 Nov 2026 10:12:00 +0300"} | headers).items():
        if value:
            made[name] = value
    return made


def bring(folder: Path, data: bytes) -> tuple[dict[str, object], str, str]:
    """The front matter and body of the draft, and what is noted."""
    file = folder / "copy"
    file.write_bytes(data)
    (imported,) = import_copy(folder, [file], HOUSE)
    _, front, body = (folder / imported.path).read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body, imported.note


PLAIN = """The ferry *Solveig* sailed again on Tuesday, after four days on the
slip at Port Elm.

"She floats," said the mate.
Çok güzel.

-- \nTom Ardley, the Courier
"""


def test_a_message_is_a_draft_in_the_section_that_its_subject_names(tmp_path: Path) -> None:
    mail_ = message()
    mail_.set_content(PLAIN)
    mail_.add_attachment(jpeg(8, 6), "image", "jpeg", filename="ferry.jpg")
    mail_.add_attachment(b"%PDF", "application", "pdf", filename="list.pdf")
    front, body, note = bring(tmp_path, mail_.as_bytes())
    assert front["draft"] is True
    assert front["title"] == "Ferry sails again"
    assert front["section"] == "Harbour"
    assert front["bylines"] == ["Tom Ardley"]
    assert str(front["published"]) == "2026-11-24 10:12:00+03:00"
    assert body == (
        "\nThe ferry \\*Solveig\\* sailed again on Tuesday, after four days on the slip at Port Elm.\n"
        '\n"She floats," said the mate.\n\nÇok güzel.\n'
    )
    assert (tmp_path / "content/harbour" / front["picture"]["src"]).read_bytes() == jpeg(8, 6)  # type: ignore[index]
    assert "list.pdf" in note


def test_html_in_a_message_keeps_its_formatting(tmp_path: Path) -> None:
    mail_ = message(Subject="Fwd: Ferry sails")
    mail_.set_content("plain")
    mail_.add_alternative("<div>The <b>ferry</b> sails.<div><br></div><div>At last.</div></div>", "html")
    front, body, _ = bring(tmp_path, mail_.as_bytes())
    assert body == "\nThe **ferry** sails.\n\nAt last.\n"
    assert front["title"] == "Ferry sails"
    assert "section" not in front


@pytest.mark.parametrize(("header", "said"), [("Subject", "no subject"), ("Date", "no date")])
def test_a_message_without_what_a_story_needs_is_refused(tmp_path: Path, header: str, said: str) -> None:
    mail_ = message(**{header: ""})
    mail_.set_content("Words.")
    with pytest.raises(Problems, match=said):
        bring(tmp_path, mail_.as_bytes())


@settings(max_examples=examples(25))
@given(data=st.binary(max_size=300), at=st.integers(0, 900))
def test_damaged_mail_is_read_or_refused(data: bytes, at: int) -> None:
    mail_ = message()
    mail_.set_content(PLAIN)
    mail_.add_attachment(jpeg(8, 6), "image", "jpeg", filename="ferry.jpg")
    whole = mail_.as_bytes()
    at %= len(whole)
    try:
        mail.read(whole[:at] + data + whole[at:], "copy", HOUSE)
    except Problems as found:
        assert all(each.message and each.fix for each in found.problems)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
DOCUMENT = f"""<w:document {_W} {_R} {_A}><w:body>
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Ferry sails again</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ferry</w:t></w:r>
  <w:ins><w:r><w:t xml:space="preserve"> sailed</w:t></w:r></w:ins>
  <w:del><w:r><w:delText> sank</w:delText></w:r></w:del>
  <w:hyperlink r:id="rId1"><w:r><w:t xml:space="preserve"> again</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Then</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Solveig</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:drawing><docPr descr="The ferry"/><a:blip r:embed="rId2"/></w:drawing></w:r></w:p>
</w:body></w:document>"""
LINKS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="https://a.example/"/>
<Relationship Id="rId2" Target="media/image1.jpeg"/></Relationships>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:creator>Tom Ardley</dc:creator><dcterms:modified>2026-11-24T10:12:00Z</dcterms:modified></cp:coreProperties>"""


NOTES = f"<w:footnotes {_W}><w:footnote><w:p><w:r><w:t>See page 9.</w:t></w:r></w:p></w:footnote></w:footnotes>"


def document(text: str = DOCUMENT, notes: str = "") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in (
            ("docProps/core.xml", CORE),
            ("word/document.xml", text),
            ("word/_rels/document.xml.rels", LINKS),
        ):
            archive.writestr(name, content)
        archive.writestr("word/media/image1.jpeg", jpeg(8, 6))
        if notes:
            archive.writestr("word/footnotes.xml", notes)
    return made.getvalue()


def test_a_document_of_word_is_a_draft(tmp_path: Path) -> None:
    front, body, _ = bring(tmp_path, document())
    assert front["draft"] is True
    assert front["title"] == "Ferry sails again"
    assert front["bylines"] == ["Tom Ardley"]
    assert front["picture"]["alt"] == "The ferry"  # type: ignore[index]
    assert body == (
        "\nThe **ferry** sailed [again](<https://a.example/>).\n\n## Then\n\n- One\n- Two\n\n"
        "|  |  |\n| --- | --- |\n| Solveig | 4 |\n"
    )


def test_footnotes_of_a_document_are_said(tmp_path: Path) -> None:
    assert "its footnotes are not imported" in bring(tmp_path, document(notes=NOTES))[2]


@settings(max_examples=examples(25))
@given(junk=st.binary(min_size=1, max_size=20), at=st.integers(0, 5000))
def test_a_damaged_document_is_read_or_refused(junk: bytes, at: int) -> None:
    whole = document()
    at %= len(whole)
    try:
        docx.read(whole[:at] + junk + whole[at + len(junk) :], "copy", HOUSE)
    except Problems as found:
        assert all(each.message and each.fix for each in found.problems)


def test_drafts_are_not_on_the_site(newsroom: Newsroom) -> None:
    newsroom.write(SITE)
    file = newsroom.folder / "copy.docx"
    file.write_bytes(document())
    import_copy(newsroom.folder, [file], HOUSE)
    assert newsroom.build("2026-11-30T12:00:00+00:00").stories == 0
    assert not [name for name, data in newsroom.tree().items() if b"Solveig" in data]
