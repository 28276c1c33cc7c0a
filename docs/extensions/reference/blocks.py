"""The blocks of stories and their keys, from the types that the reader checks them by."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.blocks.types import TYPES
from generator.reading.blocks.types.declared import BlockType, Kind
from generator.reading.embeds.recognise import PROVIDERS
from reference.block_words import ABOUT, ARGUMENTS, BODIES, KEYS
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
    "required": "The block must contain text.",
    "optional": "Text in the block is optional.",
    "none": "The block contains no text.",
}


def blocks() -> str:
    """Return a section for each block that ships."""
    return "\n".join(line for name in sorted(TYPES) for line in _block(TYPES[name]))


def _block(of: BlockType) -> Iterator[str]:
    yield f"## {code(of.name)}\n"
    yield f"{ABOUT[of.name]}\n"
    yield block(_example(of))
    yield " ".join(_facts(of)) + "\n"
    if of.keys:
        about = KEYS[of.name]
        rows = [(code(key), about[key], _kind(kind), "yes" if key in of.needs else "") for key, kind in of.keys.items()]
        yield table(("key", "what it does", "value", "required"), rows)


def _example(of: BlockType) -> str:
    """Return a complete example of a block."""
    if of.name in BODIES:
        return f"{of.example}\n{BODIES[of.name]}\n:::"
    return of.example if of.example.endswith(":::") else f"{of.example} :::"


def _facts(of: BlockType) -> Iterator[str]:
    if of.argument is not None:
        yield f"After {code(of.name)}, {'write' if of.required else 'you can write'} {ARGUMENTS[of.name]}."
    yield _BODIES[of.body]
    least, most = of.pictures
    if least:
        yield f"It must have {least} pictures." if least == most else f"It must have {least} to {most} pictures."
    if of.items:
        yield "It must have a list."
    if of.headings:
        yield "It must have at least one heading."
    if of.offers and of.offers not in of.keys:
        yield f"With {code(f'{of.offers}=true')}, readers can download the file."


def _kind(kind: Kind) -> str:
    return _KINDS[kind] if isinstance(kind, str) else ", ".join(map(code, kind))


def providers() -> str:
    """Return a table of the sites that every story may embed."""
    rows = [(each.name, ", ".join(map(code, sorted(each.hosts))), code(each.example)) for each in PROVIDERS]
    return table(("provider", "hosts", "for example"), rows)
