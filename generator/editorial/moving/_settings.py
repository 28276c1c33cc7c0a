"""The settings of the old site as lines of site.toml: a file of its own for a new site, advice for one that has one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from generator.editorial.moving._moved import Extra, SiteSettings
from generator.model.problems import Problems
from generator.model.settings import Settings
from generator.reading.settings import site_toml

_PLAIN = ("title", "tagline", "description", "base_url", "language", "timezone", "permalink")


def lines_of(found: SiteSettings, now: Settings | None) -> list[str]:
    """The lines of site.toml with what the old site had; only those that differ, if the new site has settings."""
    lines = [f"{name} = {_value(text)}" for name in _PLAIN if (text := _text(found, name))]
    if found.sections and not (now and {*found.sections} <= {*now.sections}):
        lines.append(f"sections = {_value(found.sections)}")
    known = _kept(lines, now)
    menu = [f"[[menu]]\nname = {_value(name)}\nurl = {_value(url)}" for name, url in found.menu]
    others = [*_tables(found.others)]
    return [*known, *(others if not now else []), *(menu if not now or not now.menu else [])]


def _text(found: SiteSettings, name: str) -> str:
    text = " ".join(str(getattr(found, name)).split())
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


def new_settings(found: SiteSettings) -> tuple[str, Settings, list[str]]:
    """The text of site.toml for a new site, its settings, and which of the old settings cannot be kept.

    A line that is refused is left out, and said.
    """
    wanted = {"title": found.title or "The site", "base_url": found.base_url or "https://example.org/"}
    lines = lines_of(replace(found, **wanted), None)
    dropped = list[str]()
    while True:
        text = "\n".join(lines) + "\n"
        try:
            return text, site_toml.read(text), dropped
        except Problems as wrong:
            bad = {each.line for each in wrong.problems}
            number, kept = 1, list[str]()
            for line in lines:
                height = line.count("\n") + 1
                hit = any(number <= each < number + height for each in bad)
                (dropped if hit else kept).append(line)
                number += height
            if len(kept) == len(lines):
                raise
            lines = kept
