"""Which files describe a section, tag, agency or person instead of being stories, by their paths.

``content/harbour/_index.md`` describes the section at ``/harbour/``, ``content/tags/ferry/_index.md`` the tag at
``/tags/ferry/``, ``content/sources/ncw/_index.md`` the agency at ``/sources/ncw/`` and ``content/people/ada-quill.md``
the person at ``/bylines/ada-quill/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Literal

import msgspec

Kind = Literal["section", "tag", "byline", "source"]
"""The kinds of terms: what stories are listed by."""

PEOPLE = "people"
"""The folder in content/ for people."""

_FOLDERS: Mapping[str, Kind] = {"tags": "tag", "sources": "source"}
_OF_HUGO: Mapping[str, Kind] = {"authors": "byline", PEOPLE: "byline", "categories": "section"}
_OTHERS = frozenset({"pages", "static", *_FOLDERS})


class Described(msgspec.Struct, frozen=True):
    """The term that a file describes: its kind, and its slug as the file's path has it."""

    kind: Kind
    name: str


CALLED: Mapping[Kind, str] = {"section": "section", "tag": "tag", "source": "agency", "byline": "person"}


def described(path: str, adopt: bool = False) -> Described | None:
    """The term that a file describes, if it describes one. With ``adopt``, people are as in Hugo's taxonomies."""
    if "/_index." not in path and not path.startswith(f"content/{PEOPLE}/"):  # nearly all paths
        return None
    file = PurePosixPath(path)
    _, *folders = file.parent.parts or ("",)
    if file.stem != "_index":
        is_person = folders == [PEOPLE] and not adopt
        return Described("byline", file.stem) if is_person else None
    match folders:
        case [name] if name not in _OTHERS:
            return Described("section", name)
        case [folder, name] if kind := (_FOLDERS.get(folder) or (_OF_HUGO.get(folder) if adopt else None)):
            return Described(kind, name)
    return None
