"""Boxes in adopted copy (``::: warning``, ``!!! note``), which become quotes that begin with their title.

Each line stays on its line. Those of blocks that the site has are left as they are (see ``reading/blocks/``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

import msgspec

from generator.model.problems import Outcome
from generator.reading.adopted.inline_markup import BOXES, label
from generator.reading.blocks import lines as block_lines
from generator.reading.comments.kinds import OPENING

FENCE = re.compile(r"[ ]{0,3}(?:>[ ]?)*[ ]{0,3}(`{3,}|~{3,})")
_COLONS = re.compile(
    r"[ ]{0,3}(:{3,})[ ]*+"
    r"(?:(?P<kind>[a-z]++)[ ]*+(?:\[(?P<label>[^\]]*)\]|(?P<title>[^\[{].*?))?(?:\{[^{}]*+\})?)?"
)
_INDENTED = re.compile(
    r"""[ ]{0,3}(?:!!!|\?{3}\+?)[ ]+(?P<kind>[a-z]+)(?:[ ]+[a-z-]+){0,9}(?:[ ]+"(?P<title>[^"]*)")?[ ]*+"""
)


def may_have_comments(body: str) -> bool:
    """Whether a body has the beginning of any comment, with its boxes or without them."""
    lines = (
        "" if _COLONS.fullmatch(line.rstrip(" ")) or _INDENTED.fullmatch(line) else line for line in body.split("\n")
    )
    return bool(OPENING.search(body) or OPENING.search("\n".join(map(_dedented, lines))))


def _dedented(line: str) -> str:
    """A line without the indentation of a box."""
    spread = line.expandtabs(4)
    return spread[4:] if spread.startswith("    ") else line.lstrip()


_DEEPEST = 9  # quotes; each box costs a sign on every line in it


class Boxes(msgspec.Struct):
    """Reads a body line by line; ``say`` reports what became of a line. Lines with comments stay as they are.

    ``plain``: the body may have comments (see ``may_have_comments``), which might not be found in a quote and be shown,
    so the text of boxes stays outside quotes.
    """

    commented: set[int]
    say: Callable[[int, str, str, Outcome], None]
    plain: bool
    blocks: Collection[str] = ()
    fence: str = ""
    depth: int = 0  # of the quotes around the line
    within: list[bool | None] = []  # for each of the boxes that end with colons, whether it is a quote; None: a block
    indented: bool = False  # whether the line is in a box of indented lines

    def line(self, number: int, line: str) -> str:
        """One line of the body, without the signs of boxes."""
        commented = number in self.commented
        if self.indented and not commented:
            self.indented = not line.strip() or line.startswith(("    ", "\t"))
        if self.indented:
            return self._quoted(_dedented(line), not self.plain)
        if commented:
            return line
        if not self._in_code(line):
            if line.lstrip().startswith(":::") and not line.startswith("    "):
                if read := self._block(line):
                    return read
                if found := _COLONS.fullmatch(line.rstrip(" ")):
                    return self._colons(number, line, found)
            if (found := _INDENTED.fullmatch(line)) and found["kind"] in BOXES:
                self.indented = True
                return self._opening(number, line, found["kind"], found["title"] or "", not self.plain)
        return self._quoted(line)

    def _in_code(self, line: str) -> bool:
        fence = FENCE.match(line)
        if fence and not self.fence:
            self.fence = fence[1]
        elif fence and fence[1].startswith(self.fence) and not line.strip("`~> \t"):
            self.fence = ""
        return bool(fence or self.fence)

    def _block(self, line: str) -> str:
        """The first or last line of a block that the site has; empty if it is none."""
        read = block_lines.read(line.strip())
        if read.name in self.blocks:
            self.within += [] if read.ended else [None]
            return self._quoted(line)
        if not read.name and not read.is_foreign and self.within and self.within[-1] is None:
            self.within.pop()
            return self._quoted(line)
        return ""

    def _colons(self, number: int, line: str, found: re.Match[str]) -> str:
        """The first or last line of a box that ends with colons."""
        if not found["kind"]:
            quoted = self._quoted("")
            self.depth -= bool(self.within and self.within.pop())
            return quoted
        is_quote = found["kind"] in BOXES and self.depth < _DEEPEST and not self.plain
        self.within.append(is_quote)
        title = (found["label"] or found["title"] or "").strip()
        opening = self._opening(number, line, found["kind"], title, is_quote)
        self.depth += is_quote
        return opening

    def _opening(self, number: int, line: str, kind: str, title: str, quoted: bool) -> str:
        """The title of a box. Two spaces behind it: the text below begins on a line of its own."""
        if quoted:
            return self._quoted(f"**{title or label(kind)}**  ", 1)
        self.say(number, line, f"the box `{kind}` is shown as plain text", "guessed")
        return self._quoted(f"**{title}**" if title else "")

    def _quoted(self, line: str, more: int = 0) -> str:
        depth = self.depth + more
        return f"{'> ' * depth}{line}" if line else ">" * depth  # in code, a line of spaces counts
