"""Queries: the tables in data files beside stories, each read when a block shows it."""

from __future__ import annotations

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query, Task
from generator.model.data_table import DataTable
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem
from generator.reading import data_files
from generator.reading.inputs import FILES, SETTINGS, Copy
from generator.reading.queries import READING_SETTINGS, Load, Loaded, Unread


def _language(ask: Ask, _: str) -> str:
    return ask(SETTINGS).language


def _unread(ask: Ask, path: str) -> Unread:
    file = ask(FILES, path)
    return Unread(Copy(path, file.file, file.digest), ask(READING_SETTINGS))


def _read(loaded: Loaded) -> tuple[DataTable | None, tuple[Problem, ...]]:
    copy = loaded.unread.copy
    if loaded.problems:
        return None, loaded.problems
    if of_bytes(loaded.data) != copy.digest:
        return None, (Problem(copy.path, 0, 0, "this file was saved while the site was being built", "build it again"),)
    return data_files.read(loaded.data, copy.path, loaded.unread.settings.language)


SITE_LANGUAGE = Query[str]("site-language", str, _language, stored=False)
"""The language of the site, by which the encodings of its files differ."""

DATA_TABLE = Task[Unread, "DataTable | None"]("data-table", DataTable | None, _unread, _read, stored=False)
"""The table in a data file, by its path; None if it cannot be read."""


def queries(load: Load) -> tuple[Query[str] | Task[Unread, DataTable | None], ...]:
    """The queries of this module; ``load`` reads the bytes of a file."""
    return SITE_LANGUAGE, replace(DATA_TABLE, load=load)
