"""Guesses the headline and slug of adopted copy that has none, or none that can be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from msgspec.structs import replace

from generator.model.slug import LONGEST, slug
from generator.reading.adopted import addresses, plain
from generator.reading.adopted.adoption import Adopted
from generator.reading.fields.values import FrontMatterEntry, Value
from generator.reading.markdown.links import unquoted

_HEADING = re.compile(r"^#[ \t]++(.+)$", re.MULTILINE)


def complete(found: Adopted, by_name: Mapping[str, str], body: str) -> None:
    """Guess the headline, from the first heading or the file's name, and the slug, if they are missing or unusable."""
    path = found.reader.source.path
    name = addresses.stem(path)
    titled = found.entries.get(by_name.get("title", ""))
    if not titled or not titled.value.is_words or not titled.value.text.strip():
        heading = _HEADING.search(body)
        text = (plain.text(heading[1].rstrip("#") or heading[1]) if heading else "") or name.replace("-", " ").replace(
            "_", " "
        ).strip().capitalize()
        found.entries.pop(by_name.get("title", ""), None)
        titled = found.entries["title"] = FrontMatterEntry("title", 0, 0, Value(0, 0, text or "Untitled", quoted=True))
        message = f"the {found.kind} has no `title`, so its headline is `{titled.value.text[:60]}`"
        found.say(titled, message, "add a line with its `title`", "guessed")
    _name(found, titled.value.text, name)


def name_person(found: Adopted, path_name: str) -> None:
    """Guess the name of a person from the file's path, if the front matter has none."""
    given = {name.casefold(): each.value for name, each in found.entries.items()}
    if any(name in given and not given[name].is_empty for name in ("name", "title")):
        return
    name = " ".join(f"{each[:1].upper()}{each[1:]}" for each in re.split(r"[-_ ]+", path_name) if each)
    for key in [each for each in found.entries if each.casefold() in ("name", "title")]:
        del found.entries[key]
    found.entries["name"] = FrontMatterEntry("name", 0, 0, Value(0, 0, name, quoted=True))
    found.say(
        found.entries["name"], f"the person has no `name`, so it is `{name[:60]}`", "add a line `name`", "guessed"
    )


def _name(found: Adopted, headline: str, name: str) -> None:
    """Set the slug of a story, and the names that it had in its old addresses."""
    key = next((key for key in found.entries if key.casefold() == "slug"), "")
    given = unquoted(found.entries[key].value.text.strip()) if key and found.entries[key].value.is_words else ""
    found.names = tuple(filter(None, (given if "/" not in given else "", name)))
    if key and not given:
        del found.entries[key]
    elif key:
        last = unquote(given).strip("/").rpartition("/")[2]
        if "/" in given or len(given) > LONGEST:
            found.stated.append(replace(found.entries[key], value=replace(found.entries[key].value, text=given)))
        made = slug(last)
        if made and (len(given) > LONGEST or last != given):
            found.say(found.entries[key], f"the slug `{given[:60]}` becomes `{made[:60]}`", "shorten it", "guessed")
        found.entries[key] = replace(
            found.entries[key], value=replace(found.entries[key].value, text=made, quoted=True)
        )
        if not made:
            del found.entries[key]
    if not slug(headline) and "slug" not in {each.casefold() for each in found.entries}:
        found.entries["slug"] = FrontMatterEntry("slug", 0, 0, Value(0, 0, slug(name) or found.kind, quoted=True))
