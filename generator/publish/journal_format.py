"""The form of a journal: what is left to do of a publication that has been decided."""

from __future__ import annotations

import re

import msgspec

RECORDS = ("seen.json", "manifest.json")
"""What we remember of an output folder, in the order in which it is put in place."""

STAGE = "stage"
"""How the name of every folder for new files begins; each build has its own, ``stage-`` and 16 hexadecimal digits."""

_OF_A_BUILD = re.compile(rf"{STAGE}-[0-9a-f]{{16}}")

FORMAT = 3


def is_stage(name: str) -> bool:
    """Whether this is exactly what a build of ours names its folder for new files."""
    return bool(_OF_A_BUILD.fullmatch(name))


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
