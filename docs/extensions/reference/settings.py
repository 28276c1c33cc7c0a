"""The settings in site.toml, from their schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.reading.schemas.site_settings import schema
from reference.markdown import code, table

_HEADER = ("setting", "what it is for", "type", "default")
_LEVELS = '`"off"`, `"warning"` or `"error"`'
Schema = Mapping[str, Any]


def settings() -> str:
    """Return one table of the settings at the top of the file, and one for each of its tables."""
    return "\n".join(_tables(schema(), ""))


def _tables(of: Schema, name: str) -> Iterator[str]:
    """The table of settings under a name, then those of the tables in it."""
    known: Schema = of["properties"]
    inner = {key: found for key, each in known.items() if (found := _inner(each))}
    plain = {key: each for key, each in known.items() if key not in inner}
    if name:
        yield f"## {code(name)}\n"
        yield f"{of.get('description', '')}\n"
    else:
        yield "## Settings at the top\n"
    if plain:
        yield table(_HEADER, [_row(key, each, key in of.get("required", ())) for key, each in plain.items()])
    for key, (written, table_of) in inner.items():
        if key == "checks":
            yield f"## `[checks]`\n\n{known[key]['description']} Each of the [checks](checks.md) can be {_LEVELS}.\n"
            continue
        yield from _tables({"description": known[key].get("description", ""), **table_of}, written.format(key))


def _inner(of: Schema) -> tuple[str, Schema] | None:
    """How the head of a table is written, and its schema; None if a setting is not a table of known settings."""
    for each in (of, *of.get("anyOf", ())):
        if "properties" in each and "minProperties" not in each:
            return "[{}]", each
        values = each.get("additionalProperties")
        if isinstance(values, Mapping) and "properties" in values:
            return "[{}.NAME]", values
        if "properties" in each.get("items", {}):
            return "[[{}]]", each["items"]
    return None


def _row(name: str, of: Schema, needed: bool) -> tuple[str, str, str, str]:
    default = "*required*" if needed else code(json.dumps(of["default"])) if "default" in of else ""
    example = "".join(f" Example: {code(json.dumps(each, ensure_ascii=False))}." for each in of.get("examples", ()))
    return code(name), of.get("description", "") + example, _type(of), default


def _type(of: Schema) -> str:
    if "enum" in of:
        return ", ".join(code(json.dumps(each)) for each in of["enum"])
    if "anyOf" in of:
        return " or ".join(dict.fromkeys(map(_type, of["anyOf"])))
    if of.get("type") == "integer" and "minimum" in of:
        return f"number from {of['minimum']} to {of['maximum']:,}"
    if of.get("type") == "array":
        return f"list of {_type(of['items'])}"
    if of.get("type") == "object":
        values = of.get("additionalProperties")
        return f"table of {_type(values)}" if isinstance(values, Mapping) else "table"
    names = {"string": "text", "boolean": "`true` or `false`", "integer": "number"}
    kinds = of.get("type", "")
    return " or ".join(names[each] for each in ([kinds] if isinstance(kinds, str) else kinds))
