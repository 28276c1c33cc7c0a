"""Warns about words in braces in a heading, such as ``{key}``, that have no effect there, so that readers see them.

The only word with an effect is ``{key}``, at the end of the heading of a live entry (see ``live/entries.py``).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from markdown_it.token import Token

from generator.reading.markdown.source_map import SourceMap

KEY = "key"
"""The mark of a key event in live coverage."""

_MARK = re.compile(r"\{[ ]*+([A-Za-z][A-Za-z_-]{0,30}+)[ ]*+\}")


def say_left(tokens: Sequence[Token], live: bool, source_map: SourceMap) -> None:
    """Warn about the marks that are left in headings. Marks other than ``{key}`` count only in ``live`` coverage."""
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        for child in tokens[at + 1].children or ():
            for found in _MARK.finditer(child.content) if child.type == "text" else ():
                _say(found[0], found[1].casefold(), live, (token.map or (0,))[0], source_map)


def _say(written: str, name: str, live: bool, line: int, source_map: SourceMap) -> None:
    column = source_map.lines[line].find(written) if line < len(source_map.lines) else -1
    message, fix = f"readers see `{written}`, which has no effect here", "remove it; to show it, put it in backticks"
    if name == KEY:
        where = "at the end of an entry's heading" if live else "in a story with live coverage"
        fix = f"it marks a key event only {where}; {fix}"
    elif not live:
        return
    elif difflib.get_close_matches(name, [KEY], 1):
        fix = f"did you mean `{{{KEY}}}`, at the end of the heading? to show it as it is, put it in backticks"
    source_map.say(message, fix, line, column, "warning")
