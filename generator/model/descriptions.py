"""Decides by its path whether a file is not a story, but describes a section, tag, agency, series or person.

``content/harbour/_index.md`` describes the section at ``/harbour/``, ``content/tags/ferry/_index.md`` the tag at
``/tags/ferry/``, ``content/sources/ncw/_index.md`` the agency at ``/sources/ncw/`` and ``content/people/ada-quill.md``
the person at ``/bylines/ada-quill/``. A series has ``content/series/quay/_index.md`` or ``content/series/quay.md``, a
term of one of the site's own taxonomies ``content/places/skerra/_index.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

import msgspec

PEOPLE = "people"
"""The folder in content/ for people."""

SERIES = "series"
"""The folder in content/ for series."""

_FOLDERS: Mapping[str, str] = {"tags": "tag", "sources": "source", SERIES: "series"}
_AUTHORS = "authors"  # what other programs call the folder for people
_HUGO_FOLDERS: Mapping[str, str] = {_AUTHORS: "byline", PEOPLE: "byline", "categories": "section"}
_OTHERS = frozenset({"pages", "static", "tags", "sources"})
_FILES: Mapping[str, str] = {PEOPLE: "byline", SERIES: "series"}
_ADOPTED_FILES: Mapping[str, str] = {**_FILES, _AUTHORS: "byline"}


class DescribedTerm(msgspec.Struct, frozen=True):
    """The term that a file describes: its kind, and its name in the file's path."""

    kind: str
    name: str


_LOOSE = tuple(f"content/{each}/" for each in _ADOPTED_FILES)


def described(path: str, adopt: bool = False, own: Collection[str] = ()) -> DescribedTerm | None:
    """Return the term that a file describes; None for a story or page. ``own`` names the site's own taxonomies.

    With ``adopt``, people may also be in a folder ``authors``, and terms be described as in Hugo.
    """
    if "/_index." not in path and not path.startswith(_LOOSE):  # true for nearly all paths
        return None
    file = PurePosixPath(path)
    _, *folders = file.parent.parts or ("",)
    if file.stem != "_index":
        files = _ADOPTED_FILES if adopt else _FILES
        kind = files.get(folders[0]) if len(folders) == 1 else None
        return DescribedTerm(kind, file.stem) if kind else None
    match folders:
        case [name] if name not in _OTHERS:
            return DescribedTerm("section", name)
        case [folder, name] if kind := (_FOLDERS.get(folder) or (_HUGO_FOLDERS.get(folder) if adopt else None)):
            return DescribedTerm(kind, name)
        case [folder, name] if folder in own:
            return DescribedTerm(folder, name)
    return None


def meant_to_describe(path: str, own: Collection[str] = ()) -> str:
    """Return the path at which a file would describe the term that its path suggests; empty if it suggests none.

    Sections, tags, agencies and terms of the site's own taxonomies each have a folder: ``content/tags/ferry.md`` is a
    story, ``content/tags/ferry/_index.md`` describes a tag.
    """
    file = PurePosixPath(path)
    _, *folders = file.parent.parts or ("",)
    of_terms = len(folders) == 1 and (folders[0] in ("tags", "sources") or folders[0] in own)
    return f"content/{folders[0]}/{file.stem}/_index.md" if of_terms and file.stem != "_index" else ""
