"""The keys that each kind of dictionary and stream of a PDF may have (ISO 32000-2): only what its pages need.

A shape lists the keys that are kept, each with the kind of its value:

- `plain`: numbers, names and booleans; `text`: also strings
- `listed`: a list of pictures and drawings, which `pdf_drawings` follows
- the name of a shape, or of a choice between shapes in `pdf_parts`; with `+`, strings are also allowed
- `{…}`: a dictionary with any keys, whose values are of that kind

For an array, the kind applies to each of its values.
"""

from __future__ import annotations

from collections.abc import Mapping


def _shape(plain: str, text: str = "", **parts: str) -> Mapping[str, str]:
    kinds = {**dict.fromkeys(plain.split(), "plain"), **dict.fromkeys(text.split(), "text"), **parts}
    return {f"/{key}": kind for key, kind in kinds.items()}


_STREAM: Mapping[str, str] = _shape("Length Filter", DecodeParms="Packing")
_COLOUR = (
    "N Range WhitePoint BlackPoint Gamma Matrix Components Subtype FunctionType Domain Size BitsPerSample Order Encode "
    "Decode C0 C1 Bounds"
)
_SHADING = (
    "ShadingType Background BBox AntiAlias Coords Domain Extend Matrix BitsPerCoordinate BitsPerComponent BitsPerFlag "
    "Decode VerticesPerRow"
)
_NOTE = _shape(
    "Type Subtype Rect F AS Border C StructParent BM ca CA IC QuadPoints L Vertices InkList LE LL LLE LLO Cap CP CO CL "
    "RD Sy Name H Q",
    "Lang DA DS",
    P="Page",
    AP="Appearances",
    BS="Border",
    BE="Border",
    OC="Property",
)
_STRUCTURE_KINDS = (
    "Type O NS Placement WritingMode BackgroundColor BorderColor BorderStyle BorderThickness Padding Color SpaceBefore "
    "SpaceAfter StartIndent EndIndent TextIndent TextAlign BBox Width Height BlockAlign InlineAlign TBorderStyle "
    "TPadding BaselineShift LineHeight TextDecorationColor TextDecorationThickness TextDecorationType RubyAlign "
    "RubyPosition GlyphOrientationVertical ColumnCount ColumnGap ColumnWidths ListNumbering ContinuedList Role Checked "
    "checked RowSpan ColSpan Scope Subtype Attached TextPosition"
)

