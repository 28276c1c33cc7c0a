"""Reads and checks fields of descriptions: of files that describe a term, such as a section or a person.

``fields/table.py`` lists them. The fields that withhold a story also withhold a description.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator

from generator.model.colours import is_colour
from generator.model.settings import LightDark
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value


def accent(reader: Reader, value: Value) -> LightDark:
    """Read a colour, or a colour for light screens and one for dark ones.
    :raises InvalidValue: if it is neither.
    """
    if value.is_words:
        return LightDark(_colour(reader, value))
    entries = {each.name: each for each in (value.entries or {}).values()}
    for name in entries:
        if name not in ("light", "dark"):
            near = difflib.get_close_matches(name, ("light", "dark"), 1)
            fix = f"did you mean `{near[0]}`?" if near else _example(reader)
            raise InvalidValue(f"`{reader.key}` has no `{name}`, only `light` and `dark`", fix)
    if not entries:
        raise InvalidValue(
            f"`{reader.key}` must be a colour, or one for light and one for dark screens", _example(reader)
        )
    return LightDark(*(_colour(reader, entries[each].value) if each in entries else "" for each in ("light", "dark")))


def _colour(reader: Reader, value: Value) -> str:
    written = reader.words(value)
    if not is_colour(written):
        raise InvalidValue(f"`{written}` is not a colour", f"write it in hexadecimal, as in {_example(reader)}")
    return written.lower()


def _example(reader: Reader) -> str:
    inner = 'light: "#0b5d4b", dark: "#7fd6bd"' if reader.sign == ":" else 'light = "#0b5d4b", dark = "#7fd6bd"'
    return f'`{reader.key}{reader.sign} "#0b5d4b"` or `{reader.key}{reader.sign} {{{inner}}}`'


def say_unknown(
    extra: Iterable[FrontMatterEntry], called: str, names: Collection[str], of_stories: Collection[str], reader: Reader
) -> None:
    """Warn about fields that a description cannot have. ``called`` is what it describes: "section", "person".

    ``names`` are the fields that it can have, ``of_stories`` those that a story can have.
    """
    for entry in extra:
        near = difflib.get_close_matches(entry.name.casefold(), names, 1, 0.75)
        fix = f"did you mean `{near[0]}`?" if near else f"its fields are {', '.join(_shown(names))}"
        if entry.name.casefold() in of_stories:
            fix = "remove it; if this is a story, move it to another folder, under a name of its own"
        a = "an" if called == "agency" else "a"
        reader.warn(entry, f"{a} {called} has no `{entry.name}`, so this has no effect", fix)


_IN_ORDER = ("standfirst", "role", "beat", "picture", "accent", "email", "links", "fediverse", "aliases")


def _shown(names: Collection[str]) -> Iterator[str]:
    """Yield the names of the fields to suggest, each once."""
    first = "name" if "name" in names else "title"
    return (each for each in (first, *_IN_ORDER) if each in names)
