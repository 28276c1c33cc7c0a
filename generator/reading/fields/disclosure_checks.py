"""Fields that have no effect beside what a story discloses, or without it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry


def say_without_effect(given: Mapping[str, object], entries: Mapping[str, FrontMatterEntry], reader: Reader) -> None:
    """Warn about a review in a story that is none, and about a place on the front page that was paid for."""
    if given.get("review") and given.get("genre") != "review":
        entry = entries["review"]
        fix = f"add a line `kind{reader.sign} review`, or take this one out"
        reader.warn(entry, f"`{entry.name}` has no effect without `kind{reader.sign} review`", fix)
    if not given.get("sponsored"):
        return
    for name, why in _NOT_PAID_FOR.items():
        if given.get(name):
            entry = entries[name]
            message = f"`{entry.name}` has no effect together with `sponsored`: what somebody paid for is {why}"
            reader.warn(entry, message, "take one of the two out")


_NOT_PAID_FOR = {
    "priority": "not among the top stories",
    "breaking": "not among the top stories",
    "review": "not a review for search engines",
}
