"""The footnotes of live coverage: each with the time from which on readers see it, that of the first place that refers
to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from markdown_it.token import Token

Span = tuple[int, int]
"""The first of some tokens, and the one after the last."""


def spans(tokens: Sequence[Token], start: int) -> dict[int, Span]:
    """Where each note is, by its number (from 0), in the block of notes that begins at ``start``."""
    found: dict[int, Span] = {}
    opened = 0
    for at in range(start, len(tokens)):
        if tokens[at].type == "footnote_open":
            opened = at
        elif tokens[at].type == "footnote_close":
            found[tokens[opened].meta["id"]] = opened, at + 1
    return found


def times(
    tokens: Sequence[Token], above: Span, entries: Iterable[tuple[datetime, Span]], notes: Mapping[int, Span]
) -> dict[int, datetime | None]:
    """From when on readers see each note, by its number; None if always, because the text above the entries needs it.

    ``entries`` are the times and tokens of these, the oldest first. A note may refer to others. One that no place
    refers to is seen with the newest entry.
    """
    found: dict[int, datetime | None] = {}
    in_order: list[tuple[datetime | None, Span]] = [(None, above), *entries]
    for since, span in in_order:
        wanted = list(_referred(tokens[slice(*span)]))
        while wanted:
            if (number := wanted.pop()) not in found:
                found[number] = since
                wanted += _referred(tokens[slice(*notes.get(number, (0, 0)))])
    return dict.fromkeys(notes, in_order[-1][0]) | found


def _referred(tokens: Iterable[Token]) -> Iterator[int]:
    """The notes that some tokens refer to, also in the words of pictures."""
    for token in tokens:
        if token.type == "footnote_ref":
            yield token.meta["id"]
        yield from _referred(token.children or ())
