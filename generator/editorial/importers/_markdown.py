"""Paragraphs of plain text -> Markdown that shows them to the letter.

Only what Markdown would read as a sign is escaped, so that the story stays pleasant to edit. A paragraph
takes one line between blank ones; underlines, tables and continued definitions need two, so ``====`` and
``|`` are safe as they are. The rules are those of CommonMark 0.31 with strikethrough and footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SIGN = re.compile(
    r"""
    (?P<kept>
        (?<![\]!^]) \[ [^][\\`*_<>&~^!]* \] (?![\[(:])  # an aside such as [sic]: neither link nor definition
      | (?<=[^\W_]) _+ (?=[^\W_])                       # snake_case
      | (?<=[ ]) \* (?=[ ])                             # 3 * 4
      | <!-- (?: .*? --> )?                             # a comment, which stays one: readers never see it
    )
    | [\\`*_\[]
    | < (?=[A-Za-z/!?] | [ \t]+ !)                      # a tag, <https://...>, or what may be taken for a comment
    | \{ (?=[%\#/>{])                                   # a comment of other programs
    | & (?=\#?\w{1,32};)                                # an entity
    | ~ (?=~) | (?<=~) ~
    """,
    re.VERBOSE,
)
_START = re.compile(
    r"""\A (?:
        (?P<number> [0-9]{1,9} ) (?P<point> [.)] ) (?= [ \t] | \Z )  # a numbered list
      | (?P<sign> [-+] (?= [ \t] | \Z )                            # a list
                | - (?= [ \t]* - [ \t-]* \Z )                      # a rule
                | >                                                # a quotation
                | \# (?= \#{0,5} (?: [ \t] | \Z ) )                 # a heading
        )
    )""",
    re.VERBOSE,
)


def markdown(paragraphs: Iterable[str]) -> str:
    """A Markdown text, one paragraph each for ``paragraphs``; none of them holds a line break."""
    return "".join(f"\n{paragraph(text)}\n" for text in paragraphs)


def paragraph(text: str) -> str:
    """The Markdown of one paragraph, which renders as ``<p>`` with exactly ``text`` in it."""
    bare = text.strip()
    left, _, right = text.partition(bare)
    signs = _SIGN.sub(_escaped, bare)
    return _edge(left) + (signs if left else _START.sub(_unstarted, signs)) + _edge(right)


def _escaped(sign: re.Match[str]) -> str:
    return sign.group() if sign["kept"] else "\\" + sign.group()


def _unstarted(start: re.Match[str]) -> str:
    """The sign that would begin a block, escaped; of ``1.`` it is the full stop."""
    return f"{start['number'] or ''}\\{start['point'] or start['sign']}"


def _edge(space: str) -> str:
    """Space at an end of a paragraph, which Markdown would drop."""
    return "".join(f"&#{ord(letter)};" for letter in space)
