"""What is said to editors of the comments in a body."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.model.problems import Level
from generator.reading.comment_kinds import BANG, COMMENT
from generator.reading.comment_openers import Openers
from generator.reading.source_map import CopyDesk

_ENOUGH = 20  # problems of one kind that are named
_LONGEST = 40  # characters of a comment that are shown in a message

BANG_FAULT = f"`{BANG}` does not end a comment, so what follows is hidden, too, as far as `-->`", "write `-->` instead"
"""What is said of ``--!>`` inside a comment, and how to mend it."""


def say_comments(desk: CopyDesk, comments: Openers) -> None:
    """Point out comments that are never closed, misspelt, inside another one, or another program's.

    What is an error is a warning where copy is adopted. Nothing of any comment is published either way.
    """
    if comments.refused is not None:
        line, column = comments.place(comments.refused)
        message = "too many comments in this story run across paragraphs or are inside links and tags"
        desk.say(message, "put each comment on lines of its own, with an empty line above and below", line, column)
    for number in islice(sorted(comments.halved), _ENOUGH):
        message = "this is indented by four spaces, so it is code and no comment, but its end is below the code"
        fix = "begin the line with `<!--`; if it is to be code, indent all of it"
        desk.say(message, fix, *comments.place(number))
    for number in islice(comments.nested(), _ENOUGH):
        message = "a comment begins here inside another one, and the next `-->` ends both"
        _say(desk, comments, number, message, "close the first one with `-->` above, or take out this `<!--`")
    for at in islice(_bangs(comments), _ENOUGH):
        level: Level = "warning" if desk.adopt else "error"
        desk.say(*BANG_FAULT, *comments.position(at), level)
    for number, start, end in islice(comments.spans(), _ENOUGH):
        if number in comments.unclosed:
            _say_unclosed(desk, comments, number)
        else:
            _say_closed(desk, comments, number, comments.source[start:end])


def _bangs(comments: Openers) -> Iterator[int]:
    """Where the first ``--!>`` is in each comment that holds one."""
    for number, start, end in comments.spans():
        at = comments.source.find(BANG, start, end) if comments.openers[number].kind.name == COMMENT else -1
        if at >= 0:
            yield at


def _say_unclosed(desk: CopyDesk, comments: Openers, number: int) -> None:
    kind, written = comments.openers[number].kind, comments.openers[number].written
    message = f"the comment that begins here is never closed with `{kind.closing}`, so nothing below it is shown"
    fix = f"write `{kind.closing}` where it ends; if readers are to see the sign, write `\\{written}`"
    _say(desk, comments, number, message, fix)


def _say_closed(desk: CopyDesk, comments: Openers, number: int, comment: str) -> None:
    kind, written = comments.openers[number].kind, comments.openers[number].written
    shown = " ".join(comment.split())
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    if kind.treated == "warned":
        message = f"`{shown}` is an instruction to a program, so it is not shown"
        fix = "take it out; if readers are to see it, write it between backticks"
        desk.say(message, fix, *comments.place(number), "warning")
    elif kind.treated == "error":
        fix = f"write `<!-- ... -->`, without spaces or dashes of other kinds; if readers are to see it, `\\{written}`"
        _say(desk, comments, number, f"`{written}` does not begin a comment", fix)
    elif kind.treated == "foreign" and not desk.adopt:
        message = f"`{shown}` is a comment in another program, but not here"
        fix = f"write `<!-- ... -->`; if readers are to see it, put a backslash before it: `\\{written}`"
        _say(desk, comments, number, message, fix)


def _say(desk: CopyDesk, comments: Openers, number: int, message: str, fix: str) -> None:
    level: Level = "warning" if desk.adopt else "error"
    desk.say(message, fix, *comments.place(number), level)
