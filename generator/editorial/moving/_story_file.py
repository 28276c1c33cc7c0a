"""The file of a moved story, page or person: its front matter, and its body in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from generator.editorial.importers._markdown import inline
from generator.editorial.importers._yaml import scalar
from generator.editorial.moving._moved import Extra, Moved, MovedPicture

_NEEDLESS = re.compile(r"\\(\\(?![*_`\[\]~<])|&|\{(?=[\s:.-]|\{[\sA-Za-z]|[a-z-]++=))|(\\.)|&#92;(?!\]|&#92;)")
"""Escapes of characters without a meaning in a short text, and other escapes (which are kept)."""


def text_of(moved: Moved, body: str, slug: str, aliases: Sequence[str], language: str) -> str:
    """Return the text of a file. The picture already has its new path; ``language`` is the site's."""
    match moved.kind:
        case "person":
            fields = _person(moved)
        case "description":
            fields = _description(moved)
        case _:
            fields = _fields(moved, slug, aliases, language)
    return f"---\n{''.join(fields)}---\n" + (f"\n{body.strip(chr(10))}\n" if body.strip() else "")


def _person(moved: Moved) -> Iterator[str]:
    yield _line("name", moved.headline)
    yield from _picture(moved.picture)
    yield from (_entry(name, value, 0) for name, value in moved.fields.items())


def _description(moved: Moved) -> Iterator[str]:
    """Yield the fields of a term's description, without its name, which its pages already have."""
    if moved.draft:
        yield "draft: true\n"
    yield from (_entry(name, inline(one_line(str(value)), notes=False), 0) for name, value in moved.fields.items())
    yield _line("standfirst", inline(one_line(moved.standfirst), notes=False))
    yield from _picture(moved.picture)


def _fields(moved: Moved, slug: str, aliases: Sequence[str], language: str) -> Iterator[str]:
    if moved.draft:
        yield "draft: true\n"
    yield _line("title", _short(moved.headline))
    yield _line("standfirst", _short(moved.standfirst))
    if moved.kind == "story":
        yield _line("section", one_line(moved.section))
    if moved.published and moved.kind == "story":
        yield f"published: {moved.published.isoformat()}\n"
    if moved.modified and moved.published and moved.modified > moved.published and moved.kind == "story":
        yield f"modified: {moved.modified.isoformat()}\n"
    yield _line("language", moved.language if moved.language != language else "")
    yield from _names("bylines", moved.bylines)
    yield from _names("tags", moved.tags)
    yield from _picture(moved.picture)
    yield _line("slug", slug)
    yield _line("uri", moved.uri if moved.kind == "story" else "")
    yield from _names("aliases", aliases)
    yield from (_entry(name, value, 0) for name, value in moved.fields.items())
    if details := {one_line(name): one_line(text) for name, text in moved.details.items() if text.strip()}:
        yield _entry("details", details, 0)


def _picture(picture: MovedPicture | None) -> Iterator[str]:
    if picture:
        parts = {"src": picture.address, "alt": picture.alt}
        texts = {"caption": _short(picture.caption), "credit": _short(picture.credit)}
        yield _entry("picture", {name: text for name, text in (parts | texts).items() if text}, 0)


def _short(text: str) -> str:
    """Return the Markdown of a headline, standfirst, caption or credit, which needs fewer escapes than a body."""
    return _NEEDLESS.sub(lambda found: found[1] or found[2] or "\\", inline(one_line(text), notes=False))


def one_line(text: str) -> str:
    """Return text with single spaces, without characters that YAML or readers cannot use."""
    return " ".join("".join(letter for letter in text if letter >= " " or letter in "\t\n\r").split())


def _line(name: str, text: str) -> str:
    return f"{name}: {scalar(text)}\n" if text else ""


def _names(name: str, texts: Iterable[str]) -> Iterator[str]:
    found = [*dict.fromkeys(filter(None, map(one_line, texts)))]
    if found:
        yield _entry(name, found, 0)


def _entry(name: str, value: Extra, depth: int) -> str:
    """Return an entry of front matter, with everything in it."""
    key, space = name if name.isidentifier() and name.isascii() else scalar(name), "  " * depth
    match value:
        case datetime():
            return f"{space}{key}: {value.isoformat()}\n"
        case bool():
            return f"{space}{key}: {str(value).lower()}\n"
        case str() | int() | float():
            return f"{space}{key}: {scalar(value) if isinstance(value, str) else value}\n"
        case Mapping():
            inner = "".join(_entry(each, part, depth + 1) for each, part in value.items())
            return f"{space}{key}:\n{inner}" if inner else ""
    return f"{space}{key}:\n" + "".join(_item(each, depth + 1) for each in value) if value else ""


def _item(value: Extra, depth: int) -> str:
    """Return an item of a list; the first entry of a mapping follows the dash."""
    space = "  " * depth
    if isinstance(value, Mapping):
        inner = "".join(_entry(each, part, depth + 1) for each, part in value.items())
        return f"{space}- {inner[len(space) + 2 :]}"
    if isinstance(value, str | bool | int | float | datetime):
        return _entry("x", value, 0).replace("x: ", f"{space}- ", 1)
    return ""
