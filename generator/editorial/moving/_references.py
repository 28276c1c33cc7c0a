"""A protocol for replacing the addresses in a body, for modules that convert bodies."""

from __future__ import annotations

from typing import Protocol


class References(Protocol):
    """Replaces the addresses in one story by those of the moved story, and notes what is not kept.

    ``line`` is a line of the body, from 1.
    """

    def picture(self, address: str, line: int, alt: str = "") -> str:
        """Return the path of a picture, relative to the story. If its file was not found, return its address if that
        names a site (a build shows it as a link), or otherwise an empty text. ``alt`` is its description.
        """
        ...

    def file(self, address: str, line: int) -> str:
        """Return the path of a recording or download, relative to the story; empty if its file was not found."""
        ...

    def link(self, address: str, line: int) -> str:
        """Return the new target of a link; empty if it leads nowhere, or is not for readers. An absolute link to a page
        of the old site that is not moved stays unchanged.
        """
        ...

    def unkept(self, what: str, line: int) -> None:
        """Note what could not be kept, in a sentence without a full stop."""
        ...
