"""What can be said of a draft whose file has errors, so that other stories can refer to it as to any draft."""

from __future__ import annotations

from pathlib import PurePosixPath

from generator.model.manuscript import Manuscript, ManuscriptKind
from generator.model.slug import slug
from generator.reading.fields.reader import Fields

_KEPT = ("published", "planned", "section", "bylines")


def unfinished(path: str, kind: ManuscriptKind, said: Fields | None, language: str) -> Manuscript | None:
    """The draft in a file with errors, which no edition shows; None if the file is not certainly a draft.

    It is one if its front matter can be read, and says `draft: true`. A draft without a headline has the name of its
    file, and no text.
    """
    if said is None or not said.is_draft:
        return None
    stem = PurePosixPath(path).stem
    headline = str(said.values.get("headline") or stem)
    name = str(said.values.get("slug") or slug(stem, language) or "draft")
    known = {each: value for each in _KEPT if (value := said.values.get(each))}
    return Manuscript(path, kind, headline, name, draft=True, unfinished=True, lines=said.lines, **known)  # type: ignore[arg-type]  # each was read as its field's kind
