"""Reads the files of a site, and the values in its settings and data files.   [disk]"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.model import safe_paths
from generator.reading.fields.values import DEEPEST, FieldFaults, FrontMatterEntry, Plain, Value
from generator.reading.formats import yaml_values
from generator.system import nofollow

LARGEST = 4 << 20
"""The size limit for a settings or data file, in bytes."""

SKIPPED = frozenset({"node_modules", "__pycache__", "vendor", "bower_components"})
_DEEPEST = 40
_THEME = re.compile(
    r"(?i)\.(?:css|scss|sass|less|styl|js|mjs|cjs|ts|map|woff2?|ttf|otf|eot|rb|py|lock|gemspec|sh|toml|ya?ml|json"
    r"|njk|liquid|hbs|ejs|html?|xml|xsl|ini|md|markdown|rst|webmanifest)\Z|(?:^|/)(?:Gemfile|Rakefile|Makefile"
    r"|Dockerfile|LICEN[CS]E|CNAME|README|package)[^/]*\Z"
)


def walk(root: Path, skipped: Collection[str] = ()) -> Iterator[str]:
    """Yield the path of each file below a folder, in order, without links, hidden files, and downloaded or built files.

    ``skipped`` are further folders, by their path.
    """
    return _walk(root, "", frozenset(each.strip("/") for each in skipped), 0)


def _walk(folder: Path, prefix: str, skipped: frozenset[str], depth: int) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError:
        return
    for entry in entries:
        path = prefix + entry.name
        if entry.name.startswith(".") or entry.is_symlink() or safe_paths.hidden_in(entry.name):
            continue
        if nofollow.is_folder(entry):
            if entry.name not in SKIPPED and path not in skipped and depth < _DEEPEST:
                yield from _walk(Path(entry.path), f"{path}/", skipped, depth + 1)
        elif entry.is_file():
            yield path


def is_of_theme(path: str) -> bool:
    """Return whether a file belongs to the old site's design, not to its content."""
    return bool(_THEME.search(path))


def text_of(file: Path) -> str:
    """Return the text of a file; empty if it does not exist or cannot be read."""
    try:
        return nofollow.read(file, LARGEST).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError:
        return ""


def first_of(root: Path, *names: str) -> Path | None:
    """Return the first of the named files that exists; None if there is none."""
    return next((root / name for name in names if (root / name).is_file()), None)


def entries_of(file: Path) -> Mapping[str, FrontMatterEntry]:
    """Return the fields of a YAML, TOML or JSON file, in the form of front matter; empty if it has none."""
    text = text_of(file)
    try:
        if file.suffix.lower() in (".yml", ".yaml"):
            return yaml_values.load_leniently(text)[0] if text.strip() else {}
        found = tomllib.loads(text) if file.suffix.lower() == ".toml" else json.loads(text or "{}")
    except (FieldFaults, ValueError, RecursionError):
        return {}
    return entries_from(found) if isinstance(found, dict) else {}


def entries_from(values: Mapping[str, object]) -> dict[str, FrontMatterEntry]:
    """Return values in the form of front matter."""
    return {str(name): FrontMatterEntry(str(name), 0, 0, value_from(each)) for name, each in values.items()}


def value_from(raw: object, depth: int = 1) -> Value:
    """Return a value of JSON or TOML in the form of front matter; parts nested too deeply are left out."""
    if depth > DEEPEST or raw is None:
        return Value(0, 0)
    if isinstance(raw, list | tuple):
        return Value(0, 0, items=tuple(value_from(each, depth + 1) for each in raw))
    if isinstance(raw, dict):
        inner = {
            str(name): FrontMatterEntry(str(name), 0, 0, value_from(each, depth + 1)) for name, each in raw.items()
        }
        return Value(0, 0, entries=inner)
    if isinstance(raw, str):
        return Value(0, 0, raw, quoted=True)
    return Value(0, 0, json.dumps(raw) if isinstance(raw, bool | int | float) else str(raw))


def values_of(file: Path | None) -> dict[str, Plain]:
    """Return the plain values in a settings file."""
    return {name: each.value.plain for name, each in entries_of(file).items()} if file else {}


def data_of(root: Path, folder: str) -> dict[str, Plain]:
    """Return the values in a data folder by the names of its files without extension, nested as its folders are."""
    found = dict[str, Plain]()
    for path in walk(root / folder) if (root / folder).is_dir() else ():
        file = root / folder / path
        if file.suffix.lower() not in (".yml", ".yaml", ".json", ".toml"):
            continue
        *parents, _ = PurePosixPath(path).parts
        inner = found
        for name in parents:
            step = inner.setdefault(name, {})
            inner = step if isinstance(step, dict) else {}
        inner[file.stem] = _list_or_values(file)
    return found


def _list_or_values(file: Path) -> Plain:
    text = text_of(file)
    try:
        if file.suffix.lower() == ".json":
            return value_from(json.loads(text or "null")).plain
        if file.suffix.lower() in (".yml", ".yaml") and text.lstrip().startswith("-"):
            return yaml_values.load_value(re.sub(r"\A\s*---[ \t]*\n", "", text)).plain
    except (FieldFaults, ValueError, RecursionError):
        return None
    return dict(values_of(file))


def texts(value: Plain) -> list[str]:
    """Return a text as a list, or the texts in a list."""
    if isinstance(value, list):
        return [str(each) for each in value if isinstance(each, str | int | float) and str(each)]
    return [str(value)] if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value) else []


def word(values: Mapping[str, Plain], *names: str) -> str:
    """Return the first of the named values that is a text; empty if none is. The case of names is ignored."""
    lower = {name.casefold(): each for name, each in values.items()}
    found = (lower.get(name.casefold()) for name in names)
    return next((str(each) for each in found if isinstance(each, str | int | float) and str(each).strip()), "")


def table(values: Mapping[str, Plain], *names: str) -> dict[str, Plain]:
    """Return the first of the named values that is a table; empty if none is. The case of names is ignored."""
    lower = {name.casefold(): each for name, each in values.items()}
    return next((each for name in names if isinstance(each := lower.get(name.casefold()), dict)), {})
