"""JSON Feed 1.1 with every story and page, and their own files in an extension (https://www.jsonfeed.org/)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.editorial.exporting import _marks
from generator.editorial.exporting._collected import Collected, ExportedStory
from generator.theme.json_ld import without_unknown

FILE = "feed.json"
EXTENSION = "_broadsheet"
"""The name of the extension: custom objects begin with ``_``."""


def written(collected: Collected) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the one file of this format, and its text in pieces."""
    yield FILE, _pieces(collected)


def _pieces(collected: Collected) -> Iterator[str]:
    site = collected.site
    head = without_unknown(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": site.title,
            "home_page_url": site.url,
            "description": site.description or site.tagline,
            "language": site.language,
        }
    )
    yield f'{_json(head)[:-1]}, "items": [\n'
    for number, each in enumerate(collected.stories):
        yield ("" if not number else ",\n") + _json(_item(each))
    yield "\n]}\n"


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
