"""Gives the text of a story other words. Every other byte of its file stays, line ends included."""

from __future__ import annotations

import msgspec

from generator.editorial.front_matter.editing import spliced
from generator.editorial.front_matter.nodes import AmbiguousEdit, Splice
from generator.model.problems import Problem, refuse
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import SourceText, decoded


class StoryText(msgspec.Struct, frozen=True):
    """What is below the front matter, as somebody edits it: ``words``, without the blank lines around them.

    ``start`` is the place of ``words`` in the text of the file, in characters; ``after`` are the line ends behind them.
    If the front matter cannot be read, so that nobody can say where it ends, it is the ``whole`` file.
    """

    words: str
    start: int
    after: str = ""
    whole: bool = False


def text_of(source: SourceText) -> StoryText:
    """The text of a story."""
    parts = front_matter.read(source)
    if parts.front is None:
        return StoryText(source.text, 0, whole=True)
    inside = parts.body.lstrip("\n")
    words = inside.rstrip("\n")
    return StoryText(words, len(source.text) - len(inside), inside[len(words) :])


def with_text(data: bytes, path: str, words: str) -> bytes:
    """The bytes of a file in which the text of a story has other words; blank lines around them count for nothing.

    Only what differs is written, and its lines end as the first line of the file does.

    :raises Problems: if the file is in another encoding, or there is no certain way to write these words.
    """
    source = decoded(data, path)
    old = text_of(source)
    new = "\n".join(words.replace("\r\n", "\n").split("\r"))
    if not old.whole:
        new = new.strip("\n")
    if new == old.words:
        return data
    splice = _difference(source, old, new)
    wanted = source.text[: splice.start] + splice.text + source.text[splice.end :]
    try:
        changed = spliced(source, data, [splice])
        if decoded(changed, path).text != wanted:
            raise AmbiguousEdit
    except (AmbiguousEdit, ValueError):
        refuse(Problem(path, 0, 0, "there is no certain way to write this text", "change it in a text editor"))
    return changed


def _difference(source: SourceText, old: StoryText, new: str) -> Splice:
    """What to write in the place of what: from the first character that differs to the last."""
    before, after = (old.words, new)
    if not old.whole and not old.words:  # the text is the first: a blank line above it, and the end of a line below
        above = source.text[: old.start]
        blank = "" if above.endswith("\n\n") else "\n" if above.endswith("\n") else "\n\n"
        return Splice(old.start, old.start, f"{blank}{new}\n")
    first = _alike(before, after)
    last = min(_alike(before[first:][::-1], after[first:][::-1]), len(before) - first, len(after) - first)
    return Splice(old.start + first, old.start + len(before) - last, after[first : len(after) - last])


def _alike(some: str, others: str) -> int:
    """How many characters at the beginning are the same."""
    most = min(len(some), len(others))
    if some[:most] == others[:most]:
        return most
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if some[:middle] == others[:middle] else (low, middle)
    return low
