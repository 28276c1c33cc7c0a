"""Finds the words that differ between two versions of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

Piece = tuple[Literal["same", "removed", "added"], str]
"""Words that both versions have, or only the earlier or the later one."""

_AROUND = 5  # words that are shown on each side of a change
_GAP = "\N{HORIZONTAL ELLIPSIS}"


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two texts in order; of the words in common, only those near a change.

    Lines are compared first, which is faster for a long text.
    """
    old, new = before.split("\n"), after.split("\n")
    found: list[Piece] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found += _same([word for line in old[start:end] for word in line.split()])
        else:
            found += _of_words(" ".join(old[start:end]).split(), " ".join(new[begin:stop]).split())
    return tuple(_shortened(found))


def _of_words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield from _same(old[start:end])
            continue
        if end > start:
            yield "removed", " ".join(old[start:end])
        if stop > begin:
            yield "added", " ".join(new[begin:stop])


def _same(words: Sequence[str]) -> Iterator[Piece]:
    if words:
        yield "same", " ".join(words)


def _shortened(found: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with an ellipsis in place of words far from a change."""
    merged: list[Piece] = []
    for kind, text in found:
        if merged and merged[-1][0] == kind == "same":
            merged[-1] = kind, f"{merged[-1][1]} {text}"
        else:
            merged.append((kind, text))
    for place, (kind, text) in enumerate(merged):
        words = text.split()
        first, last = place == 0, place == len(merged) - 1
        if kind != "same" or len(words) <= (1 if first or last else 2) * _AROUND:
            yield kind, text
            continue
        head = [] if first else words[:_AROUND]
        tail = [] if last else words[-_AROUND:]
        yield kind, " ".join([*head, _GAP, *tail])
