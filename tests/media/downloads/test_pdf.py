"""PDFs: readers get the pages, links and structure, and nothing that was not meant for them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from picture_files import SECRET, exif, pixels
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from generator.media.downloads import stripped
from generator.media.downloads.refusal import RefusedFile

TOLD = String(SECRET.decode())
BOX = Array([0, 0, 9, 9])
VIEWED = Dictionary(View=Dictionary(ViewState=Name.ON))
SCRIPT = Dictionary(S=Name.JavaScript, JS=TOLD)


def document(change: Callable[[Pdf, Object], None] = lambda pdf, page: None) -> bytes:
    """A PDF of one page, and with what ``change`` adds to it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    page.Contents = Stream(pdf, b"BT (what readers see) Tj ET")
    change(pdf, page)
    made = BytesIO()
    pdf.save(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


def published(change: Callable[[Pdf, Object], None]) -> Pdf:
    return pikepdf.open(BytesIO(stripped("a.pdf", document(change))))


def note(pdf: Pdf, page: Object, **keys: object) -> Object:
    made = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=BOX, **keys))
    page.Annots = Array([made])
    return made


def in_root(pdf: Pdf, **keys: object) -> None:
    for key, value in keys.items():
        pdf.Root[f"/{key}"] = value


def drawn(pdf: Pdf, page: Object, lines: bytes) -> None:
    page.Contents = Stream(pdf, lines)


def picture(pdf: Pdf, page: Object, data: bytes, filters: Object, **keys: object) -> None:
    image = Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, **keys)
    image.Filter = filters
    page.Resources = Dictionary(XObject=Dictionary(I=image))
    drawn(pdf, page, b"/I Do")


def photo(kind: str = "JPEG", **options: object) -> bytes:
    file = BytesIO()
    pixels().save(file, kind, **options)
    return file.getvalue()


def photo_with_place() -> bytes:
    return photo(exif=b"Exif\0\0" + exif(1))


def jpeg2000_with_notes() -> bytes:
    return photo("JPEG2000", comment=SECRET) + (len(SECRET) + 8).to_bytes(4, "big") + b"uuid" + SECRET


def segment(number: int, kind: int, data: bytes) -> bytes:
    """A part of a picture packed as JBIG2."""
    return number.to_bytes(4, "big") + bytes([kind, 0, 1]) + len(data).to_bytes(4, "big") + data


SCANNED = segment(0, 48, bytes(19))
SCAN_WITH_COMMENT = SCANNED + segment(1, 62, b"\x20\0\0\0" + SECRET + bytes(2)) + segment(2, 49, b"")


def noted_structure(pdf: Pdf, page: Object) -> None:
    """A comment that the structure of a tagged PDF refers to as well."""
    sticky = note(pdf, page, Subtype=Name.Text, Contents=TOLD, T=TOLD)
    element = Dictionary(S=Name.Annot, T=TOLD, K=Dictionary(Type=Name.OBJR, Obj=sticky))
    tree = Dictionary(Nums=Array([0, pdf.make_indirect(element)]))
    in_root(pdf, StructTreeRoot=pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=element, ParentTree=tree)))


def removed_page(pdf: Pdf, page: Object) -> None:
    gone = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=BOX, Contents=Stream(pdf, SECRET)))
    note(pdf, page, Subtype=Name.Link, Dest=Array([gone, Name.Fit]))


def attached(pdf: Pdf, page: Object) -> None:
    file = Dictionary(Type=Name.Filespec, EF=Dictionary(F=Stream(pdf, SECRET)), F=TOLD)
    note(pdf, page, Subtype=Name.Link, A=Dictionary(S=Name.GoToE, F=file, D=TOLD))


def layer(pdf: Pdf, page: Object) -> None:
    group = Dictionary(Type=Name.OCG, Name=String("Map"), Usage=Dictionary(CreatorInfo=Dictionary(Creator=TOLD)))
    in_root(pdf, OCProperties=Dictionary(OCGs=Array([pdf.make_indirect(group)]), D=Dictionary(Creator=TOLD)))


def switched_off(pdf: Pdf, page: Object) -> None:
    layer(pdf, page)
    pdf.Root.OCProperties.D = Dictionary(OFF=Array(pdf.Root.OCProperties.OCGs))


