"""Reads the settings of a Hugo site: one file, or a folder with a file for each table.

https://gohugo.io/configuration/
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.editorial.moving._sites.files import first_of, table, text_of, texts, values_of, word
from generator.reading.fields.values import Plain

NAMES = tuple(f"{stem}.{end}" for stem in ("hugo", "config") for end in ("toml", "yaml", "yml", "json"))


def file_of(source: Path) -> Path | None:
    """Return the file with a site's settings."""
    return first_of(source, *NAMES, *(f"config/_default/{name}" for name in NAMES))


def read(source: Path) -> dict[str, Plain]:
    """Return the settings by their names in lower case, including those in ``config/_default/``."""
    found = _lower(values_of(first_of(source, *NAMES)))
    folder = source / "config" / "_default"
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.suffix not in (".toml", ".yaml", ".yml", ".json"):
            continue
        values = _lower(values_of(file))
        if file.stem in ("hugo", "config"):
            found |= values
        else:
            found[file.stem.partition(".")[0].lower()] = values
    return found


def _lower(values: Mapping[str, Plain]) -> dict[str, Plain]:
    return {name.lower(): each for name, each in values.items()}


def languages(config: Mapping[str, Plain]) -> dict[str, dict[str, Plain]]:
    """Return the languages of a site with their settings; empty if it has only one."""
    return {name: _lower(each) for name, each in table(config, "languages").items() if isinstance(each, dict)}


def menu(config: Mapping[str, Plain]) -> list[tuple[str, str]]:
    """Return the entries of the main menu with their addresses, in order."""
    rows = table(config, "menus", "menu").get("main")
    entries = [_lower(each) for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    entries.sort(key=lambda each: _number(each.get("weight")))
    found = [(word(each, "name", "title", "identifier"), word(each, "url", "pageref")) for each in entries]
    return [(name, address) for name, address in found if name and address]


def _number(value: Plain) -> float:
    return value if isinstance(value, int | float) and value else 1e9


def permalinks(config: Mapping[str, Plain]) -> dict[str, str]:
    """Return the patterns of addresses by section; ``/`` is the section of the root."""
    found = table(config, "permalinks")
    pages = {**{name: each for name, each in found.items() if isinstance(each, str)}, **table(found, "page")}
    return {name.lower(): str(each) for name, each in pages.items()}


def is_of_hugo(source: Path) -> bool:
    """Return whether a folder's settings are Hugo's, not Zola's, whose file has the same name."""
    file = file_of(source)
    if not file:
        return False
    text = text_of(file).lower()
    return "baseurl" in text or (source / "archetypes").is_dir() or file.name.startswith("hugo.")


def taxonomies(config: Mapping[str, Plain]) -> dict[str, str]:
    """Return the taxonomies that have lists: the names of the lists' folders by those of the fields."""
    given = table(config, "taxonomies")
    found = {str(each): str(each) for each in given.values()} if "taxonomies" in config else {}
    disabled = {each.lower() for each in texts(config.get("disablekinds"))}
    both = found or {"tags": "tags", "categories": "categories"}
    return {} if disabled & {"taxonomy", "term"} else both
