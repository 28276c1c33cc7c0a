"""JSON Feed 1.1 with every story and page, and their own files and descriptions in an extension.

https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.editorial.exporting import _marks
from generator.editorial.exporting._collected import Collected, ExportedDescription, ExportedStory
from generator.theme.json_ld import without_unknown

FILE = "feed.json"
EXTENSION = "_broadsheet"
"""The name of the extension: custom objects begin with ``_``."""


class Writer:
    """Writes the one file of this format."""

    LACKS = (
        "JSON Feed has no place for descriptions, or for files that belong to the site: they are in an extension, "
        "which other programs ignore"
    )

    def __init__(self, collected: Collected) -> None:
        self._collected, self._first = collected, True

    def begin(self) -> Iterator[tuple[str, str]]:
        """Yield the data of the site."""
        site = self._collected.site
        head = without_unknown(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": site.title,
                "home_page_url": site.url,
                "description": site.description or site.tagline,
                "language": site.language,
            }
        )
        of_site = {
            "descriptions": [*map(_description, self._collected.descriptions)],
            "static": [{"path": file.path, "url": file.url} for file in self._collected.static],
        }
        yield FILE, f'{_json({**head, EXTENSION: of_site})[:-1]}, "items": [\n'

    def add(self, story: ExportedStory) -> Iterator[tuple[str, str]]:
        """Yield a story or page."""
        yield FILE, ("" if self._first else ",\n") + _json(_item(story))
        self._first = False

    def end(self) -> Iterator[tuple[str, str]]:
        """Yield the end of the file."""
        yield FILE, "\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace").decode()


def _item(each: ExportedStory) -> dict[str, Any]:
    story = each.story
    node = {
        "id": story.uri if story else each.url,
        "url": each.url,
        "title": each.headline,
        "content_html": each.html,
        "summary": each.standfirst,
        "image": story.picture.src if story and story.picture and "://" in story.picture.src else "",
        "date_published": each.published.isoformat() if each.published else "",
        "date_modified": each.modified.isoformat() if each.modified else "",
        "authors": [{"name": byline.name} for byline in story.bylines] if story else [],
        "tags": [tag.name for tag in story.tags] if story else [],
        "language": each.language,
    }
    own = {
        "kind": each.kind,
        "state": each.state or "public",
        "path": each.path,
        "section": story.section.name if story and story.section else "",
        "source": each.source,
        "files": [{"path": file.path, "url": file.url} for file in each.files],
        "fingerprint": _marks.fingerprint(each.headline, each.html, each.source),
    }
    return {**without_unknown(node), "content_html": each.html, EXTENSION: own}


def _description(each: ExportedDescription) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "name": each.name,
        "url": each.url,
        "summary": each.standfirst,
        "content_html": each.html,
        "state": each.state or "public",
        "path": each.path,
        "source": each.source,
        "fingerprint": _marks.fingerprint(each.name, each.html, each.source),
    }
