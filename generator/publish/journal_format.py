"""The form of a journal: what is left to do of a publication that has been decided."""

from __future__ import annotations

import msgspec

RECORDS = ("seen.json", "parts.json", "manifest.json")
"""What we remember of an output folder, in the order in which it is put in place."""

STAGE = "stage"
"""How the name of every folder for new files begins; each build has its own, ``stage-`` and 16 hexadecimal digits."""

FORMAT = 3


class Journal(msgspec.Struct, frozen=True):
    """What is left to do, in order: removals that make room, moves from the stage, other removals, the records.

    ``stage`` is the name of the folder that holds the new files. A move is the name of a file or folder in it, and the
    path that this is to have.
    """

    format: int
    stage: str
    room: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]
