"""Queries for data files next to stories: tables, and chapters of recordings. A file is read when a block needs it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query, Task
from generator.model.data_table import DataTable
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem
from generator.reading import data_files
from generator.reading.chapters import faults_of_chapters
from generator.reading.inputs import FILES, SETTINGS, ContentFile
from generator.reading.queries import READING_SETTINGS, Load, LoadedFile, UnreadFile


def _language(ask: Ask, _: str) -> str:
    return ask(SETTINGS).language


def _unread(ask: Ask, path: str) -> UnreadFile:
    file = ask(FILES, path)
    return UnreadFile(ContentFile(path, file.file, file.digest), ask(READING_SETTINGS))


def _read(loaded: LoadedFile) -> tuple[DataTable | None, tuple[Problem, ...]]:
    if wrong := _unreadable(loaded):
        return None, wrong
    return data_files.read(loaded.data, loaded.unread.path, loaded.unread.settings.language)


def _read_chapters(loaded: LoadedFile) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    return _unreadable(loaded) or faults_of_chapters(loaded.data, loaded.unread.path), ()


def _unreadable(loaded: LoadedFile) -> tuple[Problem, ...]:
    copy = loaded.unread.copy
    if loaded.problems or of_bytes(loaded.data) == copy.digest:
        return loaded.problems
    return (Problem(copy.path, 0, 0, "this file was saved while the site was being built", "build it again"),)


SITE_LANGUAGE = Query[str]("site-language", str, _language, stored=False)
"""The language of the site, which decides in which encodings its files may be."""

DATA_TABLE = Task[UnreadFile, "DataTable | None"]("data-table", DataTable | None, _unread, _read, stored=False)
"""The table in a data file, by its path; None if it cannot be read."""

CHAPTERS = Task[UnreadFile, tuple[Problem, ...]]("chapters", tuple[Problem, ...], _unread, _read_chapters)
"""The problems in a chapters file, by its path."""


def queries(load: Load) -> tuple[Query[str] | Task[UnreadFile, Any], ...]:
    """Return the queries of this module. ``load`` reads the bytes of a file."""
    return SITE_LANGUAGE, replace(DATA_TABLE, load=load), replace(CHAPTERS, load=load)
