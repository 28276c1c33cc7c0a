"""The form of a journal: what is left to do of a publication that has been decided."""

from __future__ import annotations

import re

import msgspec

JOURNAL = "journal.json"

STAGE = "stage"
"""How the name of every folder for new files begins; each build has its own, ``stage-`` and 16 hexadecimal digits."""

_OF_A_BUILD = re.compile(rf"{STAGE}-[0-9a-f]{{16}}")

FORMAT = 4


def is_stage(name: str) -> bool:
    """Whether this is exactly what a build of ours names its folder for new files."""
    return bool(_OF_A_BUILD.fullmatch(name))


class Journal(msgspec.Struct, frozen=True):
    """What is left to do, in order: removals that make room, moves from the stage, other removals, the manifest.

    ``stage`` is the name of the folder that holds the new files. A move is the name of a file or folder in it, and the
    path it gets. ``before`` and ``after`` are the digests of the manifest that is replaced and of the new one: the
    journal is for an output folder that has one of them, and for no other.
    """

    format: int
    stage: str
    before: str
    after: str
    room: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]
