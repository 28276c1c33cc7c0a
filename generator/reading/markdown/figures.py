"""Pictures in a body: a picture alone in its paragraph becomes a figure with its caption and credit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.model.formatting import as_html
from generator.model.typography import TypographicMarks
from generator.reading.fields import formatting
from generator.reading.fields.formatting import Target

_CREDIT = re.compile(r"(?:credit|photo|photograph|picture|image)s?\s*:\s*", re.IGNORECASE)
_AROUND = frozenset({"link_open", "link_close", "softbreak", "hardbreak", "comment"})


def caption_and_credit(title: str) -> tuple[str, str]:
    """Split a picture's title at its last bar. Layouts write "Photo:" before the credit, in the reader's language.

    >>> caption_and_credit("The quay at dawn | Photo: Ada Marsh")
    ('The quay at dawn', 'Ada Marsh')
    """
    caption, bar, credit = f" {title} ".rpartition(" | ")
    if not bar:
        return title.strip(), ""
    return caption.strip(), _CREDIT.sub("", credit.strip(), count=1).strip()


def pictures_alone(tokens: Sequence[Token], index: int) -> int:
    """Return how many pictures are in the paragraph that begins at ``index``, if it has only pictures; otherwise 0."""
    if index + 2 >= len(tokens) or tokens[index].type != "paragraph_open" or tokens[index].hidden:
        return 0
    children = tokens[index + 1].children or ()
    if tokens[index + 2].type != "paragraph_close" or not has_only_pictures(children):
        return 0
    return sum(token.type == "image" for token in children)


def has_only_pictures(children: Sequence[Token]) -> bool:
    """Whether a paragraph contains pictures, linked or not, and no other visible content."""
    seen = False
    for token in children:
        if token.type == "image":
            seen = True
        elif token.type not in _AROUND and not (token.type == "text" and not token.content.strip()):
            return False
    return seen


def caption(title: str, link: Callable[[str], Target], marks: TypographicMarks | None = None) -> str:
    """Return the ``<figcaption>`` for a picture's title; empty without a title. ``link`` gives a link's target."""
    parts = (formatting.read(part, link, marks) for part in caption_and_credit(title))
    words, credit = (as_html(each.text, each.spans, escapeHtml) for each in parts)
    named = f'<span class="credit">{credit}</span>' if credit else ""
    inner = " ".join(part for part in (words, named) if part)
    return f"<figcaption>{inner}</figcaption>" if inner else ""
