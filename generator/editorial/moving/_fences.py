"""Finds code in Markdown, also in lists and quotations, since it must stay unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).disable("html_block")
_PARSER.core.ruler.enableOnly(["normalize", "block"])


def fences(text: str) -> list[tuple[int, int]]:
    """Return the first line of each fenced block and the line after its last one, counted from 0."""
    return [*_blocks(text, "fence")] if "```" in text or "~~~" in text else []


def in_fences(text: str) -> frozenset[int]:
    """Return the lines that belong to fenced blocks, counted from 0."""
    return _lines(fences(text))


def in_code(text: str) -> frozenset[int]:
    """Return the lines that belong to fenced or indented blocks, counted from 0."""
    return _lines(_blocks(text, "fence", "code_block"))


def _blocks(text: str, *types: str) -> Iterator[tuple[int, int]]:
    tokens = _PARSER.parse(text.replace("\r", " "))
    return ((each.map[0], each.map[1]) for each in tokens if each.type in types and each.map)


def _lines(blocks: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(line for start, end in blocks for line in range(start, end))
