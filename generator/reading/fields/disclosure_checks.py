"""Warns about fields that have no effect because of what a story discloses, or fails to disclose."""

from __future__ import annotations

from collections.abc import Mapping

from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry


def say_without_effect(given: Mapping[str, object], entries: Mapping[str, FrontMatterEntry], reader: Reader) -> None:
    """Warn about ``review`` in a story that is not a review, and about fields that sponsored stories cannot have."""
    if given.get("review") and given.get("genre") != "review":
        entry = entries["review"]
        fix = f"add a line `kind{reader.sign} review`, or remove this one"
        reader.warn(entry, f"`{entry.name}` has no effect without `kind{reader.sign} review`", fix)
    if not given.get("sponsored"):
        return
    for name, why in _NOT_SPONSORED.items():
        if given.get(name):
            entry = entries[name]
            message = f"`{entry.name}` has no effect together with `sponsored`: what somebody paid for is {why}"
            reader.warn(entry, message, "remove one of the two")


_NOT_SPONSORED = {
    "priority": "not among the top stories",
    "breaking": "not among the top stories",
    "review": "not a review for search engines",
}
