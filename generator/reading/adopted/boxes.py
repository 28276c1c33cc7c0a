"""Converts boxes in adopted copy (``::: warning``, ``!!! note``) into quotes that begin with the title of the box.

The number of lines stays the same. Blocks that the site has are left as they are (see ``reading/blocks/``).
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
    """Whether any comment may begin in a body, either as it is or once the lines of boxes are removed."""
    lines = (
        "" if _COLONS.fullmatch(line.rstrip(" ")) or _INDENTED.fullmatch(line) else line for line in body.split("\n")
    )
    return bool(OPENING.search(body) or OPENING.search("\n".join(map(_dedented, lines))))


def _dedented(line: str) -> str:
    """Return a line without the indentation of a box."""
    spread = line.expandtabs(4)
    return spread[4:] if spread.startswith("    ") else line.lstrip()


_DEEPEST = 9  # nested quotes; each adds a character to every line in it


class Boxes(msgspec.Struct):
    """Reads a body line by line. ``say`` reports how a line was treated. Lines with comments stay as they are.

    ``plain`` says that the body may have comments (see ``may_have_comments``). In a quote, a comment might not be
    recognised and be shown to readers, so the text of boxes is then not put into quotes.
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
        """Return one line of the body, without the markers of boxes."""
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
        """Return the line if it begins or ends a block that the site has; otherwise ""."""
        read = block_lines.read(line.strip())
        if read.name in self.blocks:
            self.within += [] if read.ended else [None]
            return self._quoted(line)
        if not read.name and not read.is_foreign and self.within and self.within[-1] is None:
            self.within.pop()
            return self._quoted(line)
        return ""

    def _colons(self, number: int, line: str, found: re.Match[str]) -> str:
        """Convert the first or last line of a box that ends with colons."""
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
        """Return the title of a box. Two spaces after it put the text below on a line of its own."""
        if quoted:
            return self._quoted(f"**{title or label(kind)}**  ", 1)
        self.say(number, line, f"the box `{kind}` is shown as plain text", "guessed")
        return self._quoted(f"**{title}**" if title else "")

    def _quoted(self, line: str, more: int = 0) -> str:
        depth = self.depth + more
        return f"{'> ' * depth}{line}" if line else ">" * depth  # in code, a line of spaces counts
