"""The old site's settings as lines of site.toml: a file for a new site, advice for a site that has one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from generator.editorial.moving._moved import Extra, SiteSettings
from generator.editorial.moving._story_file import one_line
from generator.model.problems import Problems
from generator.model.settings import Settings
from generator.reading.settings import site_toml

_PLAIN = ("title", "tagline", "description", "base_url", "language", "timezone", "permalink")


def lines_of(found: SiteSettings, now: Settings | None) -> list[str]:
    """Return lines of site.toml with the old settings; only those that differ if the new site has settings."""
    lines = [f"{name} = {_value(text)}" for name in _PLAIN if (text := _text(found, name))]
    if found.sections and not (now and {*found.sections} <= {*now.sections}):
        lines.append(f"sections = {_value(found.sections)}")
    known = _kept(lines, now)
    menu = [f"[[menu]]\nname = {_value(name)}\nurl = {_value(url)}" for name, url in found.menu]
    others = [*_tables(found.others)]
    return [*known, *(others if not now else []), *(menu if not now or not now.menu else [])]


def _text(found: SiteSettings, name: str) -> str:
    text = one_line(str(getattr(found, name)))
    return f"{text.rstrip('/')}/" if name == "base_url" and text else text


def _kept(lines: Sequence[str], now: Settings | None) -> list[str]:
    if now is None:
        return [*lines]
    have = {f"{name} = {_value(getattr(now, name))}" for name in (*_PLAIN, "sections")}
    return [each for each in lines if each not in have]


def _tables(others: Mapping[str, Extra], above: str = "") -> Iterator[str]:
    plain = {name: value for name, value in others.items() if not isinstance(value, Mapping)}
    tables = {name: value for name, value in others.items() if isinstance(value, Mapping)}
    if above and plain:
        yield f"[{above}]"
    yield from (f"{_key(name)} = {_value(value)}" for name, value in plain.items())
    for name, value in tables.items():
        yield from _tables(value, f"{above}.{_key(name)}" if above else _key(name))


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else json.dumps(name)


def _value(value: Extra) -> str:
    match value:
        case datetime():
            return value.isoformat()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case bool() | int() | float():
            return json.dumps(value)
        case Mapping():
            return "{ " + ", ".join(f"{_key(name)} = {_value(each)}" for name, each in value.items()) + " }"
    return "[" + ", ".join(map(_value, value)) + "]"


_PLACEHOLDERS = {"title": 'title = "The site"', "base_url": 'base_url = "https://example.org/"'}


def new_settings(found: SiteSettings) -> tuple[str, Settings, list[str]]:
    """Return the text of site.toml for a new site, its settings, and the old settings that cannot be kept.

    A line that is refused is left out, or is replaced by a placeholder if the setting is required.
    """
    lines, dropped = [*_required(found), *_others(found)], list[str]()
    while True:
        text = "\n".join(lines) + "\n"
        try:
            return text, site_toml.read(text), dropped
        except Problems as wrong:
            wrong_lines = {each.line for each in wrong.problems}
        bad = {at for at, first in _starts(lines) if wrong_lines & {*range(first, first + _height(lines[at]))}}
        dropped += [lines[at] for at in sorted(bad)]
        kept = (_PLACEHOLDERS.get(line.partition(" ")[0], "") if at in bad else line for at, line in enumerate(lines))
        before, lines = lines, [each for each in kept if each]
        if before == lines:  # the problem has no line, so only the placeholders are safe
            lines, dropped = [*_PLACEHOLDERS.values()], [*dropped, *lines]


def _required(found: SiteSettings) -> Iterator[str]:
    for name, line in _PLACEHOLDERS.items():
        yield f"{name} = {_value(text)}" if (text := _text(found, name)) else line


def _others(found: SiteSettings) -> list[str]:
    return [line for line in lines_of(found, None) if line.partition(" ")[0] not in _PLACEHOLDERS]


def _starts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the number of each piece and the line of the file on which it begins, from 1."""
    line = 1
    for at, each in enumerate(lines):
        yield at, line
        line += _height(each)


def _height(piece: str) -> int:
    return piece.count("\n") + 1
