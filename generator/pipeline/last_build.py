"""What a build leaves in the store for the next one, so that one in which nothing has changed need not look further.

It imports as little as possible: such a build takes no longer than this.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from generator.engine.definitions import Input
from generator.engine.records import BrokenStoreError
from generator.engine.store import Store
from generator.model.problems import Problem
from generator.model.story import Instant


class LastBuild(msgspec.Struct, frozen=True):
    """A build that was published into one output folder.

    ``inputs`` is the digest of everything that it was made of but the instant. It stays right from ``since`` until
    ``until``, if that ever comes. ``source`` is that of its manifest.
    """

    inputs: str
    since: Instant
    until: Instant | None
    source: str
    stories: int
    files: int
    warnings: tuple[Problem, ...]

    def serves(self, inputs: str, as_of: datetime) -> bool:
        """Whether a build of these inputs, as of this instant, would be the same."""
        return self.inputs == inputs and self.since <= as_of and (self.until is None or as_of < self.until)


LAST_BUILD = Input["LastBuild"]("last-build", LastBuild)
"""The last build into an output folder, by the folder's path. No query asks for it."""


def last_build(store: Store, output: Path) -> LastBuild | None:
    """The last build into a folder, as far as the store knows."""
    try:
        row = store.named(LAST_BUILD.name, str(output.resolve()))
        return msgspec.json.decode(store.value(row.id) or b"", type=LastBuild) if row else None
    except (BrokenStoreError, msgspec.MsgspecError, ValueError):
        return None
