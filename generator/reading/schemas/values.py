"""The JSON Schema of values in front matter: any file that Broadsheet reads without an error is valid.

The reverse is not guaranteed, since a schema cannot know whether a day or a file exists. Values are those of YAML 1.2
or TOML, in which times may be text. Values that cause only a warning are valid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.model.colours import COLOUR
from generator.model.patterns import any_case
from generator.reading import dates
from generator.reading.fields.form import Form, FormType
from generator.reading.fields.types import TRUTH

Schema = dict[str, Any]

ANYTHING: Schema = {"description": "Anything."}
"""Any value."""


def one_of_words(words: Iterable[str]) -> Schema:
    """Return the schema of one of several words, in any letter case. YAML may read some as booleans or numbers."""
    pattern = {"type": "string", "pattern": rf"^\s*({'|'.join(map(any_case, words))})\s*$"}
    return {"anyOf": [{"type": "boolean"}, {"enum": [0, 1]}, pattern]}


_TRUTH: Schema = {"$ref": "#/$defs/truth"}
_TIME: Schema = {"$ref": "#/$defs/time"}
DEFINITIONS: Mapping[str, Schema] = {
    "truth": one_of_words(TRUTH),
    "time": {"type": "string", "pattern": rf"^\s*({'|'.join(dates.patterns())})\s*$"},
    "text": {"type": ["string", "number", "boolean"]},
    "nothing": {"anyOf": [{"enum": [None, [], {}]}, {"type": "string", "pattern": r"^\s*$"}]},
}
"""The schemas to which others refer. YAML may read text that is not in quotes as a number or boolean."""

TEXT: Schema = {"$ref": "#/$defs/text"}
NOTHING: Schema = {"$ref": "#/$defs/nothing"}
_WORDS: Schema = {"type": "string", "pattern": r"\S"}


def _either(*schemas: Schema) -> Schema:
    return {"anyOf": [*schemas]}


def _list_of(form: Form, item: Schema) -> Schema:
    most = {"maxItems": form.most} if form.most else {}
    return _either(item, {"type": "array", "items": _either(item, NOTHING), **most})


def _texts(form: Form) -> Schema:
    return _list_of(form, TEXT)


def _names(form: Form) -> Schema:
    several = _list_of(form, TEXT)["anyOf"][1]
    return _either({"type": ["number", "boolean"]}, {"type": "string", "pattern": r"^\s*(?!-[^ ])"}, several)


def _people(form: Form) -> Schema:
    person = {"type": "object", "required": ["name"], "properties": {"name": TEXT}}
    return _list_of(form, _either(TEXT, person))


def _number(form: Form) -> Schema:
    most = str(form.most)
    digits = f"[0-9]{{1,{len(most)}}}"
    return _either(
        {"type": "integer", "minimum": form.least, "maximum": form.most},
        {"type": "string", "pattern": rf"^\s*{digits}\s*$"},
    )


def _choice(form: Form) -> Schema:
    choices: list[Schema] = [{"const": each, "description": about} for each, about in form.choices.items()]
    spelt = "|".join(any_case(each).replace(r"\-", "[-_ ]") for each in (*form.choices, *form.spellings))
    return _either(*choices, TEXT if form.open else {"type": "string", "pattern": rf"^\s*({spelt})\s*$"})


def parts_of(form: Form) -> Schema:
    """Return the schema of a field with parts, under each of their names. One name of a required part is enough."""
    names = {part: [name for name, meant in form.also.items() if meant == part] or [part] for part in form.parts}
    properties = {name: of_form(part) for key, part in form.parts.items() for name in names[key]}
    found: Schema = {"type": "object", "properties": properties}
    needed = [[{"required": [written]} for name in names[part] for written in cases(name)] for part in form.needs]
    if needed:
        found["allOf"] = [{"anyOf": each} for each in needed]
    return found


def cases(name: str) -> tuple[str, ...]:
    """Return a name in the letter cases that people use. Names are read in any letter case."""
    return tuple(dict.fromkeys((name, name.capitalize(), name.title(), name.upper())))


def _rows(form: Form) -> Schema:
    return {"type": "array", "items": parts_of(form), "maxItems": form.most}


_FILE: Schema = {
    "anyOf": [
        {"type": ["number", "boolean"]},
        {
            "type": "string",
            "pattern": r"^\s*(?:[Hh][Tt][Tt][Pp][Ss]?://[^/\s]|(?![A-Za-z][A-Za-z0-9+.\-]*:)(?!/)[^\\]*$)",
        },
    ]
}
"""The path of a picture, or its web address: no backslash, no slash at the start, and no other scheme."""


def _picture(form: Form) -> Schema:
    return _either(_FILE, parts_of(form))


def _series(form: Form) -> Schema:
    return _either(TEXT, {"type": "array", "prefixItems": [TEXT]}, parts_of(form))


def _colours(form: Form) -> Schema:
    colour = {"type": "string", "pattern": rf"^\s*(?:{COLOUR})\s*$"}
    both = {"type": "object", "properties": {"light": colour, "dark": colour}, "additionalProperties": False}
    return _either(colour, {**both, "minProperties": 1})


def _links(form: Form) -> Schema:
    one = {"type": "string", "pattern": ":"}
    named = {"type": "object", "additionalProperties": one}
    return _either(one, named, {"type": "array", "items": _either(one, named)})


def _pattern(pattern: str, *others: Schema) -> Callable[[Form], Schema]:
    one: Schema = {"type": "string", "pattern": pattern}
    return lambda form: _either(one, *others) if others else one


_BELOW_ZERO: Schema = {"type": "number", "exclusiveMaximum": 0}  # a number with a minus sign is read as text
_NOT_ALONE = rf"^(?!\s*({'|'.join(map(any_case, ('true', 'yes')))})\s*$)"
_ALIAS = (
    r"^\s*/\?[A-Za-z0-9_\-]{1,50}=[A-Za-z0-9_\-]{1,100}\s*$"
    r"|^\s*[\"'\u2018-\u201e]?(?![A-Za-z][A-Za-z0-9+.\-]*:)(?!//)[^?#*\\]*$"
)
_OF_TYPE: Mapping[FormType, Callable[[Form], Schema]] = {
    **dict.fromkeys(("text", "prose", "rich"), lambda form: TEXT),
    **dict.fromkeys(("texts", "notes", "name"), _texts),
    "names": _names,
    "text-or-no": _pattern(_NOT_ALONE, {"enum": [False, 0]}, _BELOW_ZERO),
    "truth-or-text": lambda form: _either({"type": ["string", "boolean"]}, {"enum": [0, 1]}, _BELOW_ZERO),
    "people": _people,
    "time": lambda form: _TIME,
    "truth": lambda form: _TRUTH,
    "truth-or-time": lambda form: _either(_TRUTH, _TIME),
    "number": _number,
    "choice": _choice,
    "rating": _pattern(
        r"^\s*[0-9]{1,3}([.,][0-9])?( ?/ ?[0-9]{1,3}| out of [0-9]{1,3})?\s*$",
        {"type": "number", "exclusiveMinimum": 0, "maximum": 5},
    ),
    "picture": _picture,
    "file": lambda form: _FILE,
    "parts": parts_of,
    "rows": _rows,
    "series": _series,
    "colours": _colours,
    "focus": _pattern(r"^\s*[0-9]{1,3}\s*%?(\s*,\s*|\s+)[0-9]{1,3}\s*%?\s*$"),
    "slug": _pattern(r"^[^/\\]+$", {"type": ["number", "boolean"]}),
    "uri": _pattern(r"^\s*[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"]+\s*$"),
    "address": _pattern(r"^\s*[\"'\u2018-\u201e]?https://[^#]+$"),
    "addresses": lambda form: _list_of(form, _pattern(_ALIAS, {"type": ["number", "boolean"]})(form)),
    "links": _links,
    "language": _pattern(r"^\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\s*$"),
    "layout": _pattern(r"^\s*[A-Za-z0-9][A-Za-z0-9_\-]*\s*$", {"type": ["number", "boolean"]}),
    "email": _pattern("@"),
    "handle": _pattern("^[^/]*@[^/]*$"),
}


def of_form(form: Form) -> Schema:
    """Return the schema of a field, with its label, meaning and example."""
    found = _OF_TYPE[form.type](form)
    if form.empty == "nothing" and not form.needed:
        found = _either(*(found["anyOf"] if found.keys() == {"anyOf"} else [found]), NOTHING)
    elif form.needed and form.type in ("text", "prose", "rich"):
        found = {"anyOf": [_WORDS, {"type": ["number", "boolean"]}]}
    about = {"title": form.label, "description": form.about}
    return {**about, **found, **({} if form.example is None else {"examples": [form.example]})}
