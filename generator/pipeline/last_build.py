"""The record of a build in the store, from which the next build can tell that nothing has changed.

This module imports as little as possible, since a build without changes spends most of its time on imports.
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
from generator.pipeline.request import NotShown


class LastBuild(msgspec.Struct, frozen=True):
    """A build that was published into one output folder.

    ``inputs`` is the digest of everything that it was made from, except the instant. The build is valid from ``since``
    until ``until``, or indefinitely if that is None. ``source`` is the source of its manifest. ``recorded``: its
    addresses are in the URL history.
    """

    inputs: str
    since: Instant
    until: Instant | None
    source: str
    stories: int
    not_shown: NotShown
    files: int
    warnings: tuple[Problem, ...]
    recorded: bool = False

    def is_current(self, inputs: str, as_of: datetime, record: bool) -> bool:
        """Whether a build from these inputs, as of this instant, would have the same result, in the URL history too."""
        same = self.inputs == inputs and (self.recorded or not record)
        return same and self.since <= as_of and (self.until is None or as_of < self.until)


LAST_BUILD = Input["LastBuild"]("last-build", LastBuild)
"""The last build into an output folder, by the folder's path. No query reads it."""


def last_build(store: Store, output: Path) -> LastBuild | None:
    """The last build into a folder; None if the store has no usable record of one."""
    try:
        row = store.named(LAST_BUILD.name, str(output.resolve()))
        return msgspec.json.decode(store.value(row.id) or b"", type=LastBuild) if row else None
    except (BrokenStoreError, msgspec.MsgspecError, ValueError):
        return None
