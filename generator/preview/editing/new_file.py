"""Writes files that are not there yet, and never over another one.   [disk]"""

from __future__ import annotations

import os
from pathlib import Path

from generator.publish import disk


def is_written(path: Path, data: bytes) -> bool:
    """Write a new file, whole or not at all; ``False`` if there is one of this name already.

    :raises OSError: if it cannot be written.
    """
    draft = path.with_name(f".{path.name}.tmp")
    try:
        disk.remove(str(draft))
        disk.write(str(draft), data, lasting=True)
        try:
            os.link(draft, path, follow_symlinks=False)  # which, unlike a move, never replaces another file
        except FileExistsError:
            return False
        except (OSError, NotImplementedError):  # this disk has no links
            if os.path.lexists(path):
                return False
            disk.move(str(draft), str(path))
        return True
    finally:
        disk.remove(str(draft))
