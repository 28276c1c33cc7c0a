"""The limits for data files, and the messages and fixes for files that exceed them."""

from __future__ import annotations

from generator.model.problems import Problem

LARGEST = 2_000_000
"""The most bytes in a data file."""

MOST_ROWS = 10_000
MOST_COLUMNS = 60

LONGEST = 2_000
"""The most characters in a cell or in the name of a column."""


def too_large(path: str, size: int) -> Problem:
    """Return the problem for a file with more than ``LARGEST`` bytes."""
    message = f"this data file has {size:,} bytes; the limit is {LARGEST:,}"
    return Problem(path, 0, 0, message, "keep only the rows and columns that the story shows")


TOO_MANY_ROWS = (
    f"this data file has more than {MOST_ROWS:,} rows",
    "keep only the rows that the story shows, and offer the whole file as a download",
)
TOO_MANY_COLUMNS = (
    f"this data file has more than {MOST_COLUMNS} columns",
    "keep only the columns that the story shows",
)
TOO_LONG = f"this cell has more than {LONGEST:,} characters", "shorten it; text belongs in the story"
