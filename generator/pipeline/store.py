"""Opens the store of a site's graph, and starts over with an empty one if it turns out to be unusable.   [disk]"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from generator.engine.runtime import Notify, silently
from generator.engine.store import Store
from generator.model.problems import Problems
from generator.pipeline import state_folder

Done = TypeVar("Done")


class Doubtful(Problems):
    """Problems with files made from stored values: layouts and pictures may have failed because of the store."""


UNUSABLE = "The stored results cannot be used; everything will be rebuilt."


def with_store(site: Path, program: str, do: Callable[[Store], Done], notify: Notify = silently) -> Done:
    """Run ``do`` with the store of a site; if the store turns out to be unusable, empty it and run ``do`` again.

    An error that is not the store's fault happens again in the second run.
    """
    try:
        with closing(opened(site, program, notify)) as store:
            return do(store)
    except Doubtful:
        done = do(Store())  # if this fails, too, the store is not at fault, and is kept
        notify(UNUSABLE)
        state_folder.clear(site)
        return done
    except Exception as error:
        if not may_be_of_store(error):
            raise
    notify(UNUSABLE)
    state_folder.clear(site)
    with closing(opened(site, program, notify)) as store:
        return do(store)


def may_be_of_store(error: Exception) -> bool:
    """Whether an error may be the fault of the store.

    Values that somebody has tampered with may have the right type and still make no sense, and cause errors anywhere.
    """
    if isinstance(error, Problems | OSError | MemoryError):
        return False
    from concurrent.futures import BrokenExecutor  # imported here, since the import is slow and rarely needed

    return not isinstance(error, BrokenExecutor)


def opened(site: Path, program: str, notify: Notify = silently) -> Store:
    """Open the store of a site, for one version of the program and of Python."""
    try:
        folder = state_folder.folder_of(site)
    except OSError:  # nothing can be stored in that folder
        return Store()
    return Store(folder / state_folder.GRAPH, f"{program} {sys.version_info.major}.{sys.version_info.minor}", notify)
