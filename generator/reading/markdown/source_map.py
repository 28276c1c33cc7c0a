"""The source map: finds the line and column of what the parser has read, and collects problems and mentions."""

from __future__ import annotations

import re

from markdown_it.common.utils import escapeHtml

from generator.model.manuscript import Mention
from generator.model.problems import Level, Outcome, Problem
from generator.reading.adopted import links
from generator.reading.markdown.links import MARK, Refusal, resolve

HELD = "\0"
"""Stands for ``broadsheet:`` in addresses until rendering is done. It cannot occur in a source."""

_FARTHEST = 10_000  # columns; longer lines are machine-made and slow to search

_BEFORE = ("](", "](<", "]: ", "]:", "<", '="', "='", "=", "")  # what precedes an address

_AFTER = ("", " ", "\t", ")", ">", '"', "'")  # what follows an address

_EMPTY = re.compile(r"\]\(\s*+(?:<>)?\s*+\)")

Lines = tuple[int, int]
"""A range of lines in the source: the first line and the one after the last, from 0."""


def _found(line: str, text: str, complete: bool) -> int:
    """Return the column of a text in a line; -1 if it is missing. ``complete``: not where the address continues."""
    column = line.find(text, 0, _FARTHEST)
    while complete and column >= 0 and line[column + len(text) : column + len(text) + 1] not in _AFTER:
        column = line.find(text, column + 1, _FARTHEST)
    return column


class SourceMap:
    """Maps one source.

    ``addresses`` are the hrefs that it accepted, before they are escaped for HTML. ``parts`` are the parts of the page
    to which links lead, with the places of the links. ``lines`` are those of the source, with comments replaced by
    spaces. With ``adopt``, a refused address is a warning. ``withheld`` says that the source contains text that nobody
    should see, and that could not be left out. ``links`` is the number of links around what is being rendered.
    """

    def __init__(self, source: str, path: str, first_line: int = 1, adopt: bool = False) -> None:
        self.path, self.first_line, self.adopt = path, first_line, adopt
        self.lines = self._written = source.split("\n")
        self.problems: list[Problem] = []
        self.mentions: dict[str, Mention] = {}
        self.addresses: set[str] = set()
        self.parts: dict[str, tuple[int, int]] = {}
        self.withheld = False
        self.links = 0
        self._remote: list[tuple[int, int]] = []  # where pictures on other sites are written
        self._empty: dict[Lines, int] = {}

    @property
    def refusal(self) -> tuple[Level, Outcome]:
        """The level and outcome of a problem with something that cannot be published."""
        return ("warning", "dropped") if self.adopt else ("error", "")

    def without(self, blanked: str) -> None:
        """Search ``blanked`` from now on: the source with comments replaced by spaces."""
        self.lines = blanked.split("\n")

    @property
    def all_lines(self) -> Lines:
        """All lines of the source."""
        return 0, len(self.lines)

    def say(
        self, message: str, fix: str, line: int, column: int = -1, level: Level = "error", outcome: Outcome = ""
    ) -> None:
        """Report a problem at a line and column that count from 0; column -1 means the entire line."""
        source = self._written[line] if line < len(self._written) else ""
        self.problems.append(
            Problem(self.path, self.first_line + line, column + 1, message, fix, source, level, outcome),
        )

    def find(self, written: str, lines: Lines, before: tuple[str, ...] = _BEFORE) -> tuple[int, int]:
        """Return the line and column of ``written`` after the first of ``before`` that fits, or the first line and -1.

        A place where the address is complete is preferred to one where it is the beginning of another address.
        """
        numbers = range(lines[0], min(lines[1], len(self.lines)) if written else 0)
        for complete in (True, False) if before is _BEFORE else (False,):
            for prefix in before:
                for number in numbers:
                    column = _found(self.lines[number], prefix + written, complete)
                    if column >= 0:
                        return number, column + len(prefix)
        return lines[0], -1

    def address(self, written: str, lines: Lines, picture: bool = False) -> str | None:
        """Return the href of a link or picture, with ``HELD`` if it is a placeholder; ``None`` if it is refused."""
        if self.adopt and (adopted := links.address(written, self.path)) != written:
            place = self.find(written, lines)
            message = f"the address `{written}` is read as `{adopted}`"
            self.say(message, f"write it like this: `{adopted}`", *place, "warning", "guessed")
            found = resolve(adopted, self.path, picture)
        else:
            found = resolve(written, self.path, picture)
        if isinstance(found, Refusal):
            level, outcome = self.refusal
            self.say(found.message, found.fix, *self.find(written, lines), level, outcome)
            return None
        if not found.href:
            place = self._next_empty(lines)
            self.say("this link has no address", "write it between the parentheses", *place, level="warning")
        if picture and found.elsewhere:
            self._remote.append(self.find(written, lines))
        self.addresses.add(found.href)
        if written.startswith("#"):
            self.parts.setdefault(written, self.find(written, lines))
        if not found.target:
            return found.href
        return self._mention(found.href, found.target, written, lines)

    def say_remote(self, shown: bool) -> None:
        """Report pictures on other sites, once for all of them; ``shown`` says whether pages load them."""
        if not self._remote:
            return
        others = len(self._remote) - 1
        which, learn = "this picture is on another site", "learns"
        if others:
            which, learn = f"this picture and {others} more in this file are on other sites", "learn"
        if shown:
            then = f"which {learn} of every reader"
        else:
            then = "which would learn of every reader, so there is a link instead"
        outcome: Outcome = "guessed" if self.adopt and not shown else ""
        fix = "copy the picture next to the story, if you have the right to, and name that file"
        self.say(f"{which}, {then}", fix, *min(self._remote), "warning", outcome)

    def _next_empty(self, lines: Lines) -> tuple[int, int]:
        """Return the line and column of the next link without an address. A paragraph's links are read in order."""
        found = [
            (number, link.start() + 2)
            for number in range(lines[0], min(lines[1], len(self.lines)))
            for link in _EMPTY.finditer(self.lines[number], 0, _FARTHEST)
        ]
        nth = self._empty[lines] = self._empty.get(lines, -1) + 1
        return found[nth] if nth < len(found) else (lines[0], -1)

    def _mention(self, href: str, target: str, written: str, lines: Lines) -> str:
        mark = escapeHtml(href)
        if mark not in self.mentions:
            line, column = self.find(written, lines)
            self.mentions[mark] = Mention(target, mark, written, self.first_line + line, column + 1)
        return HELD + href.removeprefix(MARK)