def named(pdf: Pdf, page: Object) -> None:
    xmp = Stream(pdf, SECRET)
    page.Resources = Dictionary(Properties=Dictionary(MC0=Dictionary(Metadata=xmp)))


def field(pdf: Pdf, page: Object) -> None:
    shown = note(pdf, page, Subtype=Name.Widget, FT=Name.Sig, T=String("a"), V=Dictionary(Name=TOLD), AA=SCRIPT)
    unseen = pdf.make_indirect(Dictionary(Subtype=Name.Widget, FT=Name.Tx, V=TOLD))
    in_root(pdf, AcroForm=Dictionary(Fields=Array([shown, unseen]), XFA=TOLD, CO=Array([SCRIPT])))


def words(pdf: Pdf, **keys: object) -> Object:
    """A drawing of words."""
    return Stream(pdf, b"BT (" + SECRET + b") Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=BOX, **keys)


def drawing_in_undrawn(pdf: Pdf, page: Object) -> None:
    around = Stream(pdf, b"q Q", Subtype=Name.Form, BBox=BOX, Resources=Dictionary(XObject=Dictionary(I=words(pdf))))
    page.Resources = Dictionary(XObject=Dictionary(O=around))
    drawn(pdf, page, b"/O Do")


def drawing_for_all_pages(pdf: Pdf, page: Object) -> None:
    del page["/Resources"]
    pdf.Root.Pages.Resources = Dictionary(XObject=Dictionary(I=words(pdf)))


def field_without_widget(pdf: Pdf, page: Object) -> None:
    around = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=TOLD))
    around.Kids = Array([pdf.make_indirect(Dictionary(Subtype=Name.Widget, Parent=around, F=2, Rect=BOX))])
    page.Annots = Array(around.Kids)
    alone = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("b"), V=TOLD))
    in_root(pdf, AcroForm=Dictionary(Fields=Array([around, alone]), DR=Dictionary(XObject=Dictionary(I=words(pdf)))))


def user_properties(pdf: Pdf, page: Object) -> None:
    told = Dictionary(O=Name.UserProperties, P=Array([Dictionary(N=TOLD, V=TOLD, F=TOLD)]))
    element = pdf.make_indirect(Dictionary(S=Name.P, Pg=page, K=0, A=Array([told, 0])))
    in_root(pdf, StructTreeRoot=Dictionary(Type=Name.StructTreeRoot, K=element, ClassMap=Dictionary(a=told)))


