"""Boxes in adopted copy (``::: warning``, ``!!! note``), which become quotes that begin with their title.

Each line stays on its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from generator.model.problems import Outcome
from generator.reading.adopted.signs import BOXES, label

FENCE = re.compile(r"[ ]{0,3}(?:>[ ]?)*[ ]{0,3}(`{3,}|~{3,})")
_COLONS = re.compile(
    r"[ ]{0,3}(:{3,})[ ]*"
    r"(?:(?P<kind>[a-z]+)[ ]*(?:\[(?P<label>[^\]]*)\]|(?P<title>[^\[{].*?))?(?:\{[^}]*\})?)?[ ]*"
)
_INDENTED = re.compile(
    r"""[ ]{0,3}(?:!!!|\?{3}\+?)[ ]+(?P<kind>[a-z]+)(?:[ ]+[a-z-]+){0,9}(?:[ ]+"(?P<title>[^"]*)")?[ ]*"""
)


_DEEPEST = 9  # quotes; each box costs a sign on every line in it


class Boxes(msgspec.Struct):
    """Reads a body line by line; ``say`` reports what became of a line. Lines with comments stay as they are."""

    commented: set[int]
    say: Callable[[int, str, str, Outcome], None]
    fence: str = ""
    depth: int = 0  # of the quotes around the line
    within: list[bool] = []  # for each of the boxes that end with colons, whether it is shown as a quote
    indented: bool = False  # whether the line is in a box of indented lines

    def line(self, number: int, line: str) -> str:
        """One line of the body, without the signs of boxes."""
        if number in self.commented:
            return line
        if self.indented:
            self.indented = not line.strip() or line.startswith(("    ", "\t"))
        if self.indented:
            return self._quoted(line.expandtabs(4)[4:], 1)
        if not self._in_code(line):
            if line.lstrip().startswith(":::") and (found := _COLONS.fullmatch(line)):
                return self._colons(number, line, found)
            if (found := _INDENTED.fullmatch(line)) and found["kind"] in BOXES:
                self.indented = True
                return self._quoted(self._titled(found["kind"], found["title"]), 1)
        return self._quoted(line)

    def _in_code(self, line: str) -> bool:
        fence = FENCE.match(line)
        if fence and not self.fence:
            self.fence = fence[1]
        elif fence and fence[1].startswith(self.fence) and not line.strip("`~> \t"):
            self.fence = ""
        return bool(fence or self.fence)

    def _colons(self, number: int, line: str, found: re.Match[str]) -> str:
        """The first or last line of a box that ends with colons."""
        if not found["kind"]:
            quoted = self._quoted("")
            self.depth -= bool(self.within) and self.within.pop()
            return quoted
        self.within.append(found["kind"] in BOXES and self.depth < _DEEPEST)
        self.depth += self.within[-1]
        title = (found["label"] or found["title"] or "").strip()
        if self.within[-1]:
            return self._quoted(self._titled(found["kind"], title))
        self.say(number, line, f"the box `{found['kind']}` is shown as plain text", "guessed")
        return self._quoted(f"**{title}**" if title else "")

    def _titled(self, kind: str, title: str | None) -> str:
        return f"**{title or label(kind)}**  "  # two spaces: the text below begins on a line of its own

    def _quoted(self, line: str, more: int = 0) -> str:
        depth = self.depth + more
        return f"{'> ' * depth}{line}" if line.strip() else ">" * depth
