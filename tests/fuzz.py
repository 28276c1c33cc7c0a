"""A fuzzer that is led by what it reaches in the code: ``python tests/fuzz.py TARGET,... FOUND FOLDER... -runs=5000``.

The names of targets are in ``fuzzing.py``. What is found for one of them is kept in a folder of its name in FOUND;
whatever else is said is libFuzzer's own. Each target has a process, which begins with the code as it was instrumented
once, as that takes longer than many runs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator", "markdown_it", "mdit_py_plugins", "frontmatter"]):
    from fuzzing import TARGETS


def fuzz(name: str, found: Path, *more: str) -> None:
    """Fuzz one target; the process ends with that."""
    (found / name).mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], str(found / name), *more], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    names, found, *more = sys.argv[1:]
    for name in names.split(","):
        sys.stderr.write(f"Target: {name}\n")
        child = os.fork()
        if not child:
            fuzz(name, Path(found), *more)
        if failed := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            sys.exit(failed)
