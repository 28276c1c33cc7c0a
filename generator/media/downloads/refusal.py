"""Why a file cannot be published."""

from __future__ import annotations

PRINT_AGAIN = "print it to PDF again, and publish that"
"""The fix for a PDF that cannot be checked without drawing it."""


class RefusedFile(Exception):
    """A file cannot be published, because metadata about people and places cannot be removed from it.

    ``why`` continues a sentence that begins with the file's name.
    """

    def __init__(self, why: str, fix: str) -> None:
        """Say why, and how to fix it."""
        super().__init__(why, fix)
        self.why, self.fix = why, fix


def damaged(kind: str) -> RefusedFile:
    """Return the refusal of a file that is not what its name says, or is incomplete."""
    return RefusedFile(
        f"is damaged, or something else despite its name: it is not a complete {kind} file",
        "open it in the program that made it, and save it again under this name",
    )
