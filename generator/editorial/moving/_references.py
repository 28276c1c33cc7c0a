"""What becomes of the addresses in a body: a protocol, for those who convert bodies."""

from __future__ import annotations

from typing import Protocol


class References(Protocol):
    """Turns the addresses in one story into what the moved story has in their place, and notes what is not kept.

    ``line`` is a line of the body, from 1.
    """

    def picture(self, address: str, line: int, alt: str = "") -> str:
        """The path of a picture, relative to the story. If its file was not found, its address if that names a site,
        which a build shows as a link, or else an empty text. ``alt`` is what it shows, in words.
        """
        ...

    def file(self, address: str, line: int) -> str:
        """The path of a recording or download, relative to the story; empty if its file was not found."""
        ...

    def link(self, address: str, line: int) -> str:
        """Where a link leads now; empty if it leads nowhere, or is no link for readers. A link in full to a page of
        the old site that is not moved stays as it is.
        """
        ...

    def unkept(self, what: str, line: int) -> None:
        """Note what could not be kept, in a sentence without a full stop."""
        ...
