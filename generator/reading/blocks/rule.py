"""A markdown-it rule for the lines on which blocks begin and end: those that start with three or more colons.

Each such line is a token of its own, so that only the parser decides what is code; ``blocks`` pairs these tokens. The
container plugin of mdit-py-plugins is not used, because it searches for the end of each container by itself: it also
finds ends in code, ends nested containers at the same line unless the outer one has more colons, and takes quadratic
time if many containers do not end.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

SIGN = ":::"
"""The colons with which the first and the last line of a block begin."""

_ENDS = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


def install(parser: MarkdownIt) -> None:
    """Add the rule to a parser. A line with colons also ends a paragraph, a list and a quote."""
    parser.block.ruler.before("fence", "colons", _colons, {"alt": _ENDS})


def _colons(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(SIGN, start, state.eMarks[line]) or state.is_code_block(line):
        return False
    if not silent:
        state.line = line + 1
        token = state.push("colons", "", 0)
        token.map = [line, state.line]
        token.info = state.src[start : state.eMarks[line]]
    return True
