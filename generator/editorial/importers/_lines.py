"""The lines of a piece of copy, which of them are bullets, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.problems import Problem

_GLYPHS = r"[-*•‣⁃∙·◦●○▪▫■□▸►▶➤–—−‐‑]"
_BULLET = re.compile(rf"(?P<glyph>{_GLYPHS})(?P=glyph)?(?P<space>\s*)(?P<text>.*)")
_SIGNS_ONLY = re.compile(rf"(?:{_GLYPHS}\s*){{2,}}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its number, the line itself, and its text without space at the ends."""

    number: int
    raw: str

    @property
    def text(self) -> str:
        """The line's text; space at its ends is how it was set, not what it says."""
        return self.raw.strip()

    @property
    def bullet(self) -> str | None:
        """The text behind a bullet, empty where none follows; ``None`` where the line has no bullet.

        A rule (``---``), an end mark (``-30-``) and words set apart (``*Correction* of Monday``) are not
        bullets, though they begin with the same sign.
        """
        found = _BULLET.fullmatch(self.text)
        if not found or _SIGNS_ONLY.fullmatch(self.text) or _closed(**found.groupdict()):
            return None
        return found["text"]


def _closed(glyph: str, space: str, text: str) -> bool:
    """Whether the sign before ``text`` is one of a pair around words."""
    return not space and (glyph in text if glyph == "*" else text.endswith(glyph))


def lines(text: str) -> tuple[Line, ...]:
    """Every line of ``text`` that is not blank, numbered from 1."""
    numbered = enumerate(text.split("\n"), 1)
    return tuple(Line(number, raw) for number, raw in numbered if raw.strip())


class Report:
    """What is wrong in one file, gathered."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems

    def say(self, message: str, fix: str, line: Line | None = None, part: str = "") -> None:
        """A problem of ``line``, at the place of ``part`` in it; without a line, of the whole file."""
        if line is None:
            self.problems.append(Problem(self.path, 0, 0, message, fix))
            return
        column = line.raw.index(part or line.text) + 1
        self.problems.append(Problem(self.path, line.number, column, message, fix, line.raw))
