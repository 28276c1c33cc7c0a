"""Caches the compiled code of the built-in layouts next to Python's bytecode, so not every process compiles them.

The contents of such a file are executed, as Python executes its bytecode. So the file belongs to the installation, can
be written only by those who may change the installation, and never comes from a site or its store. A file is used only
by the versions of the program, of Python and of the layouts that it was written for. If it is damaged or cannot be
written, layouts are compiled as usual.
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
    """Give a theme the cached code of its built-in layouts, if there is any."""
    with suppress(OSError):
        data = (folder or _folder()).joinpath(_name(sources)).read_bytes()
        head, body = data[:_HEAD], data[_HEAD:]
        if head == _head(sources, program, body):
            kept = marshal.loads(body)  # noqa: S302  # as Python does with its own bytecode
            themed(sources).take({sources.built_in[number]: CompiledLayout(*code) for number, code in kept})


def save(sources: ThemeSources, program: str, folder: Path | None = None) -> None:
    """Cache the code of a theme's built-in layouts, unless all of it is in the cache already."""
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
    """The folder in which Python caches the bytecode of this module."""
    return Path(cache_from_source(__file__)).parent


def _name(sources: ThemeSources) -> str:
    return f"layouts-{of_bytes(sources.language.encode())[:8]}.{sys.implementation.cache_tag}.code"


def _head(sources: ThemeSources, program: str, body: bytes) -> bytes:
    """The digest of everything that the code depends on, followed by the digest of the code."""
    words = sorted(each.text for each in sources.catalogs)
    made_from = [program, MAGIC_NUMBER.hex(), sources.built_in, sources.language, words]
    return f"{digest(made_from)}{of_bytes(body)}".encode()
