"""The fields of front matter, from the table that the reader, the schemas and the desk use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import yaml

from generator.reading.fields.form import FileKind, Form
from generator.reading.fields.table import fields_of
from reference.markdown import block, code, table

_TYPES = {
    "text": "text",
    "prose": "text; may have emphasis",
    "rich": "text; may have emphasis and links",
    "texts": "a list of texts",
    "notes": "a list of texts, which may have emphasis and links",
    "name": "a name, or a list of names",
    "names": "a list of names",
    "people": "a list of people's names",
    "time": "a day, or a day and a time",
    "truth": "`true` or `false`",
    "number": "a whole number",
    "choice": "one of the values below",
    "rating": "such as `4`, `3.5` or `8/10`",
    "picture": "a file, or a file with the parts below",
    "file": "the path of a picture",
    "parts": "the parts below",
    "rows": "a list, each entry with the parts below",
    "series": "a name, or a name and a part",
    "truth-or-time": "`true`, `false`, or a time until which it holds",
    "truth-or-text": "`true`, `false`, or a text",
    "text-or-no": "a text, or `false`",
    "colours": "a colour, or one for light and one for dark screens",
    "focus": "a point in the picture, such as `60% 30%`",
    "slug": "part of an address",
    "uri": "a URI",
    "address": "an address on another site, with https",
    "addresses": "a list of old addresses on this site",
    "links": "addresses, with or without names",
    "language": "a language tag (BCP 47)",
    "layout": "the name of a layout",
    "email": "an email address",
    "handle": "a Fediverse account",
}


def fields_of_kind(kind: FileKind) -> str:
    """Return a section for each field of a kind of file."""
    known = [each for each in fields_of(kind) if each.form]
    return "\n".join(chain.from_iterable(_field(each.called, each.form) for each in known if each.form))


def overview() -> str:
    """Return a table of all fields of stories, in which each leads to its section."""
    rows = [
        (f"[{code(each.called[0])}](#{each.called[0]})", ", ".join(map(code, each.called[1:])), each.form.about)
        for each in fields_of("story")
        if each.form
    ]
    return table(("field", "also called", "what it is for"), rows)


def _field(called: tuple[str, ...], form: Form) -> Iterator[str]:
    name, *others = called
    yield f"### {code(name)}\n"
    yield f"{form.about}\n"
    facts = [_type(form), *_limits(form)]
    also = f" Also called {', '.join(map(code, others))}." if others else ""
    yield f"{'; '.join(facts)}.{also}\n"
    if form.example is not None:
        yield block(yaml.safe_dump({name: form.example}, allow_unicode=True, sort_keys=False, width=110), "yaml")
    if form.choices:
        yield table(("value", "meaning"), [(code(each), about) for each, about in form.choices.items()])
    if form.parts:
        yield table(("part", "what it is for", "type"), map(_part, _parts(form), form.parts.values()))


def _parts(form: Form) -> list[str]:
    """The names under which the parts are written."""
    return [next((name for name, meant in form.also.items() if meant == part), part) for part in form.parts]


def _part(name: str, form: Form) -> tuple[str, str, str]:
    choices = f" ({', '.join(map(code, form.choices))})" if form.choices else ""
    return code(name), form.about, _type(form).lower().replace("the values below", "several values") + choices


def _type(form: Form) -> str:
    text = _TYPES[form.type]
    return text[0].upper() + text[1:]


def _limits(form: Form) -> Iterator[str]:
    if form.needed:
        yield "required"
    if form.type == "number":
        yield f"from {form.least} to {form.most:,}"
    elif form.most:
        yield f"at most {form.most:,} {'characters' if form.type == 'slug' else 'entries'}"
    if form.longest:
        yield f"a warning above {form.longest:,} characters"
