"""Documents of Word move in as drafts, with what their styles mean, their pictures where they were, and footnotes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from small_pictures import jpeg

from generator.model.problems import Problems

from .test_exports import move, stories

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def paragraph(text: str, style: str = "", inside: str = "", listed: str = "") -> str:
    number, _, level = listed.partition(".")
    listing = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if listed else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{named}{listing}</w:pPr>{run}{inside}</w:p>"


NOTED = '<w:r><w:footnoteReference w:id="2"/></w:r>'
PICTURE = '<w:r><w:drawing><docPr descr="The gate"/><a:blip r:embed="rId2"/></w:drawing></w:r>'
TEXT = "".join(
    (
        paragraph("The gate took 41 minutes", "berschrift0"),
        paragraph("The board had promised 38.", "Untertitel"),
        paragraph("It shut on Friday", inside=NOTED),
        paragraph("What the clerk said", "berschrift1"),
        paragraph("It was one vote.", "Zitat"),
        paragraph("The North Quay", listed="1.0"),
        paragraph("berth one", listed="2.1"),
        paragraph("The fish hall", listed="1.0"),
        paragraph("In a list by its style", "Aufzhlung"),
        paragraph("In no list", listed="0.0"),
        paragraph("", inside=PICTURE),
        paragraph("The gate on Friday", "Beschriftung"),
    )
)
PARTS = {
    "docProps/core.xml": "<core><creator>Ayla Demirci</creator><created>2024-05-02T06:10:00Z</created></core>",
    "word/document.xml": f"<w:document {_W} {_R} {_A}><w:body>{TEXT}</w:body></w:document>",
    "word/_rels/document.xml.rels": """<Relationships>
<Relationship Id="rId2" Target="media/image1.jpeg"/></Relationships>""",
    "word/styles.xml": f"""<w:styles {_W}>
<w:style w:styleId="berschrift0"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Untertitel"><w:name w:val="Subtitle"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Aufzhlung"><w:name w:val="Mine"/><w:basedOn w:val="Liste"/></w:style>
<w:style w:styleId="Liste"><w:name w:val="List Number"/></w:style></w:styles>""",
    "word/numbering.xml": f"""<w:numbering {_W}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
</w:numbering>""",
    "word/footnotes.xml": f"""<w:footnotes {_W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
<w:footnote w:id="2">{paragraph("By the board’s own clock.")}</w:footnote></w:footnotes>""",
}


def document(folder: Path, name: str = "2024-05-02-gate.docx") -> Path:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for part, content in PARTS.items():
            archive.writestr(part, content)
        archive.writestr("word/media/image1.jpeg", jpeg(8, 6))
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(made.getvalue())
    return folder / name


def test_a_document_becomes_a_draft_with_all_that_its_styles_say(tmp_path: Path) -> None:
    report = move(tmp_path / "site", document(tmp_path))
    ((path, text),) = stories(tmp_path / "site").items()
    assert path == "content/news/2024-05-02-gate.md"
    front, _, body = text.partition("\n---\n")
    assert front.startswith(
        "---\ndraft: true\ntitle: The gate took 41 minutes\nstandfirst: The board had promised 38.\n"
    )
    assert "bylines:\n  - Ayla Demirci" in front
    assert body == (
        "\nIt shut on Friday[^1]\n\n## What the clerk said\n\n> It was one vote.\n\n"
        "- The North Quay\n  1. berth one\n- The fish hall\n\n1. In a list by its style\n\nIn no list\n\n"
        '![The gate](<../media/2024-05-02-gate/image1.jpeg> "The gate on Friday")\n\n[^1]: By the board’s own clock.\n'
    )
    assert (tmp_path / "site" / "content" / "media" / "2024-05-02-gate" / "image1.jpeg").is_file()
    assert "whether it was published" in report.unkept[0].text


def test_of_a_folder_only_the_damaged_document_is_left_out_and_said(tmp_path: Path) -> None:
    document(tmp_path / "desk")
    (tmp_path / "desk" / "broken.docx").write_bytes(b"PK\3\4 word/document.xml")
    report = move(tmp_path / "site", tmp_path / "desk")
    assert len(stories(tmp_path / "site")) == 1
    assert any(each.place.path.endswith("broken.docx") and "damaged" in each.text for each in report.unkept)
    with pytest.raises(Problems, match="damaged"):
        move(tmp_path / "other", tmp_path / "desk" / "broken.docx")


def test_a_damaged_document_in_an_archive_does_not_stop_the_others(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "documents.zip", "w") as packed:
        packed.writestr("a/broken.docx", "PK\3\4 is no document")
        packed.writestr("b.html", "<title>Gate</title><article><h1>The gate</h1><p>It shut on Friday.</p></article>")
    report = move(tmp_path / "site", tmp_path / "documents.zip")
    assert "It shut on Friday." in "".join(stories(tmp_path / "site").values())
    (said,) = (f"{each.place}: {each.text}" for each in report.unkept if "document" in each.text)
    assert said.startswith(f"{tmp_path}/documents.zip/a/broken.docx: this document: ")
