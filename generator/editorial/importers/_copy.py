"""Wire copy: one story as an agency sent it, in any format."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import msgspec

from generator.model.fingerprint import digest

TAGS = "Tags"
"""The label of the tags in ``WireCopy.other``, which are separated by commas or semicolons."""

LATEST = datetime(2199, 12, 31, tzinfo=UTC)
"""The time of copy that withdraws a story but has no time of its own. It is later than any story's."""

Status = Literal["usable", "withheld", "canceled"]
"""Whether readers may see the copy (IPTC's pubStatus): withheld copy is hidden for now, canceled copy for good."""


class WirePicture(msgspec.Struct, frozen=True):
    """A picture as an agency describes it.

    ``files`` are names that the file may have, the best rendition first. ``placed`` is the name that the picture has
    next to the story; empty until a file was found. ``guid`` is the picture's identifier, if it has one. ``data`` are
    the bytes of a picture that is embedded in the file of the copy.
    """

    files: tuple[str, ...]
    alt: str = ""
    caption: str = ""
    credit: str = ""
    rights: str = ""
    guid: str = ""
    placed: str = ""
    data: bytes = b""


class WireCopy(msgspec.Struct, frozen=True):
    """The content of a piece of wire copy, exactly as received.

    ``agency`` is the agency's name in site.toml; empty for a story of the site's own. Times are aware. ``paragraphs``
    are the body as received, in plain text, or ``text`` is the body in Markdown, made from its markup; ``related`` are
    headlines; ``other`` holds further details as label and value. ``guid`` is the identifier that all versions share,
    and ``number`` the number of this version; empty and 0 if the format has none. ``key`` is what notices such as kills
    call the story, if it has no ``guid``. ``uri`` is the identifier of a story of the site's own. ``corrections`` have
    their time, kind and text; ``fields`` are more fields of the front matter. ``draft`` marks copy that somebody still
    has to check. ``notes`` are for the desk, and are not part of the story.
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
    text: str = ""
    expires: datetime | None = None
    status: Status = "usable"
    language: str = ""
    guid: str = ""
    number: int = 0
    key: str = ""
    uri: str = ""
    pictures: tuple[WirePicture, ...] = ()
    corrections: tuple[tuple[datetime, str, str], ...] = ()
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    draft: bool = False
    notes: tuple[str, ...] = ()

    @property
    def version(self) -> datetime:
        """The instant by which versions of the wire copy are ordered, if they have no numbers."""
        return self.modified or self.published

    @property
    def is_notice(self) -> bool:
        """Whether it withdraws a story that it names only by its keywords and day."""
        return self.status == "canceled" and bool(self.key) and self.guid != self.key

    @property
    def item(self) -> str:
        """The digest that all versions of a story share: of its guid, or of its agency, headline and time."""
        return digest([self.guid] if self.guid else [self.agency, self.headline, self.published])

    @property
    def digest(self) -> str:
        """The digest of everything that the wire copy says, independent of the layout of its file.

        Empty fields are left out, so that when Broadsheet learns to read a new detail, wire copy without it does not
        look new.
        """
        values_by_name = msgspec.structs.asdict(self)
        return digest(
            {name: value for name, value in values_by_name.items() if value and name != "notes" and value != "usable"}
        )


def is_older(number: int, version: datetime, than: int, instant: datetime) -> bool:
    """Return whether a version comes before another one: by their numbers if both have one, then by their times."""
    return number < than if number and than and number != than else version < instant


class Received(msgspec.Struct, frozen=True):
    """Everything in one file of wire copy.

    ``packages`` has the guids of items that belong together: a story and its pictures. ``skipped`` names the kinds of
    items that are not imported, such as videos.
    """

    copies: tuple[WireCopy, ...] = ()
    pictures: tuple[WirePicture, ...] = ()
    packages: tuple[frozenset[str], ...] = ()
    skipped: tuple[str, ...] = ()