def layered(pdf: Pdf, page: Object, use: Object, **keys: object) -> None:
    """A page with a part that depends on a layer, and with a use of that layer."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Map"), Usage=use))
    part = Dictionary(Type=Name.OCMD, OCGs=Array([group]), **keys)
    page.Resources = Dictionary(Properties=Dictionary(P=part))
    in_root(pdf, OCProperties=Dictionary(OCGs=Array([group]), D=Dictionary()))


HIDDEN: dict[str, Callable[[Pdf, Object], None]] = {
    "a drawing that no page draws": lambda pdf, page: page.__setitem__(
        "/Resources", Dictionary(XObject=Dictionary(I=words(pdf)))
    ),
    "a drawing that a drawing does not draw": drawing_in_undrawn,
    "a drawing for all pages that none draws": drawing_for_all_pages,
    "the value of a field that no page shows": field_without_widget,
    "properties of an element": user_properties,
    "a comment in the structure": noted_structure,
    "a page that was removed": removed_page,
    "an attached file behind a link": attached,
    "the creator of a layer": layer,
    "metadata of marked content": named,
    "a form's script, signature and unseen field": field,
    "a hidden note": lambda pdf, page: note(pdf, page, Subtype=Name.FreeText, F=2, Contents=TOLD) and None,
    "the author of an article": lambda pdf, page: in_root(pdf, Threads=Array([Dictionary(I=Dictionary(Author=TOLD))])),
    "the base of links": lambda pdf, page: in_root(pdf, URI=Dictionary(Base=TOLD)),
    "private keys": lambda pdf, page: in_root(pdf, ADBE_Own=Dictionary(Author=TOLD), MarkInfo=Dictionary(By=TOLD)),
    "private keys of a mark": lambda pdf, page: note(pdf, page, Subtype=Name.Square, AAPL_Own=TOLD, BS=TOLD) and None,
    "a preview of a page": lambda pdf, page: page.__setitem__("/Thumb", Stream(pdf, SECRET)),
    "comments": lambda pdf, page: drawn(pdf, page, b"q % " + SECRET + b"\nQ"),
    "comments of a table of characters": lambda pdf, page: page.__setitem__(
        "/Resources", Dictionary(Font=Dictionary(F=Dictionary(ToUnicode=Stream(pdf, b"%!PS " + SECRET + b"\nend"))))
    ),
    "notes among operators": lambda pdf, page: drawn(pdf, page, b"/P <</By (" + SECRET + b")>> BDC EMC"),
    "a script at the start": lambda pdf, page: in_root(pdf, OpenAction=SCRIPT),
    "a script after a link": lambda pdf, page: (
        note(
            pdf,
            page,
            Subtype=Name.Link,
            A=Dictionary(S=Name.URI, URI=String("https://a.example"), Next=SCRIPT),
        )
        and None
    ),
    "scripts with names": lambda pdf, page: in_root(
        pdf, Names=Dictionary(JavaScript=Dictionary(Names=Array([TOLD, SCRIPT])))
    ),
    "what happens when a page opens": lambda pdf, page: page.__setitem__("/AA", Dictionary(O=SCRIPT)),
    "a link to a script": lambda pdf, page: (
        note(pdf, page, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"javascript:{TOLD}"))) and None
    ),
    **{
        f"/{kind}": lambda pdf, page, kind=kind: (  # type: ignore[misc]
            note(pdf, page, Subtype=Name.Link, A=Dictionary(S=Name(f"/{kind}"), F=TOLD, R=TOLD, URI=TOLD)) and None
        )
        for kind in ("Launch", "SubmitForm", "ImportData", "GoToR", "Rendition", "RichMediaExecute", "URI")
    },
    "JPEG": lambda pdf, page: picture(pdf, page, photo_with_place(), Name.DCTDecode),
    "JPEG, in short": lambda pdf, page: picture(pdf, page, photo_with_place(), Name.DCT),
    "JPEG, in a list": lambda pdf, page: picture(pdf, page, photo_with_place(), Array([Name.DCT])),
    "JPEG, packed twice": lambda pdf, page: picture(
        pdf, page, zlib.compress(photo_with_place()).hex().encode() + b">", Array([Name.AHx, Name.Fl, Name.DCT])
    ),
    "JPEG 2000": lambda pdf, page: picture(pdf, page, jpeg2000_with_notes(), Name.JPXDecode),
    "JPEG 2000 without boxes": lambda pdf, page: picture(
        pdf, page, photo("JPEG2000", comment=SECRET, no_jp2=True), Name.JPXDecode
    ),
    "a scanned page": lambda pdf, page: picture(pdf, page, SCAN_WITH_COMMENT, Name.JBIG2Decode),
    "what scanned pages share": lambda pdf, page: picture(
        pdf,
        page,
        SCANNED,
        Name.JBIG2Decode,
        DecodeParms=Dictionary(JBIG2Globals=pdf.make_indirect(Stream(pdf, SCAN_WITH_COMMENT))),
    ),
}


@pytest.mark.filterwarnings("ignore:pikepdf is missing some specialized decoders")
@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_not_on_the_pages_is_not_published(hidden: str) -> None:
    data = document(HIDDEN[hidden])
    made = stripped("a.pdf", data)
    assert SECRET not in made
    assert b"JavaScript" not in made
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
        assert not pdf.check_pdf_syntax()
    assert stripped("a.pdf", made) == made


def bomb(times: int = 2) -> bytes:
    """Zeros that take a few kilobytes if they are compressed again and again."""
    data = bytes(50_000_001)
    for _ in range(times):
        data = zlib.compress(data, 1)
    return data


def post_script(pdf: Pdf, page: Object) -> None:
    page.Resources = Dictionary(XObject=Dictionary(P=Stream(pdf, SECRET, Subtype=Name.PS)))
    drawn(pdf, page, b"/P Do")


REFUSED: dict[str, tuple[str, Callable[[Pdf, Object], None]]] = {
    "a bomb before a photo": (
        "more than 50 MB",
        lambda pdf, page: picture(pdf, page, bomb(), Array([Name.FlateDecode, Name.FlateDecode, Name.DCTDecode])),
    ),
    "a bomb of operators": (
        "more than 50 MB",
        lambda pdf, page: page.__setitem__("/Contents", Stream(pdf, bomb(1), Filter=Name.FlateDecode)),
    ),
    "LZW that may become one": (
        "more than 50 MB",
        lambda pdf, page: page.__setitem__("/Contents", Stream(pdf, bytes(50_000), Filter=Name.LZW)),
    ),
    "data in another file": (
        "cannot be read",
        lambda pdf, page: page.__setitem__("/Contents", Stream(pdf, b"", F=TOLD)),
    ),
    "an unknown filter": (
        "cannot be read",
        lambda pdf, page: picture(pdf, page, photo_with_place(), Array([Name.Own, Name.DCT])),
    ),
    "a photo as a font": (
        "where none belongs",
        lambda pdf, page: page.__setitem__("/Contents", Stream(pdf, photo_with_place(), Filter=Name.DCTDecode)),
    ),
    "data as a dictionary": (
        "where none belongs",
        lambda pdf, page: in_root(pdf, MarkInfo=Stream(pdf, SECRET)),
    ),
    "a photo among operators": (
        "among its lines",
        lambda pdf, page: drawn(pdf, page, b"BI /W 64 /H 48 /F /DCT ID " + photo_with_place() + b" EI"),
    ),
    "a photo among operators, spelled otherwise": (
        "among its lines",
        lambda pdf, page: drawn(pdf, page, b"BI /W 64 /H 48 /F /D#43T ID " + photo_with_place() + b" EI"),
    ),
    "a mark that goes on in the next stream": (
        "lines of drawing",
        lambda pdf, page: page.__setitem__(
            "/Contents", Array([Stream(pdf, b"/P <<"), Stream(pdf, b"/By (" + SECRET + b")>> BDC EMC")])
        ),
    ),
    "PostScript": ("neither a picture nor a drawing", post_script),
    "a scanned page that is cut off": (
        "scanned page",
        lambda pdf, page: picture(pdf, page, SCAN_WITH_COMMENT[:-1], Name.JBIG2Decode),
    ),
    "a layer that is switched off": ("switched off", switched_off),
    "layers that are all switched off": (
        "switched off",
        lambda pdf, page: in_root(pdf, OCProperties=Dictionary(D=Dictionary(BaseState=Name.OFF))),
    ),
    "a layer that is switched off when it is viewed": (
        "switched off",
        lambda pdf, page: layered(pdf, page, Dictionary(View=Dictionary(ViewState=Name.OFF))),
    ),
    "a part that is shown if no layer is": ("if layers", lambda pdf, page: layered(pdf, page, VIEWED, P=Name.AllOff)),
    "a part that depends on an expression": (
        "if layers",
        lambda pdf, page: layered(pdf, page, VIEWED, VE=Array([Name.Not])),
    ),
    "a form that a script draws": ("XFA", lambda pdf, page: in_root(pdf, NeedsRendering=True)),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_judged_is_refused_with_a_fix(kind: str) -> None:
    why, change = REFUSED[kind]
    with pytest.raises(RefusedFile, match=why) as refused:
        stripped("a.pdf", document(change))
    assert "print it to PDF again" in refused.value.fix


def test_words_that_are_marked_to_be_blacked_out_are_still_in_it() -> None:
    with pytest.raises(RefusedFile, match="still in it") as refused:
        published(lambda pdf, page: note(pdf, page, Subtype=Name.Redact) and None)
    assert "apply the redactions" in refused.value.fix


def test_what_draws_a_scanned_page_is_kept_byte_for_byte() -> None:
    with published(lambda pdf, page: picture(pdf, page, SCAN_WITH_COMMENT, Name.JBIG2Decode)) as pdf:
        image = pdf.pages[0].obj.Resources.XObject.I
        assert image.read_raw_bytes() == SCANNED + segment(2, 49, b"")


def test_links_bookmarks_structure_and_forms_are_kept() -> None:
    def everything(pdf: Pdf, page: Object) -> None:
        note(pdf, page, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("mailto:desk@a.example")))
        place = Array([page, Name.XYZ, 0, 9, 0])
        titled = pdf.make_indirect(Dictionary(Title=String("Dues"), A=Dictionary(S=Name.GoTo, D=String("dues"))))
        element = pdf.make_indirect(Dictionary(S=Name.Figure, Alt=String("The quay"), Pg=page, K=0))
        places = Dictionary(Names=Array([String("dues"), place]))
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=element))
        element.P = root
        root.ParentTree = Dictionary(Nums=Array([0, Array([element])]))
        in_root(pdf, Outlines=Dictionary(First=titled, Last=titled, Count=1), Names=Dictionary(Dests=places))
        in_root(pdf, Lang=String("en"), OpenAction=place, StructTreeRoot=root)

    with published(everything) as pdf:
        (page,) = pdf.pages
        assert str(page.Annots[0].A.URI) == "mailto:desk@a.example"
        assert str(pdf.Root.Outlines.First.Title) == "Dues"
        assert pdf.Root.Names.Dests.Names[1][0].objgen == page.obj.objgen == pdf.Root.OpenAction[0].objgen
        assert str(pdf.Root.StructTreeRoot.ParentTree.Nums[1][0].Alt) == "The quay"
        assert str(pdf.Root.Lang) == "en"


def test_a_pdf_that_draws_in_every_way_draws_the_same() -> None:
    lines = b"q /F 1 Tf /Span <</ActualText (ffi)>> BDC (50 % \\(x\\)) Tj EMC BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q"

    def everything(pdf: Pdf, page: Object) -> None:
        ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1)
        spot = Array([Name.Separation, Name.Spot, Name.DeviceGray, ramp])
        palette = Array([Name.Indexed, Name.DeviceRGB, 0, String(b"\x01\x02\x03")])
        tiles = Stream(pdf, lines, PatternType=1, PaintType=1, TilingType=1, BBox=BOX, XStep=9, YStep=9)
        mask = Dictionary(S=Name.Luminosity, G=Stream(pdf, lines, Subtype=Name.Form, BBox=BOX), BC=[0])
        page.Resources = Dictionary(
            ColorSpace=Dictionary(S=spot, P=palette),
            Pattern=Dictionary(T=tiles),
            Shading=Dictionary(A=Dictionary(ShadingType=2, ColorSpace=spot, Coords=[0, 0, 1, 1], Function=ramp)),
            ExtGState=Dictionary(G=Dictionary(ca=0.5, SMask=mask)),
            Font=Dictionary(
                F=Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=Stream(pdf, lines)))
            ),
        )
        drawn(pdf, page, lines)

    before = pikepdf.open(BytesIO(document(everything)))
    with before, published(everything) as after:
        was, now = before.pages[0].obj, after.pages[0].obj
        assert now.Contents.read_bytes() == lines
        assert now.Resources.unparse(resolved=True) == was.Resources.unparse(resolved=True)
        assert now.Resources.Pattern.T.read_bytes() == now.Resources.Font.F.CharProcs.a.read_bytes() == lines
        assert now.Resources.ExtGState.G.SMask.G.read_bytes() == lines


def test_what_pages_draw_is_kept_wherever_it_is_listed() -> None:
    def everything(pdf: Pdf, page: Object) -> None:
        drawing_for_all_pages(pdf, page)
        drawn(pdf, page, b"/P /P BDC /I Do EMC")
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=String("40 lira")))
        field.Kids = Array([note(pdf, page, Subtype=Name.Widget, Parent=field)])
        in_root(pdf, AcroForm=Dictionary(Fields=Array([field])))

    with published(everything) as pdf:
        assert SECRET in pdf.pages[0].obj.Resources.XObject.I.read_bytes()
        assert str(pdf.Root.AcroForm.Fields[0].V) == "40 lira"
    with published(lambda pdf, page: layered(pdf, page, VIEWED, P=Name.AnyOn)) as pdf:
        assert str(pdf.pages[0].obj.Resources.Properties.P.P) == "/AnyOn"


def test_a_jpeg_2000_keeps_its_pixels() -> None:
    with published(lambda pdf, page: picture(pdf, page, jpeg2000_with_notes(), Name.JPXDecode)) as pdf:
        from PIL import Image

        data = pdf.pages[0].obj.Resources.XObject.I.read_raw_bytes()
        with Image.open(BytesIO(data)) as after, Image.open(BytesIO(jpeg2000_with_notes())) as before:
            assert after.tobytes() == before.tobytes()
