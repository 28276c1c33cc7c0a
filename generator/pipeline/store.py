"""The store of a site's graph, and what to do when it turns out to be unusable.   [disk]"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from generator.engine.records import BrokenStoreError
from generator.engine.runtime import Notify, silently
from generator.engine.store import Store
from generator.model.problems import Problems
from generator.pipeline import state_folder

Done = TypeVar("Done")

UNUSABLE = "The stored results cannot be used; everything will be rebuilt."


def with_store(site: Path, program: str, do: Callable[[Store], Done], notify: Notify = silently) -> Done:
    """Do something with the store of a site; without what is in it, where that turns out to be unusable.

    Values that somebody tampered with can have the right type and still make no sense, which may show anywhere. If a
    fault is not the store's, it shows again.
    """
    try:
        with closing(opened(site, program, notify)) as store:
            return do(store)
    except (Problems, OSError, MemoryError):
        raise
    except BrokenStoreError:
        notify(UNUSABLE)
    except Exception as error:
        from concurrent.futures import BrokenExecutor  # here, since it is slow to import and seldom needed

        if isinstance(error, BrokenExecutor):
            raise
        notify(UNUSABLE)
    state_folder.empty(site)
    with closing(opened(site, program, notify)) as store:
        return do(store)


def opened(site: Path, program: str, notify: Notify = silently) -> Store:
    """The store of a site, as one version of the program and of Python wrote it."""
    try:
        folder = state_folder.folder_of(site)
    except OSError:  # nothing can be stored there
        return Store()
    return Store(folder / state_folder.GRAPH, f"{program} {sys.version_info.major}.{sys.version_info.minor}", notify)
