"""The kinds of sources that a site can move from, each a module of this package whose name has no underscore."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, cast

from generator.editorial.moving._moved import Item, MediaFile, Moved, Request
from generator.model import documentation
from generator.model.problems import Problem, Problems, refuse

_UNKNOWN = "move-in does not recognise anything in this"
_KNOWN = f"name a WordPress export (.xml), or another source that {documentation.page('how-to/move-in')} lists"

Find = Callable[[str, Moved, Request], MediaFile | None]
"""Finds the file for an address in a story in the source; returns None if it is not there."""


class Source(Protocol):
    """A module that reads one kind of source."""

    __name__: str

    def recognises(self, source: Path) -> bool: ...

    def read(self, source: Path, request: Request) -> Iterator[Item]: ...


def source_of(path: Path) -> Source:
    """Return the module that reads a source.

    :raises Problems: if there is nothing at the path, or no module recognises it.
    """
    if not path.exists():
        refuse(Problem(str(path), 0, 0, "there is no such file or folder", "check its name"))
    for each in _sources():
        if each.recognises(path):
            return each
    raise Problems([Problem(str(path), 0, 0, _UNKNOWN, _KNOWN)])


def name_of(source: Source) -> str:
    """Return the name of a kind of source: the first words of its module's docstring (``WordPress: …``)."""
    return (getattr(source, "__doc__", "") or "").partition(":")[0]


def find_of(source: Source) -> Find | None:
    """Return the function with which a source finds files, if it has one."""
    return cast("Find | None", getattr(source, "find", None))


def _sources() -> Iterator[Source]:
    """Yield the modules. Those with ``LAST = True`` come last, since others read some of their files better."""
    modules = pkgutil.iter_modules([str(Path(__file__).parent)])
    names = sorted(each.name for each in modules if not each.name.startswith("_"))
    found = [importlib.import_module(f"{__package__}.{name}") for name in names]
    yield from cast("list[Source]", sorted(found, key=lambda each: bool(getattr(each, "LAST", False))))
