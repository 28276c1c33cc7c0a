"""The kinds of comments in a body: HTML comments, and those that other programs remove themselves."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

COMMENT, DEFINITION = "comment", "definition"

Treated = Literal["silent", "warned", "error", "foreign"]
"""Whether a comment is removed silently, with a warning, or as an error. Foreign ones are no error in adopted copy."""


class Kind(msgspec.Struct, frozen=True):
    """One kind of comment: the patterns of its opening and closing markers, and the closing marker as people write it.

    If ``closer`` finds a line end, the comment is not closed and cannot continue past it. With ``only_closed``, an
    opening marker without a closing one is plain text.
    """

    name: str
    opener: str
    closer: re.Pattern[str]
    closing: str
    treated: Treated
    only_closed: bool = False

    def end(self, text: str, after: int, limit: int) -> int:
        """The end of the comment whose opening marker ends at ``after``; -1 if it is not closed before ``limit``."""
        if self.name == COMMENT and (short := _SHORT.match(text, after, limit)):
            return short.end()
        found = self.closer.search(text, after, limit)
        return found.end() if found and not found.group().startswith("\n") else -1


BANG = "--!>"
"""Ends a comment in browsers, but not in Broadsheet."""

_SHORT = re.compile("-?>")  # `<!-->` and `<!--->` are whole comments (CommonMark 0.31, 6.6)

_NOWHERE = r":[ \t]*(?:\#|<\#?>)"
_TITLE = "|".join(
    rf"{first}(?:[^{first}{last}\\\n]|\\.|\n(?![ \t]*\n))*{last}"
    for first, last in (('"', '"'), ("'", "'"), (r"\(", r"\)"))
)

_DASH = r"[-\u2010-\u2015\u2212]"

_ALL = (
    # as in CommonMark; `--!>`, which also ends a comment in browsers (HTML, 13.2.5.43), is an error inside one
    Kind(COMMENT, "<!--", re.compile("-->"), "-->", "silent"),
    Kind("cdata", r"<!\[CDATA\[", re.compile(r"\]\]>"), "]]>", "warned"),
    # what word processors and hasty typing turn `<!--` into
    Kind("misspelt", rf"<[ \t]*!(?!--)[ \t]*{_DASH}+|<[ \t]+!--", re.compile(rf"{_DASH}\s*>"), "-->", "error"),
    Kind("declaration", r"<!(?=[A-Za-z\[])", re.compile(r">|\n[ \t]*\n"), ">", "warned", True),
    Kind("instruction", r"<\?", re.compile(r"\?>"), "?>", "warned"),
    Kind(
        "liquid",
        r"\{%-?\s*comment\b[^%]*%\}",
        re.compile(r"\{%-?\s*endcomment\s*-?%\}"),
        "{% endcomment %}",
        "foreign",
    ),
    Kind("liquid_line", r"\{%-?\s*\#", re.compile(r"%\}"), "%}", "foreign", True),
    Kind("hugo", r"\{\{-?\s*/\*", re.compile(r"\*/\s*-?\}\}"), "*/}}", "foreign", True),
    Kind(
        "shortcode",
        r"\{\{[<%]\s*comment\s*[>%]\}\}",
        re.compile(r"\{\{[<%]\s*/\s*comment\s*[>%]\}\}"),
        "{{< /comment >}}",
        "foreign",
    ),
    Kind("jinja", r"\{\#(?![\w:.-]+[^{}#\n]*\})", re.compile(r"\#\}"), "#}", "foreign", True),
    Kind("mdx", r"\{/\*", re.compile(r"\*/\}"), "*/}", "foreign", True),
    # a link to nowhere, which no reader sees as long as an empty line is above it: `[//]: # (a note)`
    Kind(
        DEFINITION,
        rf"\[(?:[^\]\[\n\w]{{0,20}}|[^\]\[\n^]{{0,40}}(?i:comment)[^\]\[\n]{{0,40}})\]{_NOWHERE}(?=\s|\Z)"
        rf"|\[(?!\^)[^\]\[\n]{{1,200}}\]{_NOWHERE}(?=[ \t]+[\"'(])",
        re.compile(rf"(?<![ \t])[ \t]*(?:{_TITLE})[ \t]*(?=\n|\Z)|(?=\n)|\Z"),
        ")",
        "silent",
    ),
    Kind("critic", r"\{>>", re.compile(r"<<\}"), "<<}", "foreign", True),
)

KINDS = {each.name: each for each in _ALL}
OPENING = re.compile("|".join(f"(?P<{each.name}>{each.opener})" for each in _ALL))
"""Any opening marker."""
