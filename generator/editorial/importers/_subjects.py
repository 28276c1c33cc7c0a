"""Maps the subjects of wire copy to tags and a section of this site, by the tables in site.toml."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from generator.model.settings import Agency, Settings
from generator.model.slug import slug

_MOST_TAGS = 30


class Subject(msgspec.Struct, frozen=True):
    """A subject as an agency gives it: its codes, the most exact first, and its name."""

    codes: tuple[str, ...] = ()
    name: str = ""
    is_tag: bool = True


def section_of(subjects: Iterable[Subject], agency: Agency | None, settings: Settings) -> str:
    """Return the section of the first subject that has one, or that of the agency; empty if there is none."""
    known = {subject.casefold(): section for subject, section in settings.wire_sections.items()}
    for subject in subjects:
        for label in (*subject.codes, subject.name):
            if section := known.get(label.casefold()):
                return section
    return known.get("*", "") or (agency.section if agency else "")


def tags_of(subjects: Iterable[Subject], section: str, settings: Settings) -> tuple[str, ...]:
    """Return the tags of the subjects, at most one for each address, and without the section itself."""
    known_tags = {subject.casefold(): tag for subject, tag in settings.wire_tags.items()}
    found: dict[str, str] = {}
    for subject in subjects:
        tag = next(
            (known_tags[each.casefold()] for each in (*subject.codes, subject.name) if each.casefold() in known_tags),
            None,
        )
        if tag is None and subject.is_tag:
            tag = known_tags.get("*", subject.name)
        address = slug(tag or "", settings.language)
        if tag and address and address != slug(section, settings.language):
            found.setdefault(address, " ".join(tag.split()))
    return tuple(found.values())[:_MOST_TAGS]
