"""Guesses the names under which the site would know a story that has errors.

A reference to one of these names is not reported as broken, since it works once the errors are fixed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath

from generator.model.series import InSeries
from generator.model.slug import slug

_LINE = re.compile(r"^(title|headline|slug)\s*[:=][ \t]*(.+)$", re.IGNORECASE | re.MULTILINE)
_HEAD = 4000  # characters in which to look for a headline
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}-")


def guessed_names(path: str, text: str, values: Mapping[str, object], language: str) -> tuple[str, ...]:
    """Return the probable slugs and paths of a story and of the pages that list it: its section, tags, bylines, days.

    ``values`` are the fields that could be read; ``text`` is the text of the file.
    """
    return tuple(sorted({*_names_from_file(path, text, language), *_names_from_fields(values, language)} - {""}))


def _names_from_file(path: str, text: str, language: str) -> Iterator[str]:
    yield slug(_DATE.sub("", PurePosixPath(path).stem), language)
    for found in _LINE.finditer(text[:_HEAD]):
        yield slug(found[2].strip().strip("\"'"), language)


def _names_from_fields(values: Mapping[str, object], language: str) -> Iterator[str]:
    for name in ("slug", "headline", "section", "source"):
        yield slug(str(values.get(name, "")), language)
    for name in ("tags", "bylines"):
        several = values.get(name)
        yield from (slug(each, language) for each in (several if isinstance(several, tuple) else ()))
    if isinstance(series := values.get("series"), InSeries):
        yield slug(series.name, language)
    own = values.get("taxonomies")
    yield from (slug(each, language) for names in (own.values() if isinstance(own, dict) else ()) for each in names)
    aliases, published = values.get("aliases"), values.get("published")
    yield from aliases if isinstance(aliases, tuple) else ()
    if isinstance(published, datetime):
        yield from (f"/{published:%Y}/", f"/{published:%Y/%m}/", f"/{published:%Y/%m/%d}/")
