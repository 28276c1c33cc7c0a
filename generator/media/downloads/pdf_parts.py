"""Walks through a PDF from its catalogue, and removes every key that `pdf_shapes` does not list.

Objects without references are not written. This removes comments, attachments, scripts and actions other than links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pikepdf import Array, Dictionary, Object, Page, Pdf, Stream, String

from generator.media.downloads import pdf_streams
from generator.media.downloads.pdf_drawings import Drawings
from generator.media.downloads.pdf_shapes import SHAPES, STREAMS
from generator.media.downloads.refusal import PRINT_AGAIN, RefusedFile

_SHAPE_OF_NOTE = {
    "/Link": "Link",
    "/Widget": "Field",
    "/FreeText": "Free text",
    **dict.fromkeys(("/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline"), "Mark"),
    **dict.fromkeys(("/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/PrinterMark", "/TrapNet"), "Mark"),
    "/Watermark": "Mark",
}
"""Annotations that are part of the page as readers see it; sticky notes, attachments, films and popups are not."""

_HIDDEN = 2  # a flag of annotations (section 12.5.3)
_ADDRESS = re.compile(rb"(?:https?://|mailto:)[^\x00-\x20\x7f]+", re.I)


class Parts:
    """A document, and the parts of it that have been visited."""

    def __init__(self, pdf: Pdf) -> None:
        """Find the pages, and the annotations that readers see on them."""
        self._pdf = pdf
        self._unpacked = 0
        self._todo: list[tuple[Object, str]] = []
        self._seen: set[tuple[tuple[int, int], str]] = set()
        self._pages = {page.obj.objgen for page in pdf.pages}
        self._notes = {number for page in pdf.pages for number in _seen_notes(pdf, page.obj)}
        self._fields = {number for page in pdf.pages for number in _fields_of(page.obj)}
        self._drawings = Drawings()
        self._choices: Mapping[str, Callable[[Object], str]] = {
            "Pages": lambda each: "Tree of pages" if "/Kids" in each else self._page(each),
            "Page": self._page,
            "Dest": lambda each: "Place" if "/D" in each else self._page(each),
            "Opening": lambda each: _action(each) if "/S" in each else self._page(each),
            "Action": _action,
            "Note": self._note,
            "Field": self._field,
            "Object": lambda each: self._note(each) or (_drawing(each) if "/Width" in each or "/BBox" in each else ""),
            "XObject": _drawing,
            "Appearance": lambda each: _drawing(each) if _is_stream(each) else "{XObject}",
            "Property": _property,
            "Structure": lambda each: _STRUCTURE.get(str(each.get("/Type")), "Element"),
            "Pattern": lambda each: "Tiles" if _is_stream(each) else "Shading pattern",
        }

    def clean(self) -> None:
        """Remove what is not needed from everything that the catalogue refers to.

        :raises RefusedFile: if a part cannot be checked.
        """
        for key in [*self._pdf.trailer.keys()]:
            if key not in ("/Root", "/Size"):
                del self._pdf.trailer[key]
        _check_layers(self._pdf.Root)
        for page in self._pdf.pages:
            if "/Resources" not in page.obj:
                page.obj["/Resources"] = _inherited(self._pdf, page)
        self._keeps(self._pdf.Root, "Catalog")
        while self._todo or self._finds_drawings():
            part, kind = self._todo.pop()
            if isinstance(part, Array):
                self._clean_array(part, kind)
            else:
                self._clean_part(part, kind)
        self._drawings.drop_undrawn()

    def _finds_drawings(self) -> bool:
        """Whether anything is drawn that has not been visited."""
        for each in self._drawings.drawn():
            self._keeps(each, "XObject")
        return bool(self._todo)

    def _clean_array(self, values: Object, kind: str) -> None:
        for number, value in enumerate(values.as_list()):
            if value is not None and not self._keeps(value, kind):
                values[number] = None

    def _clean_part(self, part: Object, shape: str) -> None:
        every = shape[1:-1] if shape.startswith("{") else ""
        keys = SHAPES.get(shape, {})
        if _is_stream(part):
            if shape not in STREAMS:
                raise RefusedFile("has data in a place where none belongs", PRINT_AGAIN)
            data = pdf_streams.clean(self._pdf, part, shape)
            self._drawings.read(part, shape, data)
            self._unpacked += len(data)
            if self._unpacked > pdf_streams.MOST:
                raise RefusedFile(f"has more than {pdf_streams.MOST // 10**6} MB when it is unpacked", PRINT_AGAIN)
        self._drawings.listed(part, shape)
        for key, value in [*part.items()]:
            kind = every or keys.get(key, "")
            if not kind or not self._keeps(value, kind):
                del part[key]

    def _keeps(self, value: object, kind: str) -> bool:
        """Whether a value may stay where this kind is expected; its content is checked later."""
        if kind == "listed" or not isinstance(value, Object):
            return kind != "listed" or isinstance(value, Dictionary)
        if isinstance(value, String):
            return kind == "text" or kind.endswith("+")
        shape = kind
        if isinstance(value, Dictionary | Stream):
            name = kind.removesuffix("+")
            choice = self._choices.get(name)
            shape = choice(value) if choice else name
            if shape not in SHAPES and not shape.startswith("{"):
                return False
        if isinstance(value, Array | Dictionary | Stream):
            visit = value.objgen, shape
            if visit not in self._seen:
                self._todo.append((value, shape))
            if value.is_indirect:
                self._seen.add(visit)
        return True

    def _page(self, each: Object) -> str:
        return "A page" if each.objgen in self._pages else ""

    def _note(self, each: Object) -> str:
        return _SHAPE_OF_NOTE[str(each.get("/Subtype"))] if each.objgen in self._notes else ""

    def _field(self, each: Object) -> str:
        """Return the shape of a field; empty for one that no page shows, whose value is not kept either."""
        return self._note(each) if "/Subtype" in each else "Field" if each.objgen in self._fields else ""


_REDACT = "apply the redactions in the program that marked them, and save it again"


def _check_layers(root: Object) -> None:
    """Check that no layer is switched off: readers could switch it on (section 8.11.4.3).

    :raises RefusedFile: if one is.
    """
    layers = root.get("/OCProperties")
    usual = layers.get("/D") if isinstance(layers, Dictionary) else None
    if isinstance(usual, Dictionary) and (usual.get("/OFF") or usual.get("/BaseState") == "/OFF"):
        raise RefusedFile(*_SWITCHED_OFF)


_SWITCHED_OFF = ("has layers that are switched off, which readers could switch on", PRINT_AGAIN)
_SHOWN_IF = (None, "/AllOn", "/AnyOn")


def _property(each: Object) -> str:
    """Return the shape of a layer, of a part that depends on layers, or of a mark.

    :raises RefusedFile: if readers do not see it although all layers are on.
    """
    match str(each.get("/Type")):
        case "/OCG":
            use = each.get("/Usage", Dictionary())
            if use.get("/View", Dictionary()).get("/ViewState") == "/OFF":
                raise RefusedFile(*_SWITCHED_OFF)
            return "Layer"
        case "/OCMD":
            if "/VE" in each or each.get("/P") not in _SHOWN_IF:
                raise RefusedFile("has parts that are shown only if layers are switched off", PRINT_AGAIN)
            return "Layers of a part"
    return "Marked content"


_STRUCTURE = {"/StructTreeRoot": "Structure root", "/MCR": "Part of a page", "/OBJR": "Part of a page"}


def _seen_notes(pdf: Pdf, page: Object) -> list[tuple[int, int]]:
    """Keep only the annotations of a page that readers see, and return their numbers."""
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return []
    seen = [each for each in notes.as_list() if isinstance(each, Dictionary)]
    if any(each.get("/Subtype") == "/Redact" for each in seen):
        raise RefusedFile("has words that are marked to be blacked out, and still in it", _REDACT)
    kept = [pdf.make_indirect(each) for each in seen if str(each.get("/Subtype")) in _SHAPE_OF_NOTE and _shown(each)]
    page["/Annots"] = Array(kept)
    return [each.objgen for each in kept]


def _inherited(pdf: Pdf, page: Page) -> Dictionary:
    """Return a copy of the resources of a page, some of which it inherits; the list of drawings stays shared."""
    found = page.resources
    drawings = found.get("/XObject")
    if isinstance(drawings, Dictionary) and not drawings.is_indirect:
        found["/XObject"] = pdf.make_indirect(Dictionary({**drawings}))
    return Dictionary({**found})


def _fields_of(page: Object) -> set[tuple[int, int]]:
    """Return the fields around the widgets of a page."""
    fields: set[tuple[int, int]] = set()
    for each in page.get("/Annots", Array()).as_list():
        around = each.get("/Parent")
        while isinstance(around, Dictionary) and around.objgen not in fields:
            fields.add(around.objgen)
            around = around.get("/Parent")
    return fields


def _shown(note: Object) -> bool:
    flags = note.get("/F", 0)
    return not isinstance(flags, int) or not flags & _HIDDEN


def _action(action: Object) -> str:
    """Return the shape of an action. Only links are kept: to places in the document, and to addresses elsewhere."""
    address = action.get("/URI")
    if action.get("/S") == "/URI" and isinstance(address, String) and _ADDRESS.fullmatch(bytes(address)):
        return "URI"
    return "GoTo" if action.get("/S") == "/GoTo" else ""


def _drawing(each: Object) -> str:
    """Return the shape of a picture or a form.

    :raises RefusedFile: if it is neither.
    """
    kind = str(each.get("/Subtype", "/Form" if "/BBox" in each else ""))
    if not _is_stream(each) or kind not in ("/Image", "/Form"):
        raise RefusedFile("has a part that is neither a picture nor a drawing", PRINT_AGAIN)
    return "Picture" if kind == "/Image" else "Form"


def _is_stream(value: Object) -> bool:
    return isinstance(value, Stream)
