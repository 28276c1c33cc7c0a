"""Task lists, as on GitHub: ``- [ ] to do`` and ``- [x] done``.

Readers see a symbol instead of a checkbox, since feed readers and the text edition have no forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

TASK = "task"
"""The key in the ``meta`` of a list item, and of its first inline token, for the symbol before its text."""

_BOX = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_OPENING = ["list_item_open", "paragraph_open"]


def read(tokens: Sequence[Token]) -> None:
    """Turn the boxes at the start of list items into symbols in their ``meta``."""
    for index, token in enumerate(tokens):
        if token.type != "inline" or not token.content.startswith("[") or not token.children:
            continue
        item, first = tokens[max(index - 2, 0)], token.children[0]
        if [each.type for each in tokens[max(index - 2, 0) : index]] != _OPENING or first.type != "text":
            continue
        more = len(token.children) > 1
        if found := _BOX.match(first.content + "." * more):  # in `- [x] **Done**`, the text ends with the space
            first.content = first.content[found.end() :]
            item.meta[TASK] = token.meta[TASK] = "☐" if found[1] == " " else "☑"
