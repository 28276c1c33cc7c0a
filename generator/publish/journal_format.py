"""The format of a journal: the remaining steps of a publication that has been decided."""

from __future__ import annotations

import re

import msgspec

JOURNAL = "journal.json"

STAGE = "stage"
"""The prefix of folders for new files. Each build has its own folder: ``stage-`` and 16 hexadecimal digits."""

_OF_A_BUILD = re.compile(rf"{STAGE}-[0-9a-f]{{16}}")

FORMAT = 4


def is_stage(name: str) -> bool:
    """Whether a name has exactly the form of a build's folder for new files."""
    return bool(_OF_A_BUILD.fullmatch(name))


class Journal(msgspec.Struct, frozen=True):
    """The remaining steps, in order: removals that make room, moves from the stage, other removals, the manifest.

    ``stage`` is the name of the folder that contains the new files. A move is the name of a file or folder in it, and
    the path to which it is moved. ``before`` and ``after`` are the digests of the manifest that is replaced and of the
    new one: the journal is valid only for an output folder that has one of the two.
    """

    format: int
    stage: str
    before: str
    after: str
    room: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]
