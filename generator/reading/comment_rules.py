"""markdown-it rules for comments: blocks that contain only comments, and comments within a line of text.

They replace CommonMark's own rules for ``<!--``, ``<?``, ``<!`` and ``<![CDATA[`` (0.31, sections 4.6 and 6.6), whose
markers are numbered (see ``comments``). As in CommonMark, a comment on its own lines ends a paragraph; but text
that follows a comment on the same line is Markdown.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import HTML_SEQUENCES
from markdown_it.rules_inline import StateInline

from generator.reading.comment_signs import RARE
from generator.reading.comments import Comments, lines_in

_ENDS = ("softbreak", "hardbreak")
_BLOCK = re.compile("|".join(HTML_SEQUENCES[kind][0].pattern for kind in (0, 5)), re.IGNORECASE)
"""The start of a block of raw HTML that a paragraph cannot contain."""


def install(parser: MarkdownIt) -> None:
    """Add the rules. They do nothing if ``env`` has no ``comments``."""
    parser.disable("normalize")  # it would replace the marks; `markdown.render` has already normalised the source
    parser.block.ruler.before("html_block", "comment", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("escape", "comment", _inline)
    for sign in RARE:
        parser.inline.add_terminator_char(sign)


def _inline(state: StateInline, silent: bool) -> bool:
    start = state.pos
    comments: Comments | None = state.env.get("comments")
    if not comments or not state.src.startswith("\0", start + 1):
        return False
    span = comments.span(state.src, start, state.posMax)
    if not span:
        return False
    state.pos = span.end
    if not silent:
        _spaced(state)
        follows_space = _spaced_before(state)
        token = state.push("comment", "", 0)
        token.content = state.src[start : span.end]
        token.meta = {"closed": span.closed, "lines": lines_in(token.content), "inline": True}
        token.meta["follows_space"] = follows_space
    return True


def _spaced(state: StateInline) -> None:
    """Reduce the spaces around a comment to one, or to none at the start or end of the line."""
    after = state.pos
    while after < state.posMax and state.src[after] in " \t":
        after += 1
    if after == state.posMax or state.src[after] == "\n":
        state.pending = state.pending.rstrip(" \t")
        state.pos = after
    elif _spaced_before(state):
        state.pos = after


def _spaced_before(state: StateInline) -> bool:
    """Whether a space or the start of the line precedes this position, ignoring comments."""
    if state.pending:
        return state.pending.endswith((" ", "\t"))
    last = state.tokens[-1] if state.tokens else None
    if last and last.type == "comment":
        return bool(last.meta["follows_space"])
    return last is None or last.type in _ENDS or (last.type == "text" and last.content.endswith((" ", "\t")))


def _block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    comments: Comments | None = state.env.get("comments")
    position = state.bMarks[first] + state.tShift[first]
    if not comments or not state.src.startswith("\0", position + 1) or state.is_code_block(first):
        return False
    start, line, limit = position, first, state.eMarks[end - 1]
    while position < state.eMarks[line]:
        span = comments.span(state.src, position, limit)
        if not span or not span.closed:
            break
        position = span.end
        while state.eMarks[line] < position:
            line += 1
            if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
                return False  # the list ends before the comment does
        position = state.skipSpaces(position)
    rest = state.src[position : state.eMarks[line]]
    if position == start or (rest and not (state.md.options.html and _BLOCK.match(rest))):
        return False
    if not silent:
        _push(state, first, line + 1, "html_block" if rest else "comment")
    return True


def _push(state: StateBlock, first: int, end: int, kind: str) -> None:
    state.line = end
    token = state.push(kind, "", 0)
    token.map = [first, end]
    token.content = state.getLines(first, end, state.blkIndent, True)
    token.meta = {"closed": True, "inline": False}
