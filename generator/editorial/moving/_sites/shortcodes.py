"""Shortcodes of Hugo and Nikola (``{{< name >}}``, ``{{% name %}}``) and of Zola (``{{ name() }}``, ``{% name() %}``).

https://gohugo.io/shortcodes/, https://www.getnikola.com/handbook.html#shortcodes,
https://www.getzola.org/documentation/content/shortcodes/
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.editorial.moving._sites.instructions import Instructions, code_of, hides
from generator.editorial.moving._sites.markup import Form

_NAME = r"(?P<{0}>[A-Za-z_][\w./-]*+)"
_ANGLED = rf"\{{\{{<\s*+(?P<end>/)?\s*+{_NAME.format('name')}(?P<given>[^>]*+(?:>(?!\}}\}})[^>]*+)*+)>\}}\}}"
_PERCENT = rf"\{{\{{%\s*+(?P<end2>/)?\s*+{_NAME.format('name2')}(?P<given2>[^%]*+(?:%(?!\}}\}})[^%]*+)*+)%\}}\}}"
_ESCAPED = r"\{\{(?P<sign>[<%])/\*(?P<escaped>(?:[^*{]|\*(?!/)|\{(?!\{))*+)\*/[>%]\}\}"
_TEMPLATE = r"(?P<template>\{\{-?\s*+/\*(?:[^*]|\*(?!/))*+\*/\s*+-?\}\})"  # a comment in layouts, but text in a body
_GIVEN = r"[^{}()]*+(?:\([^{}()]*+\)[^{}()]*+)*+"
_LITERAL = frozenset(("raw", "highlight", "math", "katex", "mermaid"))
Special = Callable[[str, tuple[str, ...], str], str | None]
"""Returns the replacement of a shortcode, given its name, values and source text; None if it is not special."""


class Shortcodes(Instructions):
    """Reads the shortcodes of Hugo and Nikola. ``special`` resolves those that make links."""

    TOKEN = re.compile(rf"{_ESCAPED}|{_TEMPLATE}|{_ANGLED}|{_PERCENT}")

    def __init__(self, text: str, form: Form, say: Callable[[str, int], None], special: Special) -> None:
        super().__init__(text, form, say)
        self._special = special

    def one(self, found: re.Match[str]) -> tuple[str, int]:
        """See ``Instructions``."""
        if found["sign"]:
            close = ">" if found["sign"] == "<" else "%"
            return self.literal(f"{{{{{found['sign']}{found['escaped']}{close}}}}}", found.start()), found.end()
        if found["template"]:
            return self.literal(found["template"], found.start()), found.end()
        name, given = (found["name"] or found["name2"]), (found["given"] or found["given2"] or "")
        if found["end"] or found["end2"]:
            return "", found.end()
        closing = None if given.rstrip().endswith("/") else self._closing(name, found.end())
        inner = self.text[found.end() : closing.start()] if closing else None
        return self._made(found, name, given, inner, closing.end() if closing else found.end())

    def _closing(self, name: str, start: int) -> re.Match[str] | None:
        return self.end_of(name, re.compile(rf"\{{\{{[<%]\s*+/\s*+{re.escape(name)}\s*+[>%]\}}\}}"), start)

    def _made(self, found: re.Match[str], name: str, given: str, inner: str | None, end: int) -> tuple[str, int]:
        alone = self.is_alone(found.start(), end if inner is not None else found.end())
        code = code_of(name, given.strip().removesuffix("/"), found[0], alone, inner)
        special = self._special(code.name, (*code.args, *code.given.values()), found[0])
        if special is not None:
            if not special:
                self.say(f"`{_short(found[0])}` is a broken link", found.start())
            return special, found.end()
        if inner is not None and hides(code.name):
            self.say(f"`{_short(found[0])}` hides its content, which is left out", found.start())
            return "", end
        if code.name == "raw" and inner is not None:
            return self.literal(inner, found.start()), end
        if inner is not None and code.name not in _LITERAL:
            code = code_of(name, given, found[0], alone, self._within(inner, found.end()))
        made = self.block(code)
        if made is not None:
            return made, end
        if inner is None:
            self.say(f"`{_short(found[0])}` has no equivalent in Broadsheet, and is left out", found.start())
            return "", found.end()
        self.say(f"`{_short(found[0])}` has no equivalent in Broadsheet; the text in it is kept", found.start())
        return code.inner or "", end

    def _within(self, inner: str, start: int) -> str:
        """Return the text between a shortcode and its end tag, with the shortcodes in it replaced."""
        before = self.text.count("\n", 0, start)
        nested = type(self)(inner, self.form, lambda what, line: self._report(what, before + line), self._special)
        nested._held = self._held  # so that all placeholders refer to one list
        return nested.made()


class ZolaShortcodes(Instructions):
    """Reads the shortcodes of Zola."""

    TOKEN = re.compile(
        rf"\{{\{{\s*+(?P<name>[A-Za-z_]\w*+)\((?P<given>{_GIVEN})\)\s*+\}}\}}"
        rf"|\{{%\s*+(?P<name2>[A-Za-z_]\w*+)\((?P<given2>{_GIVEN})\)\s*+%\}}"
        r"|\{(?P<sign>[{%])/\*(?P<escaped>(?:[^*{]|\*(?!/)|\{(?![{%]))*+)\*/[}%]\}|(?P<end>\{%\s*+end\s*+%\})"
    )
    _END = re.compile(r"\{%\s*+end\s*+%\}")

    def one(self, found: re.Match[str]) -> tuple[str, int]:
        """See ``Instructions``."""
        if found["sign"]:
            close = "}" if found["sign"] == "{" else "%"
            return self.literal(f"{{{found['sign']}{found['escaped']}{close}}}", found.start()), found.end()
        if found["end"]:
            return "", found.end()
        closing = self.end_of("end", self._END, found.end()) if found["name2"] else None
        inner = self.text[found.end() : closing.start()] if closing else None
        name, given = found["name"] or found["name2"], found["given"] or found["given2"] or ""
        end = closing.end() if closing else found.end()
        if closing and hides(name):
            self.say(f"`{_short(found[0])}` hides its content, which is left out", found.start())
            return "", end
        made = self.block(code_of(name, given, found[0], self.is_alone(found.start(), end), inner))
        if made is not None:
            return made, end
        kept = "; the text in it is kept" if closing else ", and is left out"
        self.say(f"`{_short(found[0])}` has no equivalent in Broadsheet{kept}", found.start())
        return "", found.end()


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:79]}…" if len(words) > 80 else words
