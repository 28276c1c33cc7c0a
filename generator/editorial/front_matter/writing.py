"""Writes values in YAML and TOML: on one line, or on lines of their own."""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol

from generator.editorial.front_matter.nodes import AmbiguousEdit, Given
from generator.reading.fields.types import TRUTH
from generator.reading.fields.values import NOTHING
from generator.reading.formats.unquoted_text import in_quotes

_BARE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_LETTER = r"[A-Za-z\u00c0-\u024f]"
_BARE_TEXT = re.compile(rf"{_LETTER}(?:[0-9 _-]|{_LETTER})*|(?:\.\./)*{_LETTER}[A-Za-z0-9./_-]*")
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)


class Writer(Protocol):
    """Writes values in one format; ``sign`` is the character between name and value."""

    sign: str

    def inline(self, given: Given, bare: bool, like: str = "") -> str:
        """Return a value on one line; text and times may lack quotation marks only if ``bare`` is true.

        ``like`` is the text that the value replaces, whose quotation marks it keeps.
        """
        ...

    def lines(self, name: str, given: Given, indent: str) -> list[str]:
        """Return a named value, on lines of its own."""
        ...

    def item(self, given: Given, indent: str) -> list[str]:
        """Return an item of a list, on lines of its own."""
        ...


def is_flat(given: Given) -> bool:
    """Return whether a value is text, or a list of texts."""
    inside = given if isinstance(given, list) else [given]
    return not any(isinstance(each, (dict, list)) for each in inside) or not given


class Yaml:
    """Writes YAML."""

    sign = ":"

    def inline(self, given: Given, bare: bool, like: str = "") -> str:
        """See ``Writer``."""
        if isinstance(given, dict):
            return f"{{{', '.join(f'{_key(name)}: {self.inline(each, False)}' for name, each in given.items())}}}"
        if isinstance(given, list):
            return f"[{', '.join(self.inline(each, bare and _is_word(each)) for each in given)}]"
        if isinstance(given, date):
            return given.isoformat() if bare else in_quotes(given.isoformat())
        if not isinstance(given, str):
            return "null" if given is None else str(given).lower()
        if like.startswith("'") and given and given.isprintable():
            return "'" + given.replace("'", "''") + "'"
        plain = bare and not like.startswith('"') and (_is_word(given) or _TIME.fullmatch(given))
        return given if plain else in_quotes(given)

    def lines(self, name: str, given: Given, indent: str) -> list[str]:
        """See ``Writer``."""
        start = f"{indent}{_key(name)}:"
        if isinstance(given, dict) and given:
            return [start, *(line for key, each in given.items() for line in self.lines(key, each, f"{indent}  "))]
        if isinstance(given, list) and not is_flat(given):
            return [start, *(line for each in given for line in self.item(each, f"{indent}  "))]
        return [f"{start} {self.inline(given, True)}"]

    def item(self, given: Given, indent: str) -> list[str]:
        """See ``Writer``."""
        if not isinstance(given, dict) or not given:
            return [f"{indent}- {self.inline(given, True)}"]
        first, *others = (line for key, each in given.items() for line in self.lines(key, each, f"{indent}  "))
        return [f"{indent}- {first.strip()}", *others]


class Toml:
    """Writes TOML."""

    sign = " ="

    def inline(self, given: Given, bare: bool, like: str = "") -> str:
        """See ``Writer``."""
        if isinstance(given, dict):
            return f"{{{', '.join(f'{_key(name)} = {self.inline(each, False)}' for name, each in given.items())}}}"
        if isinstance(given, list):
            return f"[{', '.join(self.inline(each, False) for each in given)}]"
        if isinstance(given, date):
            return given.isoformat() if bare else in_quotes(given.isoformat())
        if given is None:
            raise AmbiguousEdit
        if not isinstance(given, str):
            return str(given).lower()
        keeps = re.match("'[^']", like) and given and "'" not in given and given.isprintable()
        return f"'{given}'" if keeps else in_quotes(given)

    def lines(self, name: str, given: Given, indent: str) -> list[str]:
        """See ``Writer``."""
        if isinstance(given, list) and given and all(isinstance(each, dict) and each for each in given) and not indent:
            return [line for each in given for line in (f"[[{_key(name)}]]", *self.item(each, indent))]
        return [f"{indent}{_key(name)} = {self.inline(given, True)}"]

    def item(self, given: Given, indent: str) -> list[str]:
        """See ``Writer``."""
        parts = given.items() if isinstance(given, dict) else ()
        return [f"{indent}{_key(key)} = {self.inline(each, True)}" for key, each in parts]


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else in_quotes(name)


def _is_word(given: Given) -> bool:
    """Return whether every YAML parser reads a text without quotation marks as the same text, in any place."""
    if not isinstance(given, str) or not _BARE_TEXT.fullmatch(given) or given.endswith(" "):
        return False
    return given.casefold() not in {*TRUTH, *(each.casefold() for each in NOTHING)}
