"""Wire copy: one story as an agency sent it, in any format."""

from __future__ import annotations

from datetime import datetime

import msgspec

from generator.model.fingerprint import digest

TAGS = "Tags"
"""The label of the tags in ``Copy.other``, which are separated by commas or semicolons."""


class Copy(msgspec.Struct, frozen=True):
    """Exactly what the wire copy says.

    ``agency`` is the agency's name in site.toml. Times are aware. ``paragraphs`` are the body as received, in plain
    text; ``related`` are headlines; ``other`` holds further details as label and value.
    """

    headline: str
    agency: str
    published: datetime
    paragraphs: tuple[str, ...]
    standfirst: str = ""
    section: str = ""
    modified: datetime | None = None
    embargo: datetime | None = None
    dateline: str = ""
    bylines: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    other: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> datetime:
        """The instant by which versions of the wire copy are ordered."""
        return self.modified or self.published

    @property
    def item(self) -> str:
        """The digest that all versions of a story share: of its agency, headline and time of publication."""
        return digest([self.agency, self.headline, self.published])

    @property
    def digest(self) -> str:
        """The digest of everything that the wire copy says, independent of the layout of its file.

        Empty fields are left out, so that when Broadsheet learns to read a new detail, wire copy without it does not
        look new.
        """
        said = msgspec.structs.asdict(self)
        return digest({name: value for name, value in said.items() if value})
