"""Recognises text that YAML misreads because it is not in quotes, and returns how to write it."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping

from generator.reading.fields.values import FrontMatterEntry, Value

_PROSE = frozenset({"title", "headline", "standfirst", "description", "summary", "dek", "excerpt", "kill_note"})
_SINGLE = frozenset(
    """
    slug language lang kind genre type uri guid priority draft translation_of layout canonical canonical_url
    canonicalurl email fediverse rating at date from until start end
    """.split()  # noqa: SIM905
)
_PICTURE_PARTS = frozenset({"src", "url", "path", "alt", "caption", "credit", "display", "focus"})
_FILE = re.compile(r"[\w./-]+")
_PLAIN = re.compile(r"\w(?:[^:#\"\\]|:(?! |$)|(?<! )#)*")


def in_quotes(words: str) -> str:
    """Return text in quotes that both YAML and TOML understand."""
    return json.dumps(words, ensure_ascii=False)


def as_picture(key: str, sign: str, parts: Mapping[str, str]) -> str:
    """Write a picture with its parts on one line of front matter. ``sign`` separates names from values."""
    yaml = sign == ":"
    shown = [
        f"{name}{sign} {text if yaml and name == 'src' and _FILE.fullmatch(text) else in_quotes(text)}"
        for name, text in parts.items()
        if text
    ]
    return f"{key}{sign} {{{', '.join(shown)}}}"


def as_text(key: str, sign: str, value: Value, line: str) -> str:
    """Return the fix for a list or mapping that should be text. ``line`` is the source line on which it begins."""
    start = f"{key}{sign} "
    named = (value.entries or {}).get("name")
    if named and named.value.is_words:
        return f"write only the name: `{start}{named.value.text}`"
    name, written = key.casefold(), line[value.column - 1 :].strip()
    if name in _PROSE and re.fullmatch(r'\[[^]"]*\]|\{[^}"]*\}', written):  # `[Update]` may be for readers
        return f'put it in quotes: `{start}"{written}"`'
    texts = [" ".join(each.text.split()) for each in value.items or () if each.is_words and not each.is_empty]
    texts += [each.name for each in (value.entries or {}).values() if each.value.is_empty]
    if not texts or len(texts) != len(value.items or value.entries or ()):
        return f'write it as text, in quotes: `{start}"..."`'
    if name in _SINGLE and len(texts) > 1:
        return f"write only one: `{start}{_written(texts[0], sign, name)}`"
    return f"write it without the brackets: `{start}{_written(', '.join(texts), sign, name)}`"


def _written(words: str, sign: str, name: str) -> str:
    """Put text in quotes if it needs them: in TOML, in ``{...}``, or if YAML would misread it."""
    plain = sign == ":" and name not in _PICTURE_PARTS and _PLAIN.fullmatch(words)
    return words if plain else in_quotes(words)


def cut_at_commas(value: Value, known: Container[str] = _PICTURE_PARTS) -> Iterator[tuple[str, FrontMatterEntry, str]]:
    """Yield each text in ``{...}`` that a comma cuts off: its name, the entry that follows the comma, and all of it.

    ``known`` are the names of fields that may be there without a value.
    """
    parts = list[tuple[FrontMatterEntry, list[FrontMatterEntry]]]()
    for entry in (value.entries or {}).values():
        if parts and entry.value.is_words and not entry.value.text and entry.name.casefold() not in known:
            parts[-1][1].append(entry)
        else:
            parts.append((entry, []))
    for first, rest in parts:
        if rest and first.value.is_words and not first.value.quoted:
            pieces = [first.value.text, *(each.name for each in rest)]
            yield first.name, rest[0], ("," if all(map(str.isdecimal, pieces)) else ", ").join(pieces)
