"""The blocks of stories and their keys, from the types that the reader checks them by."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.blocks.types import TYPES
from generator.reading.blocks.types.declared import BlockType, Kind
from generator.reading.embeds.recognise import PROVIDERS
from reference.block_words import ABOUT, ARGUMENTS, KEYS
from reference.markdown import block, code, table

_KINDS = {
    "text": "text",
    "prose": "text; may have emphasis",
    "picture": "a picture next to the story",
    "file": "a file next to the story",
    "link": "an address, or a file",
    "number": "a number",
    "yes": "`true` or `false`",
    "any": "text, or a file next to the story",
}
_BODIES = {
    "required": "There must be text between its first line and `:::`.",
    "optional": "Text between its first line and `:::` is optional.",
    "none": "It has no text.",
}


def blocks() -> str:
    """Return a section for each block that ships."""
    return "\n".join(line for name in sorted(TYPES) for line in _block(TYPES[name]))


def _block(of: BlockType) -> Iterator[str]:
    yield f"## {code(of.name)}\n"
    yield f"{ABOUT[of.name]}\n"
    yield block(of.example)
    yield " ".join(_facts(of)) + "\n"
    if of.keys:
        about = KEYS[of.name]
        rows = [(code(key), about[key], _kind(kind), "yes" if key in of.needs else "") for key, kind in of.keys.items()]
        yield table(("key", "what it does", "value", "required"), rows)


def _facts(of: BlockType) -> Iterator[str]:
    if of.argument is not None:
        yield f"After its name: {ARGUMENTS[of.name]}{' (required)' if of.required else ''}."
    yield _BODIES[of.body]
    least, most = of.pictures
    if least:
        yield f"It needs {least} pictures." if least == most else f"It needs {least} to {most} pictures."
    if of.items:
        yield "It needs a list."
    if of.headings:
        yield "It needs at least one heading."
    if of.offers:
        yield f"With {code(f'{of.offers}=true')}, readers can download the file."


def _kind(kind: Kind) -> str:
    return _KINDS[kind] if isinstance(kind, str) else ", ".join(map(code, kind))


def providers() -> str:
    """Return a table of the sites that every story may embed."""
    rows = [(each.name, ", ".join(map(code, sorted(each.hosts))), code(each.example)) for each in PROVIDERS]
    return table(("provider", "hosts", "for example"), rows)