SHAPES: Mapping[str, Mapping[str, str]] = {
    # The document
    "Catalog": _shape(
        "Type Version PageLayout PageMode",
        "Lang",
        Pages="Pages",
        PageLabels="PageLabels",
        Names="Names",
        Dests="{Dest}",
        ViewerPreferences="Viewer",
        Outlines="Outline",
        OpenAction="Opening",
        AcroForm="Form fields",
        StructTreeRoot="Structure",
        MarkInfo="Marked",
        OutputIntents="Intent",
        OCProperties="Layers",
    ),
    "Tree of pages": _shape("Type Count MediaBox CropBox Rotate", Kids="Pages", Parent="Pages"),
    "A page": _shape(
        "Type MediaBox CropBox BleedBox TrimBox ArtBox Rotate UserUnit StructParents Tabs",
        Parent="Pages",
        Resources="Resources",
        Contents="Content",
        Group="Group",
        Annots="Note",
    ),
    "PageLabels": _shape("Limits", Kids="PageLabels", Nums="PageLabel"),
    "PageLabel": _shape("Type S St", "P"),
    "Names": _shape("", Dests="Named places"),
    "Named places": _shape("", "Limits", Kids="Named places", Names="Dest+"),
    "Place": _shape("", D="Dest"),
    "Viewer": _shape(
        "HideToolbar HideMenubar HideWindowUI FitWindow CenterWindow DisplayDocTitle NonFullScreenPageMode Direction "
        "PrintScaling Duplex"
    ),
    "Outline": _shape(
        "Type Count C F",
        "Title",
        Parent="Outline",
        **dict.fromkeys(("Prev", "Next", "First", "Last"), "Outline"),
        Dest="Dest+",
        A="Action",
        SE="Structure",
    ),
    "Intent": _shape("Type S", "OutputConditionIdentifier RegistryName", DestOutputProfile="Colour"),
    "Layers": _shape("", OCGs="Property", D="Layer choice"),
    "Layer choice": _shape(
        "BaseState Intent ListMode",
        **dict.fromkeys(("ON", "OFF", "RBGroups", "Locked"), "Property"),
        Order="Property+",
        AS="Layer event",
    ),
    "Layer event": _shape("Event Category", OCGs="Property"),
    "Layer": _shape("Type Intent", "Name", Usage="Layer use"),
    "Layer use": _shape(
        "", **dict.fromkeys(("Print", "View", "Export", "Zoom", "Language", "PageElement"), "Layer state")
    ),
    "Layer state": _shape("PrintState ViewState ExportState Subtype min max Preferred", "Lang"),
    "Layers of a part": _shape("Type P", OCGs="Property"),
    "Marked content": _shape("Type Subtype MCID BBox Attached", "ActualText Alt E Lang"),
    # Links, marks and forms
    "GoTo": _shape("Type S", D="Dest+"),
    "URI": _shape("Type S IsMap", "URI"),
    "Mark": _NOTE,
    "Link": {**_NOTE, **_shape("", "Contents", A="Action", Dest="Dest+")},
    "Free text": {**_NOTE, **_shape("", "Contents")},
    "Field": {
        **_NOTE,
        **_shape("FT Ff MaxLen I TI", "T TU V Opt", Kids="Field", Parent="Field", MK="Field look"),
    },
    "Field look": _shape("R BC BG TP", "CA RC AC", I="XObject", IF="Icon"),
    "Icon": _shape("SW S A FB"),
    "Form fields": _shape("NeedAppearances Q", "DA", Fields="Field", DR="Fonts"),
    "Fonts": _shape("", Font="{Font}"),
    "Appearances": _shape("", N="Appearance"),
    "Border": _shape("Type W S D I"),
    # Structure
    "Structure root": _shape(
        "Type ParentTreeNextKey",
        K="Structure",
        ParentTree="Structure of parts",
        IDTree="Structure of names",
        RoleMap="{plain}",
        ClassMap="{Attribute}",
        Namespaces="Namespace",
    ),
    "Structure of parts": _shape("Limits", Kids="Structure of parts", Nums="Structure"),
    "Structure of names": _shape("", "Limits", Kids="Structure of names", Names="Structure+"),
    "Element": _shape(
        "Type S C R",
        "ID Lang Alt E ActualText Phoneme",
        P="Structure",
        Pg="Page",
        K="Structure",
        A="Attribute",
        NS="Namespace",
    ),
    "Part of a page": _shape("Type MCID", Pg="Page", Stm="XObject", Obj="Object"),
    "Attribute": _shape(_STRUCTURE_KINDS, "Headers Summary Short Desc"),
    "Namespace": _shape("Type", "NS"),
    "Marked": _shape("Marked UserProperties Suspects"),
    # What is drawn
    "Resources": _shape(
        "ProcSet",
        ExtGState="{State}",
        ColorSpace="{Colour+}",
        Pattern="{Pattern}",
        Shading="{Shading}",
        XObject="listed",
        Font="{Font}",
        Properties="{Property}",
    ),
    "State": _shape(
        "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK UseBlackPtComp",
        Font="Font",
        SMask="Mask",
        **dict.fromkeys(("BG", "BG2", "UCR", "UCR2", "TR", "TR2"), "Colour"),
    ),
    "Mask": _shape("Type S BC", G="XObject", TR="Colour"),
    "Group": _shape("Type S I K", CS="Colour+"),
    "Colour": {
        **_STREAM,
        **_shape(_COLOUR, Alternate="Colour+", Functions="Colour", Colorants="{Colour+}", Process="Colour"),
        **_shape("", ColorSpace="Colour+"),
    },
    "Shading": {**_STREAM, **_shape(_SHADING, ColorSpace="Colour+", Function="Colour")},
    "Shading pattern": _shape("Type PatternType Matrix", Shading="Shading", ExtGState="State"),
    "Tiles": {
        **_STREAM,
        **_shape("Type PatternType PaintType TilingType BBox XStep YStep Matrix", Resources="Resources"),
    },
    "Picture": {
        **_STREAM,
        **_shape("Type Subtype Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte"),
        **_shape("Name StructParent", ColorSpace="Colour+", Mask="XObject", SMask="XObject", OC="Property"),
    },
    "Form": {
        **_STREAM,
        **_shape("Type Subtype FormType BBox Matrix Name StructParent StructParents"),
        **_shape("", Resources="Resources", Group="Group", OC="Property"),
    },
    "Content": _STREAM,
    "Font": _shape(
        "Type Subtype Name BaseFont FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix",
        FontDescriptor="Font facts",
        Encoding="Encoding",
        ToUnicode="Encoding",
        DescendantFonts="Font",
        CIDSystemInfo="Characters",
        CIDToGIDMap="Data",
        CharProcs="{Content}",
        Resources="Resources",
    ),
    "Font facts": _shape(
        "Type FontName FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight "
        "StemV StemH AvgWidth MaxWidth MissingWidth",
        "FontFamily CharSet",
        **dict.fromkeys(("FontFile", "FontFile2", "FontFile3"), "Font file"),
        FD="{Font facts}",
        CIDSet="Data",
    ),
    "Font file": {**_STREAM, **_shape("Length1 Length2 Length3 Subtype")},
    "Encoding": {
        **_STREAM,
        **_shape("Type BaseEncoding Differences CMapName WMode", CIDSystemInfo="Characters", UseCMap="Encoding"),
    },
    "Characters": _shape("Supplement", "Registry Ordering"),
    "Packing": _shape(
        "Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 "
        "DamagedRowsBeforeError ColorTransform",
        JBIG2Globals="Segments",
    ),
    "Data": _STREAM,
    "Segments": _STREAM,
}

STREAMS = frozenset(
    ("Content", "Form", "Tiles", "Picture", "Colour", "Shading", "Font file", "Encoding", "Data", "Segments")
)
"""Shapes that may be streams. Elsewhere only dictionaries are allowed, because a stream could hide something."""

DRAWN = frozenset(("Content", "Form", "Tiles", "Encoding"))
"""Streams that draw, and those that map characters: they have operators, and may have comments."""
