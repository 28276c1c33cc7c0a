"""The kinds of comments in a body: HTML comments, those that other programs remove, and misspelt ones."""

from __future__ import annotations

import re
from typing import Literal

import msgspec
from msgspec.structs import replace

from generator.model.patterns import deferred
from generator.reading.comments.programs import OF_PROGRAMS, Unclosed
from generator.reading.comments.signs import (
    BANG_SIGN,
    DASH,
    FIRST,
    GAP,
    GREATER,
    HYPHEN,
    LESS,
    LONG_DASH,
    either,
)

COMMENT, DEFINITION, SLIP = "comment", "definition", "slip"

Treated = Literal["silent", "warned", "error", "foreign", "unclosed"]
"""How a comment is treated. It is removed silently, with a warning or with an error; ``foreign`` ones are in another
program's syntax, which is not an error in adopted copy; ``unclosed`` ones extend to the end of their paragraph."""


class CommentKind(msgspec.Struct, frozen=True):
    """One kind of comment: the patterns of its opening and closing markers, and the closing marker as people write it.

    If ``closer`` finds a line end, the comment is not closed and cannot continue past it.
    """

    name: str
    opener: str
    closer: re.Pattern[str]
    closing: str
    treated: Treated
    unclosed: Unclosed = "rest"

    def search(self, text: str, after: int, limit: int) -> tuple[int, int, bool]:
        """Return the start and end of the closing marker that follows ``after``, and whether there is one.

        If there is none before ``limit``, both are the end of the text that was searched.
        """
        found = self.closer.search(text, after, limit)
        if not found:
            return limit, limit, False
        closed = not found.group().startswith("\n")
        return (*found.span(), True) if closed else (found.start(), found.start(), False)

    def without_closer(self) -> CommentKind:
        """Return the kind for a marker that is never closed: the comment extends to the end of its paragraph."""
        return replace(self, name=f"{self.name}_unclosed", closer=_PARAGRAPH, treated="unclosed")


