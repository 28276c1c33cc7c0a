"""Reports problems with the comments in a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.model.problems import Level
from generator.reading.comments.kinds import BANG, COMMENT, DEFINITION, SLIP, CommentKind
from generator.reading.comments.openers import Openers
from generator.reading.markdown.source_map import SourceMap

_DOUBTFUL = frozenset(
    {"rst", "c", "asciidoc_line", "haskell"}
)  # kinds that may be text, so adopted copy does not lose them silently
_MOST_REPORTED = 20  # problems of one kind
_LONGEST = 40  # characters of a comment that a message shows

_OPEN_TITLE = re.compile(r"""[ \t]*(?:\([^()]*|"[^"]*|'[^']*)|.*\n[ \t]*\n.*""", re.DOTALL)

BANG_FAULT = f"`{BANG}` does not end a comment, so everything up to the next `-->` is hidden", "write `-->` instead"
"""The message about ``--!>`` inside a comment, and the fix."""


def slip_fault(kind: CommentKind, written: str) -> tuple[str, str]:
    """Return the message about a marker that only looks like that of a comment, and the fix."""
    if kind.name in (DEFINITION, SLIP):
        message = "this looks like a comment, but it is not one as it is written, or where it is"
        return message, "write `<!-- ... -->` instead; if readers should see it, put a backslash before the bracket"
    fix = f"write `<!-- ... -->`, without spaces or other kinds of dashes; if readers should see it, `\\{written}`"
    return f"`{written}` does not begin a comment", fix


def report_comments(source_map: SourceMap, comments: Openers) -> None:
    """Report comments that are never closed, misspelt, inside another one, or in another program's syntax.

    Errors are warnings for adopted copy. In both cases no part of any comment is published.
    """
    if comments.refused is not None:
        line, column = comments.place(comments.refused)
        message = "too many comments in this story run across paragraphs or are inside links and tags"
        source_map.say(
            message, "put each comment on lines of its own, with an empty line above and below", line, column
        )
    for number in islice(sorted(comments.halved), _MOST_REPORTED):
        message = "this is indented by four spaces, so it is code, not a comment, but its end is below the code"
        fix = "begin the line with `<!--`; if it is meant to be code, indent all of it"
        source_map.say(message, fix, *comments.place(number))
    for number in islice(sorted(comments.coded - comments.halved), _MOST_REPORTED):
        _say_coded(source_map, comments, number)
    for number in islice(comments.nested(), _MOST_REPORTED):
        message = "a comment begins here inside another one, and the next `-->` ends both"
        _say(source_map, comments, number, message, "close the first one with `-->` above, or remove this `<!--`")
    for at in islice(_bangs(comments), _MOST_REPORTED):
        level: Level = "warning" if source_map.adopt else "error"
        source_map.say(*BANG_FAULT, *comments.position(at), level)
    for number, start, end in islice(comments.spans(), _MOST_REPORTED):
        if number in comments.unclosed or comments.openers[number].kind.treated == "unclosed":
            _say_unclosed(source_map, comments, number)
        else:
            _say_closed(source_map, comments, number, comments.source[start:end])


def _bangs(comments: Openers) -> Iterator[int]:
    """Yield the offset of the first ``--!>`` in each comment that contains one."""
    for number, start, end in comments.spans():
        at = comments.source.find(BANG, start, end) if comments.openers[number].kind.name == COMMENT else -1
        if at >= 0:
            yield at


def _say_unclosed(source_map: SourceMap, comments: Openers, number: int) -> None:
    kind, written = comments.openers[number].kind, comments.openers[number].written
    hidden = "the rest of this paragraph is not" if kind.treated == "unclosed" else "nothing below it is"
    message = f"the comment that begins here is never closed with `{kind.closing}`, so {hidden} shown"
    fix = f"write `{kind.closing}` where it ends; if readers should see it, write `\\{written}`"
    _say(source_map, comments, number, message, fix)


def _say_coded(source_map: SourceMap, comments: Openers, number: int) -> None:
    """Report a comment in indented code, which readers would see. Somebody who means to show it would use a fence."""
    kind, written = comments.openers[number].kind, comments.openers[number].written
    if kind.name in (COMMENT, DEFINITION) or kind.treated == "error":
        message = "this is indented by four spaces, so it is code, not a comment, and readers see it"
        fix = (
            f"begin the line with `{written}`; if readers should see it, put a line of three backticks above and below"
        )
        _say(source_map, comments, number, message, fix)


def _say_closed(source_map: SourceMap, comments: Openers, number: int, comment: str) -> None:
    kind, written = comments.openers[number].kind, comments.openers[number].written
    if kind.name == DEFINITION and _OPEN_TITLE.fullmatch(comment, len(written)):
        message = "this note is not closed in its paragraph"
        _say(
            source_map,
            comments,
            number,
            message,
            "put all of it on one line in round brackets, or write `<!-- ... -->`",
        )
    shown = " ".join(comment.split())
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    if kind.treated == "warned":
        message = f"`{shown}` is an instruction to a program, so it is not shown"
        fix = "remove it; if readers should see it, put it in backticks"
        source_map.say(message, fix, *comments.place(number), "warning")
    elif kind.treated == "error":
        _say(source_map, comments, number, *slip_fault(kind, written))
    elif kind.treated == "foreign" and (not source_map.adopt or kind.name in _DOUBTFUL):
        message = f"`{shown}` is a comment in another program, but not here"
        fix = f"write `<!-- ... -->`; if readers should see it, put a backslash before it: `\\{written}`"
        _say(source_map, comments, number, message, fix)


def _say(source_map: SourceMap, comments: Openers, number: int, message: str, fix: str) -> None:
    level: Level = "warning" if source_map.adopt else "error"
    source_map.say(message, fix, *comments.place(number), level)
