"""The JSON Schema of site.toml, made from the structures into which it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import fields

from generator.model.licence import LICENCES
from generator.model.settings import LightDark, Settings
from generator.reading.schemas.front_matter import DIALECT
from generator.reading.schemas.values import Schema
from generator.reading.settings.checks import CHECK_NAMES, EXAMPLES, LIMITS
from generator.reading.settings.descriptions import ABOUT

_LINE: Schema = {"type": "string", "pattern": r"^[^\u0000-\u001f\u007f\u0085\u2028\u2029]*$"}
_NEEDED: Schema = {"type": "string", "pattern": r"\S"}
_ADDRESS: Schema = {"type": "string", "pattern": "^(?:https?://[^/].*)?$"}
_LEVELS: Schema = {"enum": ["off", "warning", "error"]}
_SETTING_SCHEMAS: Mapping[str, Schema] = {
    "title": _NEEDED,
    "base_url": {"type": "string", "pattern": "^https?://[^/]"},
    "feeds.hub": _ADDRESS,
    "agencies.url": _ADDRESS,
    "robots.license": _ADDRESS,
    "permalink": {"type": "string", "pattern": r"^/(?:.*/)?[^/]*\{slug\}[^/]*/(?:.*/)?$"},
    "republish": {"enum": ["", *LICENCES]},
    "trust.datatrainingallowed": {"enum": ["yes", "no"]},
    "checks": {"type": "object", "properties": dict.fromkeys(CHECK_NAMES, _LEVELS), "additionalProperties": False},
    "extra": {"type": "object"},
    "typography.quotes": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^.{4}$"}},
}
"""The schemas of settings that are stricter than their types."""

_WITHOUT: Mapping[str, tuple[str, ...]] = {"agencies": ("name",)}
_ALSO_NEEDED: Mapping[str, tuple[str, ...]] = {"podcast": ("category", "artwork", "description")}


def schema() -> Schema:
    """Return the schema of site.toml. Times are text, since JSON has no times."""
    found = _table(Settings, "")
    return {"$schema": DIALECT, "title": "The settings of a Broadsheet site: site.toml", **found}


def _table(of: type[msgspec.Struct], name: str) -> Schema:
    """Return the schema of a table whose settings are the fields of a structure."""
    hints, without = get_type_hints(of), _WITHOUT.get(name, ())
    known = [each for each in fields(of) if each.name not in without]
    needed = [each.name for each in known if each.required or each.name in _ALSO_NEEDED.get(name, ())]
    return {
        "type": "object",
        "properties": {each.name: _setting(hints[each.name], name, each.name, each.default) for each in known},
        "additionalProperties": False,
        **({"required": needed} if needed else {}),
    }


def _setting(hint: Any, table: str, name: str, default: object) -> Schema:
    path = f"{table}.{name}" if table else name
    found = dict(_SETTING_SCHEMAS.get(path) or _type_schema(hint, path))
    found["description"] = ABOUT[path]
    if isinstance(default, (bool, int, str)) and default != "":
        found["default"] = default
    if example := _example(EXAMPLES.get(path) or EXAMPLES.get(f".{path}", "")):
        found["examples"] = [example]
    return found


def _example(written: str) -> object:
    try:
        return json.loads(written)
    except ValueError:
        return None


def _type_schema(hint: Any, path: str) -> Schema:
    """Return the schema of a setting of this type."""
    options = [each for each in get_args(hint) if each is not type(None)]
    if hint is bool:
        return {"type": "boolean"}
    if hint is int:
        least, most, _ = LIMITS.get(path) or LIMITS[path.rpartition(".")[2]]
        return {"type": "integer", "minimum": least, "maximum": most}
    if hint is str or hint is datetime:
        return _LINE
    if hint is LightDark:
        both = {"type": "object", "properties": {"light": _LINE, "dark": _LINE}, "additionalProperties": False}
        return {"anyOf": [_LINE, {**both, "minProperties": 1, **({"required": ["light"]} if "logo" in path else {})}]}
    if get_origin(hint) is Literal:
        return {"enum": options}
    if get_origin(hint) is tuple:
        item = options[0]
        rows = item is not str
        return {"type": "array", "items": _table(item, path) if rows else {**_LINE, "pattern": r"\S"}}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _table(hint, path)
    if isinstance(get_origin(hint), type) and issubclass(get_origin(hint), Mapping):
        return {"type": "object", "additionalProperties": _value_schema(options[1], path)}
    return (
        {"anyOf": [_type_schema(each, path) for each in options]}
        if len(options) > 1
        else _type_schema(options[0], path)
    )


def _value_schema(hint: Any, path: str) -> Schema:
    """Return the schema of the values in a table whose names the newsroom chooses."""
    if hint is str and path.endswith((".hidden", ".data")):
        return {"type": ["string", "integer", "boolean"]}
    return _type_schema(hint, path)
