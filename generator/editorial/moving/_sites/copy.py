"""Reads a file with front matter as its program reads it (by ``reading/adopted``), and whether readers see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from generator.model.picture import Picture
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.reading.adopted import encoding
from generator.reading.adopted import front_matter as adopted_front_matter
from generator.reading.fields import reader as fields
from generator.reading.fields.values import FrontMatterEntry, Plain
from generator.reading.formats.front_matter import FrontMatter, SplitFile
from generator.reading.formats.source_text import SourceText
from generator.reading.settings import site_toml
from generator.reading.withholding import checks
from generator.reading.withholding import text as withheld_text
from generator.reading.withholding.names import bare

_REASONS = {
    "draft": "draft",
    "published": "unpublished",
    "build": "not rendered",
    "render": "not rendered",
    "permalink": "not rendered",
    "headless": "not rendered",
    "password": "password",
    "expires": "expired",
}


class SiteFile(msgspec.Struct, frozen=True):
    """A file: its path in the source, its fields as written and as read, its body, and why it is withheld, if it is.

    ``why`` is a word for the report; ``because`` has the details.
    """

    path: str
    kind: str
    entries: Mapping[str, FrontMatterEntry]
    values: Mapping[str, object]
    extra: Mapping[str, Plain]
    body: str
    first_line: int
    why: str = ""
    because: str = ""

    def text(self, *names: str) -> str:
        """Return the first of the fields that is a text, as written; empty if none is."""
        lower = {name.casefold(): each for name, each in self.entries.items()}
        found = (lower[name.casefold()].value for name in names if name.casefold() in lower)
        return next((each.text.strip() for each in found if each.is_words and not each.is_empty), "")

    def time(self, name: str) -> datetime | None:
        """Return a field that was read as a time."""
        found = self.values.get(name)
        return found if isinstance(found, datetime) else None

    def names(self, name: str) -> tuple[str, ...]:
        """Return a field that was read as a list of texts."""
        found = self.values.get(name)
        return tuple(map(str, found)) if isinstance(found, tuple) else ()

    @property
    def picture(self) -> Picture | None:
        """The picture, with its path as if the file's folder were content/."""
        found = self.values.get("picture")
        return found if isinstance(found, Picture) else None


def settings_for(timezone: str, language: str) -> Settings:
    """Return settings for reading copy of another program; an unknown time zone or language is ignored."""
    for lines in (f"timezone = {timezone!r}\nlanguage = {language!r}", f"timezone = {timezone!r}", ""):
        try:
            return site_toml.read(f"title = 'A'\nbase_url = 'https://a.example/'\nadopt = true\n{lines}\n")
        except Problems:
            continue
    raise AssertionError("minimal settings are always valid")


def read(
    data: bytes,
    path: str,
    settings: Settings,
    kind: str = "story",
    defaults: Mapping[str, FrontMatterEntry] = {},
    spaced: bool = False,
    parts: SplitFile | None = None,
) -> SiteFile:
    """Read a file. ``defaults`` are fields that it may override; ``spaced`` is as in ``FrontMatter``.

    :raises Problems: if it cannot be read.
    """
    where = f"content/{path}"
    source = SourceText(where, "") if parts else encoding.decoded(data, where).source
    parts = parts or adopted_front_matter.read(source)
    if not parts.front:
        raise Problems([*parts.problems] or [Problem(path, 0, 0, "the front matter cannot be read", "correct it")])
    given = {each.casefold() for each in parts.front.entries}
    below = {name: each for name, each in defaults.items() if name.casefold() not in given}
    entries = {**below, **parts.front.entries}
    front = replace(parts.front, entries=entries, spaced=spaced)
    said = fields.read(front, source, settings, kind, parts.body)
    why, because = _withheld(parts, front, said, source)
    return SiteFile(path, kind, entries, said.values, said.extra, parts.body, parts.first_line, why, because)


def _withheld(parts: SplitFile, front: FrontMatter, said: fields.Fields, source: SourceText) -> tuple[str, str]:
    noted = next(withheld_text.problems(parts, said, source, adopt=True), None)
    if noted:
        return "note to editors", noted.message
    if not said.values["draft"]:
        return "", ""
    asked = next(checks.asked(front.entries, adopt=True), None)
    entry = next((each for name, each in front.entries.items() if name.casefold() in ("draft", "published")), None)
    at = asked.entry if asked else entry
    message = next((each.message for each in said.problems if "withheld" in each.message), "")
    if not at:
        return "withheld", message
    status = at.value.text.strip().lower() if bare(at.name) in ("status", "state", "visibility") else ""
    return status or _REASONS.get(bare(at.name), "withheld"), f"{at.name}: {at.value.text.strip() or '...'}"
