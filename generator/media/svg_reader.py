"""Reads an SVG drawing piece by piece, has each piece checked (see ``svg_checks.py``), and writes it out again."""

from __future__ import annotations

from xml.parsers import expat

from generator.media import svg_filters, svg_hidden, svg_styles
from generator.media.svg_checks import Checks, Stopped
from generator.media.svg_uses import ReferenceCounter
from generator.media.svg_vocabulary import SVG, XLINK

MOST_ELEMENTS = 100_000
"""The most elements in a drawing, including those that are left out."""

DEEPEST = 100
"""The deepest nesting of its elements."""

MOST_COMPARED = 10_000_000
"""How many times elements may be compared with a rule of CSS that shows or hides them."""

_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_IN_TEXT = _ESCAPES | {ord("\r"): "&#13;"}
_IN_QUOTES = _IN_TEXT | {ord("\n"): "&#10;", ord("\t"): "&#9;"}
_WORDED = frozenset({"text", "title", "desc"})  # characters elsewhere are not shown


class Reader:
    """Reads one drawing with expat, checks each piece as it arrives, and writes it out."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.written: list[str] = []
        self.open: list[str] = []  # the names of all open elements, written or not
        self.skipped = 0  # how many of them are left out
        self.elements = 0
        self.style: list[str] | None = None
        self.style_at = (0, 0)
        self.size = 0.0  # the longer side of the drawing
        self.uses = ReferenceCounter()
        self.hidden = svg_hidden.HiddenElements(data)
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        self.checks = Checks(data, parser)
        self.faults = self.checks.faults
        parser.ordered_attributes = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler, parser.SkippedEntityHandler = self.doctype, self.entity
        parser.ProcessingInstructionHandler = self.instruction

    def read(self) -> bytes:
        """Return the drawing as published. If there are ``faults``, the result is incomplete and must not be used."""
        try:
            self.parser.Parse(self.data, True)
        except Stopped:
            pass
        except expat.ExpatError as error:
            message = f"this is not well-formed XML: {expat.ErrorString(error.code)}"
            fix = "open it in a drawing program and save it again"
            at = (error.lineno, error.offset + 1)
            self.faults.add(message, fix, lambda: at)
        except (LookupError, ValueError):
            self.faults.add("this drawing is in an encoding that Broadsheet cannot read", "save it as UTF-8")
        if self.uses.too_many():
            message = "parts of this drawing reuse one another so often that it would become enormous"
            self.faults.add(message, "draw the parts directly, or save it as PNG")
        if self.checks.xlinked:
            self.written[0] += f' xmlns:xlink="{XLINK}"'
        return f"{''.join(self.written)}\n".encode()

    def start(self, name: str, attributes: list[str]) -> None:
        """Check the start of an element, and write it if it is published."""
        space, _, local = name.rpartition(" ")
        self.elements += 1
        self.open.append(local)
        self.within_limits()
        if self.elements == 1:
            self.root(space, local)
        if self.skipped or self.style is not None or not self.checks.kept(space, local, attributes):
            self.skipped += 1
            return
        found = dict(self.checks.attributes(local, attributes))
        if by := self.hidden.opened(local, found):
            self.hides(by)
        self.uses.opened(local, found)
        self.size = self.size or svg_filters.size_of(found)
        for name, message, fix in svg_filters.excess(local, (self.open[-2:-1] or [""])[0], found, self.size):
            self.checks.fault(message, fix, name)
        self.write_start(local, found)
        if local == "style":
            self.style = []

    def hides(self, by: str) -> None:
        """Add a fault for a hidden part; ``by`` is the declaration that hides it."""
        message = f"a <{self.open[-1]}> is hidden here (`{by}`), but would be published"
        self.checks.fault(message, svg_hidden.FIX)

    def write_start(self, local: str, found: dict[str, str]) -> None:
        """Write the start of an element with its published attributes."""
        if self.elements == 1:
            self.written.append(f'<svg xmlns="{SVG}"')
        else:
            self.written.append(f"<{local}")
        self.written += (f" {name}={_quoted(value)}" for name, value in found.items())
        self.written.append(">")

    def within_limits(self) -> None:
        """Stop reading if the drawing exceeds a limit."""
        if self.elements > MOST_ELEMENTS:
            self.checks.stop(f"this drawing has more than {MOST_ELEMENTS:,} elements", "simplify it, or save it as PNG")
        if self.hidden.rules.compared > MOST_COMPARED:
            self.checks.stop("this drawing has more rules that hide parts than Broadsheet can check", "save it as PNG")
        if len(self.open) > DEEPEST:
            self.checks.stop(
                f"elements are nested more than {DEEPEST} deep here", "ungroup elements that need not be grouped"
            )

    def root(self, space: str, local: str) -> None:
        """Check the outermost element, and note its namespace. Stop reading if it is not ``svg``."""
        if local != "svg" or space not in (SVG, ""):
            self.checks.stop(f"this is not a drawing: it begins with <{local}>", "save it as SVG")
        self.checks.own = space

    def end(self, _: str) -> None:
        local = self.open.pop()
        if self.skipped:
            self.skipped -= 1
            return
        if self.style is not None:
            css = "".join(self.style)
            if self.checks.style_is_safe(css, self.style_at):
                self.written.append(svg_styles.without_comments(css).translate(_ESCAPES))
                self.uses.styled(css)
                if svg_filters.reaches_too_far(css, self.size):
                    self.faults.add(*svg_filters.too_far_in_css(self.size), lambda: self.style_at)
            self.style = None
        self.hidden.closed()
        self.uses.closed()
        if self.written[-1] == ">":
            self.written[-1] = "/>"
        else:
            self.written.append(f"</{local}>")

    def text(self, text: str) -> None:
        if self.skipped:
            return
        if self.style is None:
            worded = not _WORDED.isdisjoint(self.open)
            if worded and text.strip() and (by := self.hidden.words()):
                self.hides(by)
            if worded or not text.strip():
                self.written.append(text.translate(_IN_TEXT))
            return
        if not self.style:
            self.style_at = self.checks.here()
        self.style.append(text)

    def doctype(self, _: str, __: str | None, ___: str | None, own: int) -> None:
        if own:
            self.checks.stop(
                "this drawing defines entities",
                "save it without them; in Illustrator, without `Preserve Illustrator Editing Capabilities`",
            )

    def entity(self, name: str, _: bool) -> None:
        if not self.skipped:
            self.checks.fault(f"`&{name};` is not defined in a drawing", "write the character itself")

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self.checks.fault("this drawing loads its styles from another file", "put the styles in the drawing itself")


def _quoted(value: str) -> str:
    """Return an attribute's value, escaped and in quotation marks that it does not contain.

    The standard library's ``quoteattr`` does the same, but its module also imports an HTTP client.
    """
    escaped = value.translate(_IN_QUOTES)
    if '"' not in escaped:
        return f'"{escaped}"'
    return f"'{escaped}'" if "'" not in escaped else '"{}"'.format(escaped.replace('"', "&quot;"))
