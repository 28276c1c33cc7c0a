"""The fields of a description: a section's, tag's, agency's or person's, instead of a story's (see ``field_table.py``).

What keeps a story from readers does the same for a description.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping

from generator.model.colours import is_colour
from generator.model.descriptions import CALLED, Kind
from generator.model.settings import Pair
from generator.reading.field_types import Reader
from generator.reading.values import Entry, Refused, Value

_AFTER_SIGN = re.compile(r"\s*[:=]\s*(#[0-9a-fA-F]{3,6})\b")


def accent(reader: Reader, value: Value) -> Pair:
    """A colour, or one for light screens and one for dark ones."""
    if value.is_words:
        return Pair(_colour(reader, value))
    entries = {each.name: each for each in (value.entries or {}).values()}
    if "light" not in entries or not {"light", "dark"}.issuperset(entries):
        raise Refused(f"`{reader.key}` must be a colour, or one for light and one for dark screens", _example(reader))
    return Pair(*(_colour(reader, entries[each].value) if each in entries else "" for each in ("light", "dark")))


def _colour(reader: Reader, value: Value) -> str:
    written = reader.words(value)
    if not is_colour(written):
        raise Refused(f"`{written}` is not a colour", f"write it in hexadecimal, as in {_example(reader)}")
    return written.lower()


def _example(reader: Reader) -> str:
    inner = 'light: "#0b5d4b", dark: "#7fd6bd"' if reader.sign == ":" else 'light = "#0b5d4b", dark = "#7fd6bd"'
    return f'`{reader.key}{reader.sign} "#0b5d4b"` or `{reader.key}{reader.sign} {{{inner}}}`'


def say_comment(entries: Mapping[str, Entry], reader: Reader) -> None:
    """Report a colour without quotes: in YAML and TOML, ``#`` begins a comment."""
    entry = entries.get("accent")
    if entry and entry.value.is_empty:
        rest = reader.source.line(entry.line)[entry.column - 1 + len(entry.name) :]
        found = _AFTER_SIGN.match(rest)
        fix = f'put the colour in quotes: `{entry.name}{reader.sign} "{found[1]}"`' if found else "write a colour"
        why = ", because `#` begins a comment" if found else ""
        reader.say(entry.value, f"`{entry.name}` is empty{why}", fix)


def say_unknown(extra: Iterable[Entry], kind: Kind, names: Iterable[str], reader: Reader) -> None:
    """Warn about fields that a description of this kind does not have; ``names`` are those that it has."""
    known = list(names)
    for entry in extra:
        near = difflib.get_close_matches(entry.name.casefold(), known, 1)
        fix = f"did you mean `{near[0]}`?" if near else f"its fields are {', '.join(_shown(known))}"
        a = "an" if kind == "source" else "a"
        reader.warn(entry, f"{a} {CALLED[kind]} has no `{entry.name}`, so this has no effect", fix)


def _shown(names: Iterable[str]) -> Iterator[str]:
    """The names of fields that describe something, each once."""
    yield from (
        each for each in ("name", "title", "standfirst", "role", "picture", "accent", "aliases") if each in names
    )
