"""The program files of the desk at ``/admin/``."""

from __future__ import annotations

from collections.abc import Mapping

from generator.engine.definitions import Ask
from generator.reading.inputs import DESK_FILES


def desk_files(ask: Ask) -> Mapping[str, tuple[str, int]]:
    """The digest and size of each file, by its path below ``/admin/``; empty if the program is not installed."""
    return ask(DESK_FILES)
