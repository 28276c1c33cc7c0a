"""Regular expressions that are compiled when they are first used.

Compiling one with many alternatives takes milliseconds. Those that a plain site seldom needs would otherwise be most of
what Broadsheet does before it reads the first file.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class LazyPattern:
    """Stands in for a pattern: it has the pattern's methods as its own as soon as one of them is used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for each in _METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def deferred(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when it is first used: from then on, it is as fast as any other."""
    return cast("re.Pattern[str]", LazyPattern(pattern, flags))


def any_case(words: str) -> str:
    """A pattern for words in any letter case, without a flag, which JSON Schema's patterns (ECMA-262) do not have."""
    return "".join(
        f"[{each.upper()}{each.lower()}]" if each.isascii() and each.upper() != each.lower() else re.escape(each)
        for each in words
    )
