"""Keeps what could be read of a draft whose file has errors, so that other stories can refer to it."""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.model.manuscript import Manuscript, ManuscriptKind
from generator.model.slug import slug
from generator.reading.fields.reader import Fields

_KEPT = ("published", "planned", "section", "bylines")


def unfinished(path: str, kind: ManuscriptKind, fields: Fields | None, language: str) -> Manuscript | None:
    """Return the draft in a file with errors, or None if the file is not certainly a draft.

    It is a draft if its front matter can be read and says `draft: true`. If it has no headline, its file's name is
    used. It has no text, and no edition shows it.
    """
    if fields is None or not fields.is_draft:
        return None
    stem = PurePosixPath(path).stem
    headline = str(fields.values.get("headline") or stem)
    name = str(fields.values.get("slug") or slug(stem, language) or "draft")
    known = {each: value for each in _KEPT if (value := fields.values.get(each))}
    return Manuscript(path, kind, headline, name, draft=True, unfinished=True, lines=fields.lines, **known)  # type: ignore[arg-type]  # each was read as its field's kind
