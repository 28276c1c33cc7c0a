"""Front matter that the desk at /admin/ would lose when it saves a story or page, because it knows only one form of it.

Broadsheet reads `series: Harbour dues` and `series: {name: Harbour dues}`, the desk only the second; and it knows a
field by its first name, `published`, not as `date`. Only sites with [desk] in site.toml are checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.reading.fields.forms import FormField, fields_in_form
from generator.reading.fields.values import Entry
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import SourceText
from generator.theme.desk_collections import known_to_desk, takes


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each such field of a story or page."""
    settings = site.request.settings
    if not settings.desk:
        return
    fields = {
        kind: {name: each for each in fields_in_form(kind, settings) if known_to_desk(each) for name in each.called}
        for kind in ("story", "page")
    }
    for each in site.manuscripts:
        if each.kind == "story" or each.kind == "page":
            yield from _of(site, each, fields[each.kind])


def _of(site: CheckedSite, manuscript: Manuscript, fields: dict[str, FormField]) -> Iterator[Problem]:
    source = SourceText(manuscript.path, "\n".join(site.lines(manuscript.path)))
    front = front_matter.read(source).front
    for entry in front.entries.values() if front else ():
        field = fields.get(entry.name.casefold())
        if field and (wrong := _wrong(entry, field)):
            yield source.problem(entry.line, entry.column, *wrong, level="warning")


def _wrong(entry: Entry, field: FormField) -> tuple[str, str] | None:
    """What the desk would do to a field, and what to write instead; None if it knows it."""
    if entry.name != field.name:
        return f"the desk does not know `{entry.name}`, and may add a `{field.name}`", f"write `{field.name}` instead"
    value, wanted = entry.value, takes(field.form)
    shape = "list" if value.items is not None else "parts" if value.entries is not None else "text"
    if value.is_empty or shape == wanted:
        return None
    fixes = {
        "list": f"write it as a list: `{entry.name}: [...]`",
        "parts": f"write it with its parts: `{entry.name}: {{{next(iter(field.form.parts), 'name')}: ...}}`",
        "text": "write it as text, without brackets",
    }
    return f"the desk would lose `{entry.name}` in this form when it saves the file", fixes[wanted]
