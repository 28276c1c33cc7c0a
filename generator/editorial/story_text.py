"""Changes the text of a story. Every other byte of its file stays, including line endings."""

from __future__ import annotations

import msgspec

from generator.editorial.front_matter.editing import spliced
from generator.editorial.front_matter.nodes import AmbiguousEdit, Splice
from generator.model.problems import Problem, refuse
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import SourceText, decoded


class StoryText(msgspec.Struct, frozen=True):
    """The text below the front matter, as an editor sees it: ``words``, without the blank lines around them.

    ``start`` is the offset of ``words`` in the file, in characters; ``after`` are the line breaks after them. If the
    front matter cannot be read, so that its end is not known, ``whole`` is true and the text is the entire file.
    """

    words: str
    start: int
    after: str = ""
    whole: bool = False


def text_of(source: SourceText) -> StoryText:
    """Return the text of a story."""
    parts = front_matter.read(source)
    if parts.front is None:
        return StoryText(source.text, 0, whole=True)
    inside = parts.body.lstrip("\n")
    words = inside.rstrip("\n")
    return StoryText(words, len(source.text) - len(inside), inside[len(words) :])


def with_text(data: bytes, path: str, words: str) -> bytes:
    """Return the bytes of a file in which ``words`` are the text of the story; blank lines around them are ignored.

    Only the part that differs is replaced, and its lines get the line ending of the file's first line.

    :raises Problems: if the file is in another encoding, or there is no safe way to write these words.
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
        refuse(Problem(path, 0, 0, "there is no safe way to write this text", "change it in a text editor"))
    return changed


def _difference(source: SourceText, old: StoryText, new: str) -> Splice:
    """Return the replacement of the part from the first character that differs to the last."""
    before, after = (old.words, new)
    if not old.whole and not old.words:  # the first text: it needs a blank line above it and a line break below
        above = source.text[: old.start]
        blank = "" if above.endswith("\n\n") else "\n" if above.endswith("\n") else "\n\n"
        return Splice(old.start, old.start, f"{blank}{new}\n")
    first = _alike(before, after)
    last = min(_alike(before[first:][::-1], after[first:][::-1]), len(before) - first, len(after) - first)
    return Splice(old.start + first, old.start + len(before) - last, after[first : len(after) - last])


def _alike(some: str, others: str) -> int:
    """Return the number of characters at the beginning that are the same."""
    most = min(len(some), len(others))
    if some[:most] == others[:most]:
        return most
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if some[:middle] == others[:middle] else (low, middle)
    return low
