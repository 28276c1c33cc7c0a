"""Escapes what is on the lines of moved stories: words, and the beginnings of lines."""

from __future__ import annotations

import re

from generator.editorial.importers._markdown import inline, unstarted

_STARTS = re.compile(r":::|=+\s*\Z|\+\+\+")


def words(text: str) -> str:
    """Plain text as Markdown within a line, also in brackets, with single spaces."""
    return inline(" ".join(text.split()), notes=False).replace("]", "\\]")


def title(markdown: str) -> str:
    """Markdown of one line, as the title of a picture in double quotes; empty without any."""
    return ' "' + markdown.replace("\\", "\\\\").replace('"', '\\"') + '"' if markdown else ""


def started(text: str) -> str:
    """A line of Markdown, escaped if it would start something other than a paragraph."""
    return f"\\{text}" if _STARTS.match(text) else unstarted(text)


def verse(text: str) -> str:
    """The lines of a poem, as paragraphs with line breaks."""
    stanzas = [each.strip("\n").split("\n") for each in re.split(r"\n[ \t]*\n", text) if each.strip()]
    lines = ("\\\n".join(started(inline(line.strip(), notes=False)) for line in each) for each in stanzas)
    return "".join(f"\n\n{each}\n\n" for each in lines)
