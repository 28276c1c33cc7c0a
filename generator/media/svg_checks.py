"""Checks the elements, attributes and CSS of an SVG drawing against the allow-lists, and reports what it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from xml.parsers.expat import XMLParserType

from generator.media import svg_styles
from generator.media.svg_faults import TRUST, DrawingFaults, refusal
from generator.media.svg_pictures import PictureFault, Pictures
from generator.media.svg_vocabulary import ANIMATED, ATTRIBUTES, ELEMENTS, SILENT, SVG, WORDS, XHTML, XLINK, XML

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
_EXTENSIONS = frozenset({XHTML, "http://www.w3.org/1998/Math/MathML"})  # the extensions that browsers know
_WORDED = ("aria-", "data-")
_SELECTED = re.compile(rb"\[\s*(data-[\w.-]+)")  # attributes that a style sheet selects, so they are needed


class Stopped(Exception):
    """Stops reading after a fault that makes the rest pointless."""


class Checks:
    """The checks of one drawing. ``own`` is the namespace of its elements; ``xlinked`` says whether it uses XLink."""

    def __init__(self, data: bytes, parser: XMLParserType) -> None:
        self.faults = DrawingFaults(data)
        self.own = SVG
        self.xlinked = False
        self._pictures = Pictures()
        self._styled = 0
        self._parser = parser
        self._selected = frozenset(name.decode() for name in _SELECTED.findall(data))

    def kept(self, space: str, local: str, attributes: list[str]) -> bool:
        """Return whether an element is published. Add a fault if readers would miss it.

        Browsers do not show elements that require an extension that they do not know (Illustrator's, for instance).
        """
        if space not in (self.own, SVG):
            if space == XHTML:
                self.fault(f"this drawing contains part of a web page: <{local}>", TRUST)
            return False
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        required = given.get("requiredExtensions", "")
        if local in SILENT or (local == "foreignObject" and required.startswith(_ADOBE)):
            return False
        if local in ELEMENTS:
            return "requiredExtensions" not in given or (bool(required) and _EXTENSIONS.issuperset(required.split()))
        self.fault(*refusal(local))
        return False

    def attributes(self, element: str, given: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the attributes of an element that are published. Add a fault for each that is refused."""
        for name, value in zip(given[::2], given[1::2], strict=True):
            space, _, local = name.rpartition(" ")
            if local == "href" and space in ("", XLINK):
                if element in _REFERS and (address := self._address(element, value)):
                    self.xlinked |= bool(space)
                    yield ("xlink:href" if space else "href"), address
            elif space == XML and local in ("space", "lang"):
                yield f"xml:{local}", value
            elif not space and self._published(element, local, value):
                worded = local in WORDS or local.startswith(_WORDED)
                yield local, value if worded else svg_styles.without_comments(value)

    def _published(self, element: str, name: str, value: str) -> bool:
        """Return whether an attribute is published. Add a fault if it would do more than draw."""
        if name.startswith("on"):
            self.fault(f"`{name}` on <{element}> would run a script", TRUST, name)
            return False
        if name.startswith("data-"):
            return name in self._selected
        if name.startswith("aria-") or name in WORDS:
            return True
        if name not in ATTRIBUTES:
            return False
        if name == "attributeName" and value not in ANIMATED:
            fix = "remove it; an animation may only change how a drawing looks"
            self.fault(f"<{element}> changes `{value}`", fix, name)
            return False
        return svg_styles.plain(value) or self._harmless(value, lambda _: self._place_of(name))

    def _address(self, element: str, written: str) -> str:
        """Return an ``href`` to a part of the drawing or an embedded picture. For any other, add a fault, return ""."""
        address = written.strip("\t\n\f\r ")
        if not address or address.startswith("#"):
            return address
        if element in _LINKED and address[:5].lower() == "data:":
            try:
                return self._pictures.embedded(address)
            except PictureFault as misfit:
                self.fault(misfit.message, misfit.fix, "href")
                return ""
        shown = svg_styles.shortened(address)
        if element == "a":
            message, fix = f"this drawing links to `{shown}`", "remove the link, and put it in the text of the story"
        else:
            message = f"<{element}> would load `{shown}`"
            fix = "embed it in the drawing (PNG, JPEG, WebP or GIF), or remove it"
        self.fault(message, fix, "href")
        return ""

    def style_is_safe(self, css: str, at: tuple[int, int]) -> bool:
        """Return whether a style sheet that begins ``at`` a line and column loads nothing. Add its faults."""
        line, column = at

        def place(found: svg_styles.UnsafeCss) -> tuple[int, int]:
            return line + found.line - 1, found.column if found.line > 1 else column + found.column - 1

        return svg_styles.plain(css) or self._harmless(css, place)

    def _harmless(self, css: str, place: Callable[[svg_styles.UnsafeCss], tuple[int, int]]) -> bool:
        """Return whether CSS loads nothing. Add a fault for each place where it would."""
        self._styled += len(css)
        if self._styled > MOST_STYLE:
            self.stop("this drawing has more CSS than Broadsheet can check", "use fewer styles, or save it as PNG")
        found = svg_styles.refused(css) or svg_styles.refused(svg_styles.without_comments(css))
        for each in found:
            self.faults.add(each.message, each.fix, partial(place, each))
        return not found

    def here(self) -> tuple[int, int]:
        """Return the parser's current line and column."""
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _place_of(self, attribute: str) -> tuple[int, int]:
        """Line and column of an attribute of the current element."""
        return self.faults.place_of(attribute, self._parser.CurrentByteIndex, *self.here())

    def stop(self, message: str, fix: str) -> None:
        """Add a fault, and stop reading."""
        self.fault(message, fix)
        raise Stopped

    def fault(self, message: str, fix: str, attribute: str = "") -> None:
        """Add a fault at the current element, or at one of its attributes."""
        self.faults.add(message, fix, partial(self._place_of, attribute) if attribute else self.here)
