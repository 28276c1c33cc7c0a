"""Fast paths through markdown-it for the most common copy: one-line paragraphs with few special characters.

Each gives exactly the same result as markdown-it's own rules, and declines if those have more to do.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from generator.reading.markdown.definition_lists import MARKS

_QUOTES = "\"'“”‘’«»„"
_SPECIAL = re.compile(r"[\n\\`~*_\[<&\0]")
"""The special characters of Markdown: every inline rule starts at one of them, or at a comment's mark."""


def paragraph(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """Parse a line between blank lines that begins with a letter or a quotation mark as a paragraph. (A block rule.)

    All other blocks begin with another character, are indented, or have a second line.
    """
    after = line + 1
    if silent or (after < state.lineMax and not state.isEmpty(after)) or state.is_code_block(line):
        return False
    first = state.src[state.bMarks[line] + state.tShift[line]]
    if not (first.isalpha() or first in _QUOTES):
        return False
    if _is_defined(state, after + 1):
        return False
    state.line = after
    opening = state.push("paragraph_open", "p", 1)
    words = state.push("inline", "", 0)
    opening.map, words.map = [line, after], [line, after]
    words.content = mdTrim(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    words.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _is_defined(state: StateBlock, line: int) -> bool:
    """Whether a definition begins on a line, so that the text above it is a term."""
    return line < state.lineMax and state.src.startswith(MARKS, state.bMarks[line] + state.tShift[line])


def text(words: str) -> list[Token] | None:
    """Return the tokens of a line without special characters; ``None`` if it has some."""
    if _SPECIAL.search(words):
        return None
    return [Token("text", "", 0, content=words)] if words else []
