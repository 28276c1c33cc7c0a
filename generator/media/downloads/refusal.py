"""Why a file cannot be published."""

from __future__ import annotations

PRINT_AGAIN = "print it to PDF again, and publish that"
"""The fix for a PDF that only a program that draws it can judge."""


class RefusedFile(Exception):
    """A file from which what it says about people and places cannot be removed, and how to fix that.

    ``why`` continues a sentence that begins with the file's name.
    """

    def __init__(self, why: str, fix: str) -> None:
        """Say why, and how to fix it."""
        super().__init__(why, fix)
        self.why, self.fix = why, fix


def damaged(kind: str) -> RefusedFile:
    """A refusal for a file that is not what its name says, or of which a part is missing."""
    return RefusedFile(
        f"is damaged, or something else despite its name: it is not a complete {kind} file",
        "open it in the program that made it, and save it again under this name",
    )