class Closers:
    """Finds the ends of comments. No part of a text is searched twice, however many opening markers it has."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, int], tuple[int, int, int]] = {}

    def end(self, kind: CommentKind, text: str, after: int, limit: int) -> int:
        """Return the end of the comment whose opening marker ends at ``after``; -1 if none is before ``limit``."""
        place = text, kind.name, limit
        first, closer, end = self._found.get(place, (limit + 1, limit, -1))
        if not first <= after <= closer:  # otherwise a search from here finds the same closing marker
            closer, end, closed = kind.search(text, after, limit)
            end = end if closed else -1
            self._found[place] = after, closer, end
        return end


_PARAGRAPH = re.compile(r"(?=\n[^\S\n]*\n)|\Z")

BANG = "--!>"
"""Ends a comment in browsers, but not in Broadsheet."""

_TITLE = "|".join(
    rf"{first}(?:[^{first}{last}\\\n]|\\.|\n(?![ \t]*\n))*{last}"
    for first, last in (('"', '"'), ("'", "'"), (r"\(", r"\)"))
)


_HTML = (
    # browsers take each of these two for a complete comment and show what follows, which nobody intends
    CommentKind("abrupt", "<!--(?:->|>)", re.compile("-->"), "-->", "error"),
    # as in CommonMark; `--!>`, which also ends a comment in browsers (HTML, 13.2.5.43), is an error inside one
    CommentKind(COMMENT, "<!--", re.compile("-->"), "-->", "silent"),
    CommentKind("cdata", r"<!\[CDATA\[", re.compile(r"\]\]>"), "]]>", "warned"),
    # `<!--` as word processors, editors that escape HTML, and hasty typists write it
    CommentKind(
        "misspelt",
        f"{LESS}{GAP}{BANG_SIGN}{GAP}(?:{LONG_DASH}|{HYPHEN}{GAP}{DASH})(?:{GAP}{DASH})*",
        deferred(f"(?:{LONG_DASH}|{HYPHEN}{GAP}{DASH}){GAP}{GREATER}"),
        "-->",
        "error",
    ),
    CommentKind("one_dash", f"{LESS}{GAP}{BANG_SIGN}{GAP}{HYPHEN}", deferred(f"{DASH}{GAP}{GREATER}"), "-->", "error"),
    CommentKind(
        "garbled",
        f"{LESS}{GAP}(?:{DASH}{GAP})+{BANG_SIGN}|{LESS}{DASH}{DASH}(?=\\s)|{LESS}[1Il|]{DASH}{DASH}"
        f"|(?<![<\\w\uff1c;]){BANG_SIGN}{DASH}{DASH}(?=\\s)|{LESS}{BANG_SIGN}[_~=]{{2}}",
        deferred(f"(?:{DASH}|[_~=]){{2}}{GAP}{GREATER}|\n[ \t]*\n"),
        "-->",
        "error",
        "text",
    ),
    # the same without a space where one belongs, or without the exclamation mark
    CommentKind(
        "tight",
        f"(?<![<\\w\uff1c;]){BANG_SIGN}{DASH}{DASH}(?=[^\\s>-])|{LESS}{DASH}{DASH}(?=[^\\s>-])|{LESS}{LONG_DASH}(?!{GAP}{GREATER})",
        deferred(f"{DASH}{GAP}{GREATER}|\n"),
        "-->",
        "error",
        "text",
    ),
    CommentKind("spaced", f"{LESS}{BANG_SIGN}(?=[^\\S\n])", deferred(f"{GREATER}|\n"), ">", "error", "text"),
    CommentKind("declaration", r"<!(?=[A-Za-z\[])", re.compile(r">|\n[ \t]*\n"), ">", "warned", "text"),
    CommentKind("instruction", r"<\?", re.compile(r"\?>"), "?>", "warned"),
)

_OTHERS = tuple(
    CommentKind(name, opener, deferred(closer), closing, "foreign", unclosed)
    for name, opener, closer, closing, unclosed in OF_PROGRAMS
)

_NOWHERE = r":[ \t]*(?:\#|<\#?>)"
_NOTE = r"(?i:comment|kommentar|coment[aá]rio|commento|yorum)"
_LABEL = "(?!\\^)[^\\]\\[\uff3b\uff3d\n]{1,200}"
_OPEN, _SHUT = f"[{either('[')}]", f"[{either(']')}]"
_NOTE_LABEL = rf"{_OPEN}{GAP}(?!\^)[^\]\[\uff3b\uff3d\n]{{0,40}}{_NOTE}[^\]\[\uff3b\uff3d\n]{{0,40}}{_SHUT}"
_COLON = f"{GAP}[{either(':')};]"
_TO_NOWHERE = rf"(?:[{either('#')}]|<{GAP}\#?{GAP}>)"
_BEGUN = "[\"'(\u201c\u2018\uff08]"
_SLASHES = "[/\\\\\uff0f\uff3c]{2,4}"
_ACROSS = r"\([^()]{0,2000}\)[ \t]*(?=\n|\Z)"  # a note in several paragraphs

_DEFINITIONS = (
    # a link to nowhere, which readers do not see if an empty line is above it: `[//]: # (a note)`
    CommentKind(
        DEFINITION,
        rf"\[(?:[^\]\[\n\w]{{0,20}}|[^\]\[\n^]{{0,40}}{_NOTE}[^\]\[\n]{{0,40}})\]{_NOWHERE}(?=\s|\Z)"
        rf"|\[{_LABEL}\]{_NOWHERE}(?=[ \t]+[\"'(])",
        deferred(rf"(?<![ \t])[ \t]*(?:{_TITLE})[ \t]*(?=\n|\Z)|(?<![ \t])[ \t]*{_ACROSS}|(?=\n)|\Z"),
        ")",
        "silent",
    ),
    # meant as such a link, but Markdown shows it as written
    CommentKind(
        SLIP,
        "|".join(
            (
                rf"{_OPEN}{GAP}{_SLASHES}{GAP}{_SHUT}(?:{_COLON})?(?:{GAP}{_TO_NOWHERE})?",
                rf"{_OPEN}{GAP}{_SLASHES}{_COLON}{GAP}{_TO_NOWHERE}",
                rf"(?<![^\s>]){_SLASHES}{_SHUT}{_COLON}",
                rf"{_NOTE_LABEL}(?:{_COLON})?{GAP}{_TO_NOWHERE}",
                rf"{_NOTE_LABEL}{_COLON}(?={GAP}{_BEGUN})",
                rf"{_OPEN}{GAP}{_NOTE}s?{GAP}{_SHUT}(?:{_COLON}(?={GAP}[^\s<]\S*[ \t]+[^\s\"'(])|(?=\([^()\n\"']*\s))",
                rf"{_OPEN}{_LABEL}{_SHUT}{_COLON}{GAP}{_TO_NOWHERE}(?=\s|\Z|{_BEGUN})",
                rf"{_OPEN}{_LABEL}{_SHUT}{GAP}{_TO_NOWHERE}(?={GAP}{_BEGUN})",
            )
        ),
        deferred(rf"{GAP}{_TO_NOWHERE}?{GAP}(?:{_TITLE}|\([^()]{{0,2000}}\))|[^\n]*"),
        ")",
        "error",
    ),
)

_ALL = (*_HTML, *_OTHERS, *_DEFINITIONS)

KINDS = {each.name: each for each in _ALL}
OPENING = deferred(f"(?=[{FIRST}])(?:{'|'.join(f'(?P<{each.name}>{each.opener})' for each in _ALL)})")
"""Any opening marker. To find out whether a text has any, ``opening_in`` is faster."""

_CANDIDATE = re.compile(
    rf"[{FIRST}](?:(?<![./#:])|(?<=\.)(?=\.)|(?<=\#)(?=\+)|(?<=:)(?=:)|(?<=/)(?=\*|(?<![^\s>]/)[/\\\uff0f\uff3c]))"
)
"""The first character of a marker. The most common ones begin one only before certain others."""


def opening_in(text: str) -> re.Match[str] | None:
    """Return the first opening marker in a text. The full pattern is tried only where a marker can begin."""
    found = _CANDIDATE.search(text)
    while found and not (opening := OPENING.match(text, found.start())):
        found = _CANDIDATE.search(text, found.end())
    return opening if found else None
