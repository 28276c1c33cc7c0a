"""The faults that prevent an SVG drawing from being published, each with its line and column in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from generator.model.problems import Problem

TRUST = "remove it; if you trust the drawing, move it to content/static/, where it is published unchanged"
"""The fix for drawings that need to do more than draw."""

_MOST = 20  # how many kinds of faults are reported at once
_LONGEST_LINE = 500  # characters; longer lines are not shown
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_ENCODED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")


class DrawingFaults:
    """The faults of one drawing. Each kind is reported once, where it first occurs."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.found: dict[str, Problem] = {}
        self.times: Counter[str] = Counter()

    def add(self, message: str, fix: str, place: Callable[[], tuple[int, int]] = lambda: (0, 0)) -> None:
        """Add a fault. ``place`` returns its line and column, which count from 1; 0 means the whole drawing.

        It is called only for the first fault of each kind that is reported, since finding a place takes time.
        """
        if message not in self.found and len(self.found) < _MOST:
            self.found[message] = Problem("", *place(), message, fix)
        if message in self.found:
            self.times[message] += 1

    def problems(self) -> Iterator[Problem]:
        """Yield all faults as problems without a path, each with its source line and how often its kind occurs."""
        lines = _lines(self.data)
        for message, fault in self.found.items():
            more = self.times[message] - 1
            full = f"{message} (and {more:,} more like it)" if more else message
            source = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
            source = source if len(source) <= _LONGEST_LINE else ""
            yield Problem("", fault.line, fault.column, full, fault.fix, source)

    def place_of(self, attribute: str, start: int, line: int, column: int) -> tuple[int, int]:
        """Return the line and column of an attribute of the element at byte ``start``, ``line`` and ``column``.

        Return those of the element if the attribute is not found, as in a drawing in UTF-16.
        """
        name = re.escape(attribute.encode())
        found = re.compile(rb"""[\s"'](?:[^\s="'<>:/]+:)?(""" + name + rb")\s*=").search(self.data, start)
        if not found:
            return line, column
        before = self.data[start : found.start(1)].decode("utf-8", "replace")
        lines = _LINE_ENDS.split(before)
        return (line, column + len(before)) if len(lines) == 1 else (line + len(lines) - 1, len(lines[-1]) + 1)


def refusal(element: str) -> tuple[str, str]:
    """Return why an element is not published, and the fix."""
    match element:
        case "script":
            return "this drawing contains a script", TRUST
        case "foreignObject":
            message = "this drawing contains part of a web page (<foreignObject>)"
            fix = "save it as PNG, or with plain text (diagrams.net: no `Formatted Text`; Mermaid: `htmlLabels: false`)"
            return message, fix
        case "flowRoot":
            return "browsers do not show flowed text (<flowRoot>)", "in Inkscape, choose Text > Convert to Text"
        case "font" | "font-face":
            return f"browsers do not support fonts defined in SVG (<{element}>)", "convert the text to outlines"
    return f"<{element}> is not allowed in a drawing", "save it as a plain SVG, or as PNG"


def _lines(data: bytes) -> list[str]:
    """Return the lines of a drawing, split as its parser counts them."""
    declared = _ENCODED.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else declared[1].decode() if declared else "utf-8"
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return _LINE_ENDS.split(text.removeprefix("\ufeff"))
