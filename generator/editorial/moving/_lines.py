"""Escapes text on the lines of moved stories, and the beginnings of lines."""

from __future__ import annotations

import re

from generator.editorial.importers._markdown import inline, unstarted

_HTML = re.compile(
    r"(?<!\\)(?<!\]\()</?(?:abbr|bdi|bdo|cite|del|dfn|em|ins|mark|rp|rt|ruby|small|strong|sub|sup|u|var)(?: [^<>]*+)?>"
)
_QUOTE = re.compile(r"(\\[!-/:-@\[-`{-~])|\"")
_STARTS = re.compile(r":::|=+\s*\Z|\+\+\+")


def words(text: str) -> str:
    """Return plain text as Markdown within a line, safe in brackets, with single spaces."""
    return inline(" ".join(text.split()), notes=False).replace("]", "\\]")


def title(markdown: str) -> str:
    """Return Markdown of one line as the title of a picture in double quotes; empty if there is none.

    HTML is removed, since readers would see the tags.
    """
    kept = _QUOTE.sub(lambda found: found[1] or '\\"', _HTML.sub("", markdown))
    return f' "{kept}"' if markdown else ""


def started(text: str) -> str:
    """Return a line of Markdown, escaped if it would start something other than a paragraph."""
    return f"\\{text}" if _STARTS.match(text) else unstarted(text)


def verse(text: str) -> str:
    """Return the lines of a poem as paragraphs with line breaks."""
    stanzas = [each.strip("\n").split("\n") for each in re.split(r"\n[ \t]*\n", text) if each.strip()]
    lines = ("\\\n".join(started(inline(line.strip(), notes=False)) for line in each) for each in stanzas)
    return "".join(f"\n\n{each}\n\n" for each in lines)
