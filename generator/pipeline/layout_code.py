"""Keeps the code of the built-in layouts beside Python's own bytecode, so that not every process has to write it.

What is in such a file is executed, as Python executes the bytecode beside it. So it belongs to the installation, is
written only by who may change that, and never comes from a site or its store. A file is used by the version of the
program, of Python and of the layouts that it was written for; if it is damaged or cannot be written, layouts are
compiled as if there were none.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

from generator.model.fingerprint import digest, of_bytes
from generator.theme.environment import CompiledLayout
from generator.theme.queries import ThemeSources
from generator.theme.queries import theme as themed

_HEAD = 64  # bytes: two digests


def load(sources: ThemeSources, program: str, folder: Path | None = None) -> None:
    """Give a theme the code of its built-in layouts, as far as it has been kept."""
    with suppress(OSError):
        data = (folder or _folder()).joinpath(_name(sources)).read_bytes()
        head, body = data[:_HEAD], data[_HEAD:]
        if head == _head(sources, program, body):
            kept = marshal.loads(body)  # noqa: S302  # as Python does with its own bytecode
            themed(sources).take({sources.built_in[number]: CompiledLayout(*code) for number, code in kept})


def save(sources: ThemeSources, program: str, folder: Path | None = None) -> None:
    """Keep the code of a theme's built-in layouts, unless all of it was kept before."""
    code = themed(sources).code
    if not code or sys.dont_write_bytecode:
        return
    body = marshal.dumps([(number, tuple(code[each])) for number, each in enumerate(sources.built_in) if each in code])
    file = (folder or _folder()) / _name(sources)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            draft.write_bytes(_head(sources, program, body) + body)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)


def _folder() -> Path:
    """Where Python keeps the bytecode of this module."""
    return Path(cache_from_source(__file__)).parent


def _name(sources: ThemeSources) -> str:
    return f"layouts-{of_bytes(sources.language.encode())[:8]}.{sys.implementation.cache_tag}.code"


def _head(sources: ThemeSources, program: str, body: bytes) -> bytes:
    """The digest of everything that the code depends on, and that of the code."""
    words = sorted(each.text for each in sources.catalogs)
    made_from = [program, MAGIC_NUMBER.hex(), sources.built_in, sources.language, words]
    return f"{digest(made_from)}{of_bytes(body)}".encode()
