"""markdown-it rules for comments: blocks that contain only comments, and comments within a line of text.

They replace CommonMark's rules for ``<!--``, ``<?``, ``<!`` and ``<![CDATA[`` (0.31, sections 4.6 and 6.6), whose
markers are numbered (see ``removal``). As in CommonMark, a comment on its own lines ends a paragraph. Unlike there,
text that follows a comment on the same line is Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import HTML_SEQUENCES
from markdown_it.rules_inline import StateInline

from generator.reading.comments.removal import Comments, lines_in
from generator.reading.comments.signs import RARE

_ENDS = ("softbreak", "hardbreak")
_BLOCK = re.compile("|".join(HTML_SEQUENCES[kind][0].pattern for kind in (0, 5)), re.IGNORECASE)
"""The start of a block of raw HTML that a paragraph cannot contain."""


def install(parser: MarkdownIt) -> None:
    """Add the rules. They do nothing if ``env`` has no ``comments``."""
    parser.disable("normalize")  # it would replace the marks; `markdown.render` has already normalised the source
    parser.block.ruler.before("html_block", "comment", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("escape", "comment", _inline)
    for character in RARE:
        parser.inline.add_terminator_char(character)


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
    end = _end_of_block(comments, first, end, silent)
    position = state.bMarks[first] + state.tShift[first]
    if not comments or not state.src.startswith("\0", position + 1) or state.is_code_block(first):
        return False
    last, after = _after_comments(state, comments, first, state.eMarks[end - 1])
    if after <= position:
        return False
    if not silent:
        _push(state, first, last + 1, "html_block" if after < state.eMarks[last] else "comment")
    return True


def _after_comments(state: StateBlock, comments: Comments, line: int, limit: int) -> tuple[int, int]:
    """Return the line and offset at which the comments that begin a line end; -1 if they are not a separate block.

    ``no_blocks`` has, for each end of a comment, the line below which the comment must begin to be in such a block. It
    keeps the time linear if many comments end at the same place or follow each other.
    """
    position, passed = state.bMarks[line] + state.tShift[line], list[tuple[int, int, int]]()
    while position < state.eMarks[line]:
        span = comments.span(state.src, position, limit)
        if not span or not span.closed:
            break
        here, last = (span.end, limit, state.blkIndent), bisect_left(state.eMarks, span.end, line)
        outside = comments.no_blocks.get(here) or _outside(state, line, last)
        if line < outside:  # the list ends before the comment does
            comments.no_blocks |= {here: outside, **dict.fromkeys(passed, len(state.eMarks))}
            return line, -1
        passed.append(here)
        line, position = last, state.skipSpaces(span.end)
    rest = state.src[position : state.eMarks[line]]
    if rest and not (state.md.options.html and _BLOCK.match(rest)):
        comments.no_blocks |= dict.fromkeys(passed, len(state.eMarks))
        return line, -1
    return line, position


def _outside(state: StateBlock, first: int, last: int) -> int:
    """Return the last line of a comment, below its first, that is outside the list or quote; 0 if there is none."""
    below = range(last, first, -1)
    return next((line for line in below if state.sCount[line] < state.blkIndent and not state.isEmpty(line)), 0)


def _end_of_block(comments: Comments | None, first: int, end: int, silent: bool) -> int:
    """Return the line at which the current quote or list ends.

    When a paragraph asks whether a comment ends it (``silent``), ``end`` is the end of the text instead. With that, the
    paragraph would end at a comment that its quote does not close, and each line would become a paragraph.
    """
    if not comments:
        return end
    if silent and first < comments.block_end:
        return min(end, comments.block_end)
    comments.block_end = end
    return end


def _push(state: StateBlock, first: int, end: int, kind: str) -> None:
    state.line = end
    token = state.push(kind, "", 0)
    token.map = [first, end]
    token.content = state.getLines(first, end, state.blkIndent, True)
    token.meta = {"closed": True, "inline": False}
