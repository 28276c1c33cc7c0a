"""Copy: one story as an agency sent it, whatever the format it came in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from generator.model.fingerprint import digest


@dataclass(frozen=True, slots=True)
class Copy:
    """What the copy says, to the letter.

    ``agency`` is the name that site.toml gives it. Times are aware. ``paragraphs`` are the body as
    received, plain text; ``related`` are headlines; ``other`` holds further details as label and value.
    """

    headline: str
    agency: str
    published: datetime
    paragraphs: tuple[str, ...]
    standfirst: str = ""
    section: str = ""
    modified: datetime | None = None
    dateline: str = ""
    bylines: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> datetime:
        """The instant that tells an older version of the copy from a newer one."""
        return self.modified or self.published

    @property
    def item(self) -> str:
        """The digest that versions of one story share: its agency, headline and time of publication."""
        return digest([self.agency, self.headline, self.published])

    @property
    def digest(self) -> str:
        """The digest of all that the copy says; how its file is laid out makes no difference.

        What is empty is left out, so that a detail which we learn to read later does not make all
        copy that lacks it look new.
        """
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return digest({name: value for name, value in said.items() if value})
