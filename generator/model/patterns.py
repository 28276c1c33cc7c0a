"""Regular expressions that are compiled when they are first used.

Compiling one with many alternatives takes milliseconds. Compiling those that a plain site seldom needs would be most of
the work before Broadsheet reads the first file.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class LazyPattern:
    """Stands in for a pattern. When one of the pattern's methods is first used, it compiles the pattern."""

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
    """Return a pattern that is compiled when it is first used. From then on, it is as fast as any other."""
    return cast("re.Pattern[str]", LazyPattern(pattern, flags))


def any_case(words: str) -> str:
    """Return a pattern for words in any letter case, without a flag: JSON Schema's patterns (ECMA-262) have none."""
    return "".join(
        f"[{each.upper()}{each.lower()}]" if each.isascii() and each.upper() != each.lower() else re.escape(each)
        for each in words
    )
