"""Turns paragraphs of plain text into Markdown that shows exactly that text.

Only characters that Markdown would interpret are escaped, so that the story stays easy to edit. Each paragraph is one
line between blank lines; heading underlines, tables and continued definitions need two lines, so ``====`` and ``|`` are
safe unescaped. The rules are those of CommonMark 0.31 with strikethrough, footnotes, definition lists and task lists.

Notes to the desk stay as they are, so that readers never see them: a comment is left out when the story is read, and
what only looks like one is an error there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.reading.comments.kinds import KINDS, OPENING, Closers

_SPECIAL = re.compile(
    r"""
    (?P<kept>
        (?<![\]!^]) \[ [^][\\`*_<>&~^!]* \] (?![\[(:])  # an aside such as [sic]: neither link nor definition
      | (?<=[^\W_]) _+ (?=[^\W_])                       # snake_case
      | (?<=[ ]) \* (?=[ ])                             # 3 * 4
    )
    | [\\`*_\[]
    | < (?=[A-Za-z/!?] | [ \t]+ !)                      # a tag, <https://...>, or what could pass for a comment
    | \{ (?=[%\#/>{:.-] | [ ]*+ (?: [.\#] | [\w-]++= ) )   # a comment of other programs, or attributes
    | & (?=\#?\w{1,32};)                                # an entity
    | ~ (?=~) | (?<=~) ~
    """,
    re.VERBOSE,
)
_BACKSLASHES = re.compile(r"(?<!\\)\\++(?=\s*+(?:\]|\Z))")
"""Backslashes before a closing bracket, which look like a comment made of a link definition: ``[\\\\]: #``."""

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_START = re.compile(
    r"""\A (?:
        (?P<number> [0-9]{1,9} ) (?P<point> [.)] ) (?= [ \t] | \Z )  # a numbered list
      | (?P<sign> [-+] (?= [ \t] | \Z )                            # a list
                | - (?= [ \t]* - [ \t-]* \Z )                      # a rule
                | >                                                # a quotation
                | [:~] (?= [ \t] )                                 # a definition of the paragraph above
                | \# (?= \#{0,5} (?: [ \t] | \Z ) )                 # a heading
        )
    )""",
    re.VERBOSE,
)


def markdown(paragraphs: Iterable[str]) -> str:
    """Return the Markdown for ``paragraphs``, none of which contains a line break."""
    return "".join(f"\n{paragraph(text)}\n" for text in paragraphs)


def paragraph(text: str) -> str:
    """Return the Markdown of one paragraph, which renders as ``<p>`` with exactly ``text`` in it, but no comments."""
    bare = text.strip()
    left, _, right = text.partition(bare)
    middle = "".join(_pieces(bare))
    return _edge(left) + (middle if left else _START.sub(_escaped_start, middle)) + _edge(right)


def inline(text: str, notes: bool = True) -> str:
    """Return the Markdown of part of a paragraph; without ``notes``, readers see text that looks like a note."""
    return "".join(_pieces(text)) if notes else _shown(text)


def _shown(text: str) -> str:
    """Return the text with a backslash before each special character and before what could begin a note or comment."""
    places = {found.start() for found in _SPECIAL.finditer(text) if not found["kept"]}
    places |= {found.start() for found in OPENING.finditer(text) if text[found.start()] in _PUNCTUATION}
    bare = {at for found in _BACKSLASHES.finditer(text) for at in range(*found.span())}
    replacements = {at: "&#92;" if at in bare else f"\\{text[at]}" for at in places | bare}
    return "".join(replacements.get(at, letter) for at, letter in enumerate(text)) if replacements else text


def unstarted(line: str) -> str:
    """Return a line of Markdown, escaped if it would start a list, a quotation, a heading or a rule."""
    return _START.sub(_escaped_start, line)


def _pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces, with special characters escaped except in notes to the desk.

    Instructions to programs are ordinary text in wire copy.
    """
    at, closers = 0, Closers()
    for found in OPENING.finditer(text):
        kind = KINDS[found.lastgroup or ""]
        end = closers.end(kind, text, found.end(), len(text))
        if found.start() >= at and kind.treated != "warned" and (end >= 0 or kind.unclosed != "text"):
            yield _SPECIAL.sub(_escaped, text[at : found.start()])
            at = end if end >= 0 else found.end()
            yield text[found.start() : at]
    yield _SPECIAL.sub(_escaped, text[at:])


def _escaped(sign: re.Match[str]) -> str:
    return sign.group() if sign["kept"] else "\\" + sign.group()


def _escaped_start(start: re.Match[str]) -> str:
    """Return the character that would start a block, escaped; in ``1.`` it is the full stop that is escaped."""
    return f"{start['number'] or ''}\\{start['point'] or start['sign']}"


def _edge(space: str) -> str:
    """Return the white space at an end of a paragraph as entities, because Markdown would drop it."""
    return "".join(f"&#{ord(letter)};" for letter in space)
