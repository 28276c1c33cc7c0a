"""Reads an SVG drawing piece by piece, checks each piece against the allow-lists, and writes it out again."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from generator.media import svg_filters, svg_styles
from generator.media.svg_faults import TRUST, Faults, refusal
from generator.media.svg_pictures import Misfit, Pictures
from generator.media.svg_uses import Uses
from generator.media.svg_vocabulary import ANIMATED, ATTRIBUTES, ELEMENTS, SILENT, SVG, WORDS, XHTML, XLINK, XML

MOST_ELEMENTS = 100_000
"""The most elements in a drawing, including those that are left out."""

DEEPEST = 100
"""The deepest nesting of its elements."""

MOST_STYLE = 200_000
"""The most characters of CSS in a drawing that need a full parse."""

_LINKED = frozenset({"image", "feImage"})
_REFERS = frozenset(
    {
        *("use", "textPath", "mpath", "linearGradient", "radialGradient", "pattern", "filter", "a", "set"),
        *("animate", "animateMotion", "animateTransform"),
        *_LINKED,
    }
)
_ADOBE = "http://ns.adobe.com/"


class _Stopped(Exception):
    """Stops reading after a fault that makes the rest pointless."""


class Reader:
    """Reads one drawing with expat, checks each piece as it comes, and writes it out."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.written: list[str] = []
        self.faults = Faults(data)
        self.open: list[str] = []  # the names of all open elements, written or not
        self.skipped = 0  # how many of them are left out
        self.elements = 0
        self.style: list[str] | None = None
        self.style_at = (0, 0)
        self.styled = 0
        self.xlinked = False
        self.own = SVG  # the namespace of the drawing's own elements
        self.size = 0.0  # the longer side of the drawing
        self.pictures, self.uses = Pictures(), Uses()
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.ordered_attributes = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler, parser.SkippedEntityHandler = self.doctype, self.entity
        parser.ProcessingInstructionHandler = self.instruction

    def read(self) -> bytes:
        """The drawing as published. If there are ``faults``, the result is incomplete and must not be used."""
        try:
            self.parser.Parse(self.data, True)
        except _Stopped:
            pass
        except expat.ExpatError as error:
            message = f"this is not well-formed XML: {expat.ErrorString(error.code)}"
            fix = "open it in a drawing program and save it again"
            self.faults.add(message, fix, error.lineno, error.offset + 1)
        except (LookupError, ValueError):
            self.faults.add("this drawing is in an encoding that we cannot read", "save it as UTF-8", 0, 0)
        if self.uses.too_many():
            message = "parts of this drawing reuse one another so often that it would become enormous"
            self.faults.add(message, "draw the parts directly, or save it as PNG", 0, 0)
        if self.xlinked:
            self.written[0] += f' xmlns:xlink="{XLINK}"'
        return f"{''.join(self.written)}\n".encode()

    def start(self, name: str, attributes: list[str]) -> None:
        space, _, local = name.rpartition(" ")
        self.elements += 1
        self.open.append(local)
        self.within_limits()
        if self.elements == 1:
            self.root(space, local)
        if self.skipped or self.style is not None or not self.kept(space, local, attributes):
            self.skipped += 1
            return
        found = dict(self.attributes(local, attributes))
        self.uses.opened(local, found)
        self.size = self.size or svg_filters.size_of(found)
        for name, message, fix in svg_filters.excess(local, (self.open[-2:-1] or [""])[0], found, self.size):
            self.fault(message, fix, name)
        self.write_start(local, found)
        if local == "style":
            self.style = []

    def write_start(self, local: str, found: dict[str, str]) -> None:
        if self.elements == 1:
            self.written.append(f'<svg xmlns="{SVG}"')
        else:
            self.written.append(f"<{local}")
        self.written += (f" {name}={quoteattr(value)}" for name, value in found.items())
        self.written.append(">")

    def within_limits(self) -> None:
        if self.elements > MOST_ELEMENTS:
            self.stop(f"this drawing has more than {MOST_ELEMENTS:,} elements", "simplify it, or save it as PNG")
        if len(self.open) > DEEPEST:
            self.stop(f"elements are nested more than {DEEPEST} deep here", "ungroup what does not need to be grouped")

    def root(self, space: str, local: str) -> None:
        if local != "svg" or space not in (SVG, ""):
            self.stop(f"this is not a drawing: it begins with <{local}>", "save it as SVG")
        self.own = space

    def kept(self, space: str, local: str, attributes: list[str]) -> bool:
        """Whether an element is published. Adds a fault if readers would miss it."""
        if space not in (self.own, SVG):
            if space == XHTML:
                self.fault(f"this drawing contains part of a web page: <{local}>", TRUST)
            return False
        if local in SILENT or (local == "foreignObject" and self.for_illustrator(attributes)):
            return False
        if local in ELEMENTS:
            return True
        self.fault(*refusal(local))
        return False

    def for_illustrator(self, attributes: list[str]) -> bool:
        """Whether a ``<foreignObject>`` requires Illustrator, so that no browser shows it."""
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        return given.get("requiredExtensions", "").startswith(_ADOBE)

    def attributes(self, element: str, given: list[str]) -> Iterator[tuple[str, str]]:
        for name, value in zip(given[::2], given[1::2], strict=True):
            space, _, local = name.rpartition(" ")
            if local == "href" and space in ("", XLINK):
                if element in _REFERS and (address := self.address(element, value)):
                    self.xlinked |= bool(space)
                    yield ("xlink:href" if space else "href"), address
            elif space == XML and local in ("space", "lang"):
                yield f"xml:{local}", value
            elif not space and self.published(element, local, value):
                yield local, value

    def published(self, element: str, name: str, value: str) -> bool:
        """Whether an attribute is published. Adds a fault if it would do more than draw."""
        if name.startswith("on"):
            self.fault(f"`{name}` on <{element}> would run a script", TRUST, name)
            return False
        if name.startswith(("data-", "aria-")) or name in WORDS:
            return True
        if name not in ATTRIBUTES:
            return False
        if name == "attributeName" and value not in ANIMATED:
            fix = "take it out; an animation may only change how a drawing looks"
            self.fault(f"<{element}> changes `{value}`", fix, name)
            return False
        return svg_styles.plain(value) or self.harmless(value, name)

    def address(self, element: str, written: str) -> str:
        """An allowed ``href``: a part of the drawing or an embedded picture. Adds a fault and returns "" for others."""
        address = written.strip("\t\n\f\r ")
        if not address or address.startswith("#"):
            return address
        if element in _LINKED and address[:5].lower() == "data:":
            try:
                return self.pictures.embedded(address)
            except Misfit as misfit:
                self.fault(misfit.message, misfit.fix, "href")
                return ""
        shown = svg_styles.shortened(address)
        if element == "a":
            message, fix = f"this drawing links to `{shown}`", "take the link out, and put it in the text of the story"
        else:
            message = f"<{element}> would load `{shown}`"
            fix = "embed it in the drawing (PNG, JPEG, WebP or GIF), or take it out"
        self.fault(message, fix, "href")
        return ""

    def harmless(self, css: str, attribute: str = "") -> bool:
        """Whether CSS loads nothing. Adds a fault for each place where it would."""
        self.styled += len(css)
        if self.styled > MOST_STYLE:
            self.stop("this drawing has more CSS than we can check", "use fewer styles, or save it as PNG")
        for each in svg_styles.refused(css):
            self.faults.add(each.message, each.fix, *(self.place_of(attribute) if attribute else self.in_style(each)))
        return not svg_styles.refused(css)

    def in_style(self, found: svg_styles.Refused) -> tuple[int, int]:
        """Line and column in the file of a finding in the current style sheet."""
        line, column = self.style_at
        return line + found.line - 1, found.column if found.line > 1 else column + found.column - 1

    def end(self, _: str) -> None:
        local = self.open.pop()
        if self.skipped:
            self.skipped -= 1
            return
        if self.style is not None:
            css = "".join(self.style)
            if svg_styles.plain(css) or self.harmless(css):
                self.written.append(escape(css))
                self.uses.styled(css)
                if svg_filters.reaches_too_far(css, self.size):
                    self.faults.add(*svg_filters.too_far_in_css(self.size), *self.style_at)
            self.style = None
        self.uses.closed()
        if self.written[-1] == ">":
            self.written[-1] = "/>"
        else:
            self.written.append(f"</{local}>")

    def text(self, text: str) -> None:
        if self.skipped:
            return
        if self.style is None:
            self.written.append(escape(text, {"\r": "&#13;"}))
            return
        if not self.style:
            self.style_at = self.here()
        self.style.append(text)

    def doctype(self, _: str, __: str | None, ___: str | None, own: int) -> None:
        if own:
            self.stop(
                "this drawing defines entities",
                "save it without them; in Illustrator, without `Preserve Illustrator Editing Capabilities`",
            )

    def entity(self, name: str, _: bool) -> None:
        if not self.skipped:
            self.fault(f"`&{name};` is not defined in a drawing", "write the character itself")

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self.fault("this drawing loads its styles from another file", "put the styles in the drawing itself")

    def here(self) -> tuple[int, int]:
        """The parser's current line and column."""
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def place_of(self, attribute: str) -> tuple[int, int]:
        """Line and column of an attribute of the current element."""
        return self.faults.place_of(attribute, self.parser.CurrentByteIndex, *self.here())

    def stop(self, message: str, fix: str) -> None:
        self.fault(message, fix)
        raise _Stopped

    def fault(self, message: str, fix: str, attribute: str = "") -> None:
        """Add a fault at the current element, or at one of its attributes."""
        self.faults.add(message, fix, *(self.place_of(attribute) if attribute else self.here()))
