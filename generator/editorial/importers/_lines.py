"""The lines of wire copy, which of them are bullets, and the problems found in them."""

from __future__ import annotations

import re

import msgspec

from generator.model.problems import Problem

_GLYPHS = r"[-*•‣⁃∙·◦●○▪▫■□▸►▶➤–—−‐‑]"
_BULLET = re.compile(rf"(?P<glyph>{_GLYPHS})(?P=glyph)?(?P<space>\s*)(?P<text>.*)")
_BULLETS_ONLY = re.compile(rf"(?:{_GLYPHS}\s*){{2,}}")


class Line(msgspec.Struct, frozen=True):
    """One line that is not blank: its number and the line itself."""

    number: int
    raw: str

    @property
    def text(self) -> str:
        """The line's text without the white space at its ends, which has no meaning."""
        return self.raw.strip()

    @property
    def bullet(self) -> str | None:
        """The text after a bullet, empty if there is none; ``None`` if the line has no bullet.

        A rule (``---``), an end mark (``-30-``) and emphasised words (``*Correction* of Monday``) are not bullets,
        although they start with the same character.
        """
        found = _BULLET.fullmatch(self.text)
        if not found or _BULLETS_ONLY.fullmatch(self.text) or _closed(**found.groupdict()):
            return None
        return found["text"]


def _closed(glyph: str, space: str, text: str) -> bool:
    """Return whether ``glyph`` before ``text`` is one of a pair around words."""
    return not space and (glyph in text if glyph == "*" else text.endswith(glyph))


def lines(text: str) -> tuple[Line, ...]:
    """Return every line of ``text`` that is not blank, numbered from 1."""
    numbered = enumerate(text.split("\n"), 1)
    return tuple(Line(number, raw) for number, raw in numbered if raw.strip())


class Report:
    """Collects the problems of one file."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems

    def say(self, message: str, fix: str, line: Line | None = None, part: str = "") -> None:
        """Add a problem in ``line``, at the position of ``part``; without a line, a problem of the whole file."""
        if line is None:
            self.problems.append(Problem(self.path, 0, 0, message, fix))
            return
        column = line.raw.index(part or line.text) + 1
        self.problems.append(Problem(self.path, line.number, column, message, fix, line.raw))
