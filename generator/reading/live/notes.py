"""Finds the footnotes of live coverage, and from when readers see each: from the time of the first reference to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from markdown_it.token import Token

Span = tuple[int, int]
"""A range of tokens: the index of the first, and the one after the last."""


def spans(tokens: Sequence[Token], start: int) -> dict[int, Span]:
    """Return the tokens of each note, by its number (from 0), in the block of notes that begins at ``start``."""
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
    """Return from when readers see each note, by its number; None if always, since the text above the entries needs it.

    ``entries`` are the times and tokens of the entries, the oldest first. A note may refer to other notes. One without
    any reference is shown with the newest entry.
    """
    found: dict[int, datetime | None] = {}
    in_order: list[tuple[datetime | None, Span]] = [(None, above), *entries]
    for since, span in in_order:
        pending = list(_referred(tokens[slice(*span)]))
        while pending:
            if (number := pending.pop()) not in found:
                found[number] = since
                pending += _referred(tokens[slice(*notes.get(number, (0, 0)))])
    return dict.fromkeys(notes, in_order[-1][0]) | found


def _referred(tokens: Iterable[Token]) -> Iterator[int]:
    """Yield the numbers of the notes to which some tokens refer, including in the alternative text of pictures."""
    for token in tokens:
        if token.type == "footnote_ref":
            yield token.meta["id"]
        yield from _referred(token.children or ())
