"""Office documents: only parts that show pages, and in them nothing about people, earlier words or hidden words."""

from __future__ import annotations

import struct
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from generator.media.downloads import stripped
from generator.media.downloads.refusal import RefusedFile

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t" xmlns:xsi="x">'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-02T09:00:00Z</dcterms:created>{}</cp:coreProperties>'
)
BODY = '<w:document xmlns:w="w"><w:body><w:p><w:r>{}<w:t>The harbour opens.</w:t></w:r></w:p></w:body></w:document>'
BOOKS = '<b:Sources SelectedStyle="\\APA.XSL" StyleName="APA" xmlns:b="http://b.example" xmlns="http://b.example"/>'
APP = (
    "<Properties><Template>Normal.dotm</Template><TotalTime>3</TotalTime><Pages>1</Pages><Application>Microsoft Office"
    " Word</Application><Company></Company><TitlesOfParts><vt:vector size='1' baseType='lpstr'><vt:lpstr>Dues"
    "</vt:lpstr></vt:vector></TitlesOfParts><AppVersion>16.0000</AppVersion></Properties>"
)


def packed(files: dict[str, str | bytes], way: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", way) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def refused(name: str, data: bytes) -> RefusedFile:
    with pytest.raises(RefusedFile) as told:
        stripped(name, data)
    assert told.value.fix
    return told.value


PUBLISHED: dict[str, dict[str, str | bytes]] = {
    "a.docx": {
        "[Content_Types].xml": HEAD + "<Types/>",
        "_rels/.rels": '<Relationships><Relationship Id="1" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships><Relationship Target="https://a.example" '
        'TargetMode="External"/></Relationships>',
        "docProps/core.xml": HEAD + CORE.format("<dc:creator></dc:creator><dc:title>The dues of 2026</dc:title>"),
        "docProps/app.xml": APP,
        "word/document.xml": HEAD
        + BODY.format(
            '<w:trPr><w:hidden w:val="0"/></w:trPr><w:permStart w:id="1" w:edGrp="everyone"/>'
            '<w:rPr><w:webHidden/><w:vanish w:val="0"/></w:rPr><v:shape style="visibility:visible"/>'
            "<w:fldSimple w:instr=' PAGE '/><w:instrText> TOC \\o \"1-3\" </w:instrText>"
        ),
        "word/styles.xml": "<w:styles><w:style><w:hidden/><w:semiHidden/></w:style></w:styles>",
        "word/theme/theme1.xml": "<a:theme/>",
        "customXml/item1.xml": BOOKS,
        "customXml/itemProps1.xml": '<ds:datastoreItem ds:itemID="{A-1}" xmlns:ds="d"/>',
    },
    "a.xlsx": {
        "docProps/core.xml": CORE.format("<dc:creator>openpyxl</dc:creator>"),
        "xl/workbook.xml": '<workbook><sheets><sheet name="Dues" state="visible"/></sheets></workbook>',
        "xl/styles.xml": '<styleSheet><numFmt formatCode="hh:\\m"/></styleSheet>',
        "xl/worksheets/sheet1.xml": '<worksheet><row r="1"><c r="A1"><v>3</v></c></row></worksheet>',
    },
    "a.pptx": {"ppt/slides/slide1.xml": '<p:sld><a:t lang="en">Dues</a:t></p:sld>'},
    "a.odt": {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "meta.xml": '<office:document-meta office:version="1.3"><dc:title>The dues of 2026</dc:title>'
        "<meta:creation-date>2026-01-02T09:00:00.1</meta:creation-date><meta:generator>LibreOffice/24.2</meta:generator>"
        '<meta:document-statistic meta:page-count="1"/></office:document-meta>',
        "content.xml": '<office:text><text:p text:style-name="P1">Dues</text:p></office:text>',
        "settings.xml": '<c><config:config-item config:name="PrinterName" config:type="string"></config:config-item>'
        '<config:config-item config:name="ViewId" config:type="string">view2</config:config-item></c>',
        "Configurations2/accelerator/current.xml": "",
    },
    "a.odp": {"content.xml": "<d><presentation:notes><draw:text-box/></presentation:notes></d>"},
    "a.epub": {
        "mimetype": "application/epub+zip",
        "OEBPS/content.opf": '<package><metadata><dc:title>Dues</dc:title><meta property="dcterms:modified">'
        '2026-01-02T09:00:00Z</meta><dc:creator id="a">Ayla Demirci</dc:creator><meta refines="#a" property="file-as">'
        'Demirci, Ayla</meta><meta refines="#a" property="role">aut</meta></metadata></package>',
        "OEBPS/toc.ncx": "<ncx><docAuthor><text>Ayla Demirci</text></docAuthor></ncx>",
        "OEBPS/a.xhtml": "<!DOCTYPE html><html><body><nav hidden=''/><del>2</del><ins>3</ins></body></html>",
        "OEBPS/a.css": "p { margin: 0 }",
    },
    "a.zip": {"dues.csv": "port,dues\n", "ports.shp": b"\0\0\x27\x0a", "ports.prj": "WGS 84", "folder/": ""},
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_document_of_pages_and_dates_stays_as_it_is(name: str) -> None:
    data = packed(PUBLISHED[name])
    assert stripped(name, data) == data


@pytest.mark.parametrize(
    ("name", "part", "text"),
    [
        ("a.docx", "docProps/core.xml", CORE.format("<dc:creator>Jane</dc:creator>").encode("utf-16")),
        ("a.docx", "docProps/core.xml", '<x:creator xmlns:x="http://purl.org/dc/elements/1.1/">Jane</x:creator>'),
        ("a.docx", "docProps/core.xml", CORE.format("<dc:creator><![CDATA[Jane]]></dc:creator>")),
        ("a.docx", "docProps/core.xml", CORE.format("<dc:creator>&#74;ane</dc:creator>")),
        ("a.docx", "docProps/CORE.XML", CORE.format("<cp:lastModifiedBy>Jane</cp:lastModifiedBy>")),
        ("a.docx", "docProps/core.xml", CORE.format("<dc:description>ask Jane</dc:description>")),
        ("a.docx", "docProps/core.xml", CORE.format("<cp:keywords>Jane</cp:keywords>")),
        ("a.docx", "docProps/core.xml", CORE.format("Jane")),
        ("a.docx", "docProps/core.xml", CORE.format('<made by="Jane"/>')),
        ("a.docx", "docProps/app.xml", "<Properties><Manager>Jane</Manager></Properties>"),
        ("a.docx", "docProps/app.xml", "<Properties><Template>C:\\Users\\jane\\a.dotx</Template></Properties>"),
        ("a.docx", "docProps/custom.xml", "<Properties/>"),
        ("a.docx", "customXml/item2.xml", "<source>Jane</source>"),
        ("a.docx", "word/document.xml", BODY.format('<w:rPrChange w:author="Jane"/>')),
        ("a.docx", "word/document.xml", BODY.format("<w:rPrChange/>")),
        ("a.docx", "word/document.xml", BODY.format("<w:pPrChange/>")),
        ("a.docx", "word/Document.XML", BODY.format("<w:moveTo/>")),
        ("a.docx", "word/document.xml", BODY.format("<w:cellIns/>")),
        ("a.docx", "word/header1.xml", BODY.format("<z:del/>")),
        ("a.docx", "word/document.xml", BODY.format("<w:rPr><w:vanish/></w:rPr>")),
        ("a.docx", "word/document.xml", BODY.format("<!-- ask Jane -->")),
        ("a.docx", "word/document.xml", BODY.format("<?note ask Jane?>")),
        ("a.docx", "word/document.xml", BODY.format("<w:instrText>LINK C:\\\\Users\\\\jane\\\\a</w:instrText>")),
        ("a.docx", "word/document.xml", BODY.format('<pic:cNvPr descr="C:\\Users\\jane\\a.jpg"/>')),
        ("a.docx", "word/settings.xml", '<w:settings><w:docVar w:name="a" w:val="Jane"/></w:settings>'),
        (
            "a.docx",
            "word/_rels/settings.xml.rels",
            '<Relationship TargetMode="External" Target="file:///C:\\Users\\jane\\a.dotm"/>',
        ),
        ("a.docx", "word/people.xml", "<w15:people/>"),
        ("a.docx", "word/vbaProject.bin", b"\xd0\xcf"),
        ("a.docx", "docProps/thumbnail.emf", b"Jane"),
        ("a.docx", "word/media/image1.emf", b"Jane"),
        ("a.docx", "word/media/image1.svg", "<svg><metadata>Jane</metadata></svg>"),
        ("a.xlsx", "xl/workbook.xml", '<workbook><fileSharing userName="Jane"/></workbook>'),
        ("a.xlsx", "xl/workbook.xml", '<workbook><x15ac:absPath url="/srv/jane/"/></workbook>'),
        ("a.xlsx", "xl/workbook.xml", '<workbook><sheet name="a" state="veryHidden"/></workbook>'),
        ("a.xlsx", "xl/worksheets/sheet1.xml", '<worksheet><row r="1" hidden="1"/></worksheet>'),
        ("a.xlsx", "xl/revisions/userNames.xml", "<users/>"),
        ("a.xlsx", "xl/printerSettings/printerSettings1.bin", b"\\\\jane"),
        ("a.xlsx", "xl/pivotCache/pivotCacheRecords1.xml", "<pivotCacheRecords/>"),
        ("a.pptx", "ppt/notesSlides/notesSlide1.xml", "<p:notes/>"),
        ("a.pptx", "ppt/slides/slide2.xml", '<p:sld show="0"/>'),
        ("a.pptx", "ppt/changesInfos/changesInfo1.xml", '<pc:docChg name="Jane"/>'),
        ("a.odt", "meta.xml", "<m><meta:printed-by>Jane</meta:printed-by></m>"),
        ("a.odt", "meta.xml", "<m><dc:description>Jane</dc:description></m>"),
        ("a.odt", "meta.xml", '<m><meta:template xlink:href="/srv/jane/a.ott"/></m>'),
        ("a.odt", "content.xml", "<t><text:hidden-paragraph>Jane</text:hidden-paragraph></t>"),
        ("a.odt", "settings.xml", '<c><i config:name="PrinterName" config:type="string">Jane</i></c>'),
        ("a.odp", "content.xml", "<d><presentation:notes><text:p>ask Jane</text:p></presentation:notes></d>"),
        ("a.epub", "a.opf", "<package><dc:contributor>Jane</dc:contributor></package>"),
        ("a.epub", "a.opf", '<package><meta refines="#a" property="note">Jane</meta></package>'),
        ("a.epub", "a.opf", '<package><meta property="role">Jane</meta></package>'),
        ("a.epub", "a.opf", "<package><dc:creator>C:\\Users\\jane\\a.docx</dc:creator></package>"),
        ("a.epub", "a.xhtml", "<html><head><meta name='author' content='Jane'/></head></html>"),
        ("a.docx", "docProps/core.xml", CORE.format("<dc:title>C:\\Users\\jane\\a.docx</dc:title>")),
        ("a.epub", "META-INF/calibre_bookmarks.txt", "Jane"),
        ("a.odt", "content.xml", '<t:section t:display="condition" t:condition="ooow:1" t:is-hidden="true"/>'),
        ("a.odt", "content.xml", '<t:section t:is-hidden="true"/>'),
        ("a.odt", "content.xml", '<t:conditional-text t:string-value-if-true="Jane">a</t:conditional-text>'),
        ("a.odt", "content.xml", '<t:alphabetical-index-mark t:string-value="Jane"/>'),
        ("a.odt", "content.xml", '<t><form:hidden form:value="Jane"/></t>'),
        ("a.odt", "content.xml", "<t><t:script>ask Jane</t:script></t>"),
        ("a.docx", "word/document.xml", BODY.format("<w:trPr><w:hidden/></w:trPr>")),
        ("a.docx", "word/document.xml", BODY.format('<w:permStart w:ed="jane.doe@paper.example"/>')),
        ("a.docx", "word/document.xml", BODY.format('<v:shape style="width:9pt; Visibility: hidden">Jane</v:shape>')),
        ("a.docx", "word/document.xml", BODY.format('<w:instrText> XE "Jane" </w:instrText>')),
        ("a.docx", "word/document.xml", BODY.format('<w:fldSimple w:instr=" TC &quot;Jane&quot; "/>')),
        ("a.docx", "word/document.xml", BODY.format("<w:instrText>ADDIN ZOTERO_ITEM</w:instrText>")),
        ("a.xlsx", "xl/worksheets/sheet1.xml", '<worksheet><sheetFormatPr zeroHeight="1"/></worksheet>'),
        ("a.xlsx", "xl/styles.xml", '<styleSheet><numFmt formatCode=";;;"/></styleSheet>'),
        ("a.epub", "a.xhtml", "<html><body><p hidden=''>Jane</p></body></html>"),
        ("a.epub", "a.xhtml", "<html><body><p style='display:none'>Jane</p></body></html>"),
        ("a.zip", "a.gpx", "<gpx><metadata><author>Jane</author></metadata></gpx>"),
        ("a.zip", "__MACOSX/._a.csv", b"\0\5\x16\7Jane"),
    ],
)
def test_a_part_that_says_more_than_the_pages_is_refused(name: str, part: str, text: str | bytes) -> None:
    refused(name, packed({part: text}))


def test_what_is_wrong_is_named_with_the_way_to_take_it_out() -> None:
    told = refused("a.docx", packed({"docProps/core.xml": CORE.format("<dc:subject>Jane</dc:subject>")}))
    assert told.why == "has notes besides its pages (subject) that readers could find"
    assert "Inspect Document" in told.fix


def test_xml_with_declarations_or_faults_is_refused_before_it_grows() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "Jane">]><a>&a;</a>'
    assert "declarations" in refused("a.docx", packed({"word/document.xml": laughs})).why
    assert "well-formed" in refused("a.docx", packed({"word/document.xml": "<a>"})).why
    assert "nested" in refused("a.docx", packed({"word/document.xml": "<a>" * 99_999})).why


def test_hostile_xml_and_names_take_no_time() -> None:
    start = time.process_time()
    refused("a.docx", packed({"docProps/core.xml": "<dc:creator " * 400_000}))
    refused("a.docx", packed({"docProps/core.xml": "<a " + " ".join(f"b{n}=''" for n in range(99_999))}))
    refused("a.docx", packed({"word/" * 13_000 + "x": "x"}))
    refused("a.zip", packed({"a/" * 32_000 + "x": "x"}))
    assert time.process_time() - start < 3


def with_local_notes(data: bytes) -> bytes:
    """The archive with an extra field in the header before the file, which its list does not have."""
    made, notes = bytearray(data), b"\x99\x99\4\0Jane"
    at = 30 + int.from_bytes(data[26:28], "little")
    made[28:30] = struct.pack("<H", len(notes))
    made[-6:-2] = struct.pack("<I", int.from_bytes(data[-6:-2], "little") + len(notes))
    made[at:at] = notes
    return bytes(made)


def noted(comment: bytes = b"", extra: bytes = b"", whole: bytes = b"") -> bytes:
    made, file = BytesIO(), ZipInfo("a.csv")
    file.comment, file.extra = comment, extra
    with ZipFile(made, "w") as archive:
        archive.writestr(file, "port\n")
        archive.comment = whole
    return made.getvalue()


@pytest.mark.parametrize("path", [r"C:\Users\jane\\", "/srv/jane/", "https://jane.example/"])
def test_the_path_in_a_workbook_is_refused_with_the_way_to_save_without_it(path: str) -> None:
    told = refused("a.xlsx", packed({"xl/workbook.xml": f'<workbook><x15ac:absPath url="{path}"/></workbook>'}))
    assert told.why == "says where it was kept on somebody's computer"
    assert "Inspect Document" in told.fix
    assert "then save" in told.fix


def test_an_archive_says_nothing_between_its_files() -> None:
    data = packed({"a.csv": "port\n"})
    directory = data.index(b"PK\1\2")
    between = data[:directory] + b"Jane" + data[directory:-6] + struct.pack("<IH", directory + 4, 0)
    for each in (
        b"#! Jane\n" + data,
        data + b"Jane",
        between,
        with_local_notes(data),
        noted(comment=b"Jane"),
        noted(extra=b"\x99\x99\4\0Jane"),
        noted(whole=b"Jane"),
        packed({"a.csv": "port\n" * 99}, ZIP_LZMA),
    ):
        refused("a.zip", each)


def test_an_archive_may_have_the_times_and_numbers_that_programs_write() -> None:
    data = noted(
        extra=struct.pack("<HHBI", 0x5455, 5, 1, 1_700_000_000) + struct.pack("<HHBBIBI", 0x7875, 11, 1, 4, 5, 4, 5)
    )
    assert stripped("a.zip", data) == data


def test_bytes_behind_the_packed_end_of_a_file_are_refused() -> None:
    data = packed({"a.csv": "port\n"})
    directory = data.index(b"PK\1\2")
    made = bytearray(data[:directory] + b"Jane" + data[directory:-6] + struct.pack("<IH", directory + 4, 0))
    for at in (18, directory + 4 + 20):
        made[at : at + 4] = struct.pack("<I", int.from_bytes(made[at : at + 4], "little") + 4)
    assert "do not belong to any file" in refused("a.docx", bytes(made)).why


@pytest.mark.parametrize(
    "words",
    [
        rb"{\*\atnid JD}{\*\atnauthor Jane}",
        rb"{\*\atntext ask Jane}",
        rb"{\*\something Jane}",
        b"{\\*\n\\company Jane}",
        *(rb"{\info{\*\x\title Jane}}", rb"{\info}{\title Jane}", rb"{\info{\title Dues{\author Jane}}}"),
        *(rb"{\title Jane}", rb"{\info\title Jane}", rb"{\*\info{\title Jane}}", rb"{\info{{\title Jane}}}"),
        rb"{\info{\doccomm ask Jane}}",
        rb"{\*\template C:\\Users\\jane\\a.dot}",
        rb"{\v ask Jane}",
        rb"{\deleted Jane}",
        rb"{\info{\author \'4aane}}",
        rb"{\info{\author \u74?ane}}",
        rb"{\pict\jpegblip ffd8}",
        rb"{\object\objemb{\*\objdata 00}}",
        rb'{\field{\*\fldinst HYPERLINK "file:///a"}}',
        b"\\bin4 Jane",
        rb"{\xe Jane}",
        rb"{\tc Jane}",
        rb"{\*\shpinst{\sp{\sn fHidden}{\sv 1}}}",
        rb'{\field{\*\fldinst {\rtlch\fcs1 \af0 XE "Jane"}}}',
        b"}Jane{",
    ],
)
def test_rtf_with_words_that_its_pages_do_not_show_is_refused(words: bytes) -> None:
    refused("a.rtf", rb"{\rtf1\ansi Words " + words + b"}")


def test_rtf_of_pages_stays_as_it_is() -> None:
    data = (
        rb"{\rtf1\ansi{\fonttbl{\f0\fnil Times;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}"
        rb"{\*\generator Writer;}{\info{\title The dues}{\author }{\creatim\yr2026\mo1}{\nofpages1}}{\*\bkmkstart top}"
        rb"{\*\shpinst{\sp{\sn fHidden}{\sv 0}}}{\field{\*\fldinst {\f0 TOC \\o}}}"
        b'{\\b Dues}\\par {\\v0 3 \\\'80} \\{both\\}\n{\\field{\\*\\fldinst HYPERLINK "https://a.example"}}}\r\n\0'
    )
    assert stripped("a.rtf", data) == data
    assert "RTF" in refused("a.rtf", data[:60]).why
