"""Queries: the tables in data files beside stories, each read when a block shows it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query, Task
from generator.model.data_table import DataTable
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem
from generator.reading import data_files
from generator.reading.inputs import FILES, SETTINGS


class UnreadData(msgspec.Struct, frozen=True):
    """A data file that has not been read yet: its path, its path in the site's folder, the digest of its bytes when the
    folder was scanned, and the site's language, by which encodings differ.
    """

    path: str
    file: str
    digest: str
    language: str


class LoadedData(msgspec.Struct, frozen=True):
    """The bytes of a data file, or the problems that prevented reading it."""

    unread: UnreadData
    data: bytes
    problems: tuple[Problem, ...]


LoadData = Callable[[UnreadData], LoadedData]
"""Gets the bytes of a data file."""


def _language(ask: Ask, _: str) -> str:
    return ask(SETTINGS).language


def _unread(ask: Ask, path: str) -> UnreadData:
    file = ask(FILES, path)
    return UnreadData(path, file.file, file.digest, ask(SITE_LANGUAGE))


def _read(loaded: LoadedData) -> tuple[DataTable | None, tuple[Problem, ...]]:
    unread = loaded.unread
    if loaded.problems:
        return None, loaded.problems
    if of_bytes(loaded.data) != unread.digest:
        message = "this file was saved while the site was being built"
        return None, (Problem(unread.path, 0, 0, message, "build the site again"),)
    return data_files.read(loaded.data, unread.path, unread.language)


SITE_LANGUAGE = Query[str]("site-language", str, _language, stored=False)
"""The language of the site."""

DATA_TABLE = Task[UnreadData, "DataTable | None"](
    "data-table", DataTable | None, _unread, _read, stored=False
)
"""The table in a data file, by its path; None if it cannot be read."""


def queries(load: LoadData) -> tuple[Query[str] | Task[UnreadData, DataTable | None], ...]:
    """The queries of this module; ``load`` reads the bytes of a file."""
    return SITE_LANGUAGE, replace(DATA_TABLE, load=load)
