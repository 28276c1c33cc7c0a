"""A fuzzer that is led by what it reaches in the code: ``python tests/fuzz.py TARGET FOLDER... -runs=5000``.

The names of targets are in ``fuzzing.py``; whatever else is said is libFuzzer's own.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["generator", "markdown_it", "mdit_py_plugins", "frontmatter"]):
    from fuzzing import TARGETS

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
