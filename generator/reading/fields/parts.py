"""Reads fields that have several parts, such as an event with its time and place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Protocol

from generator.reading.fields.values import FrontMatterEntry


class Reports(Protocol):
    """The methods of a ``Reader`` that report problems. (``reader`` itself imports this module.)"""

    def say(self, at: FrontMatterEntry, message: str, fix: str, /) -> None:
        """Report an error at a name."""

    def warn(self, at: FrontMatterEntry, message: str, fix: str, /) -> None:
        """Report a warning at a name."""


def parts_of(
    reader: Reports, entries: Mapping[str, FrontMatterEntry], known: Mapping[str, str], one: str, has: str, cut: bool
) -> dict[str, FrontMatterEntry]:
    """Return the entries inside a field by the parts that they are. Unknown and duplicate ones are reported.

    ``known`` maps names to parts. ``one`` is what such a field is ("an event"), and ``has`` lists its parts; both are
    for messages. ``cut`` says that a comma has split a text, so that empty entries are not parts.
    """
    found: dict[str, FrontMatterEntry] = {}
    for entry in entries.values():
        part = known.get(entry.name.casefold())
        if part is None and cut and entry.value.is_empty:
            continue
        if part is None:
            near = difflib.get_close_matches(entry.name.casefold(), known, 1)
            fix = f"did you mean `{near[0]}`?" if near else f"{one} has {has}"
            reader.warn(entry, f"`{entry.name}` is not a field of {one}, so it is ignored", fix)
        elif part in found:
            reader.say(entry, f"the {one.partition(' ')[2]} has `{part}` twice", "keep one of them")
        else:
            found[part] = entry
    return found
