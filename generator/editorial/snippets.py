"""Snippets for Visual Studio Code: each field of front matter, with placeholders.

The format is that of its user-defined snippets, which is TextMate's: ``${1:text}`` is a placeholder with a default
text, ``${1|one,two|}`` one with choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from generator.reading.fields.form import FILE_KINDS, Form, FormType
from generator.reading.fields.table import Field, fields_of

_NOW = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}T${CURRENT_HOUR}:${CURRENT_MINUTE}"
_LISTS: frozenset[FormType] = frozenset({"names", "people", "texts", "addresses"})
_SPECIAL = re.compile(r"([$}\\])")
_SPECIAL_IN_CHOICE = re.compile(r"([$}\\,|])")


def snippets() -> dict[str, dict[str, object]]:
    """Return a snippet for each field of all kinds of files, by its label, for YAML, which includes front matter."""
    fields: dict[str, Field] = {}
    for kind in FILE_KINDS:
        for each in fields_of(kind):
            if each.form:
                fields.setdefault(each.called[0], each)
    return {
        f"{each.form.label} ({name})": {
            "scope": "yaml",
            "prefix": name,
            "body": [*_lines(name, each.form, count(1))],
            "description": each.form.about,
        }
        for name, each in fields.items()
        if each.form
    }


def _lines(name: str, form: Form, numbers: count[int]) -> Iterator[str]:
    """Yield the lines of a field, with numbered placeholders."""
    if not form.parts:
        yield f"{name}: {_placeholder(form, numbers)}"
        return
    yield f"{name}:"
    dash = "  - " if form.type == "rows" else "  "
    for part, of in form.parts.items():
        yield f"{dash}{part}: {_placeholder(of, numbers)}"
        dash = " " * len(dash)


def _placeholder(form: Form, numbers: count[int]) -> str:
    number = next(numbers)
    if form.type == "truth":
        return f"${{{number}|true,false|}}"
    if form.type == "time":
        return f"${{{number}:{_NOW}}}"
    if form.choices:
        choices = ",".join(_SPECIAL_IN_CHOICE.sub(r"\\\1", each) for each in form.choices)
        return f"${{{number}|{choices}|}}"
    if form.type in _LISTS:
        return f"[${{{number}}}]"
    if form.type == "notes":
        return f'["${{{number}}}"]'
    example = _SPECIAL.sub(r"\\\1", str(form.example)) if isinstance(form.example, (str, int)) else ""
    quoted = '"' if form.type in ("prose", "rich", "handle", "text-or-no") or example.startswith("#") else ""
    return f"{quoted}${{{number}:{example}}}{quoted}"
