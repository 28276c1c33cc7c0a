"""ninjs 3.1, IPTC's format for news: a file for each story, page or description, with its source as another body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.editorial.exporting import _marks
from generator.editorial.exporting._collected import Collected, ExportedDescription, ExportedStory
from generator.theme.ninjs import ninjs

FOLDER = "ninjs/"
ROLE = "source"
"""The role of the body that contains the story's source file."""

_STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}


class Writer:
    """Writes a file for each story, page and description."""

    LACKS = "ninjs has no place for files that belong to the site: those in content/static/ are not in it"

    def __init__(self, collected: Collected) -> None:
        self._collected = collected

    def begin(self) -> Iterator[tuple[str, str]]:
        """Yield the descriptions."""
        for each in self._collected.descriptions:
            node = _node(each.url, each.language, each.name, each.standfirst, each.html)
            yield _file(node, each, each.name, _marks.DESCRIPTION)

    def add(self, story: ExportedStory) -> Iterator[tuple[str, str]]:
        """Yield a story or page."""
        if story.story:
            node: dict[str, Any] = dict(ninjs(self._collected.site, story.story))
        else:
            node = _node(story.url, story.language, story.headline, story.standfirst, story.html)
        yield _file(node, story, story.headline, story.kind)

    def end(self) -> Iterator[tuple[str, str]]:
        """Yield nothing more."""
        yield from ()


def _file(
    node: dict[str, Any], each: ExportedStory | ExportedDescription, headline: str, profile: str
) -> tuple[str, str]:
    """Return the path of a file, and its text: an item with the story's source file as another body."""
    source = {"role": ROLE, "contentType": "text/markdown", "value": each.source}
    mark = _marks.fingerprint(headline, _main(node), each.source)
    ids = [{"role": _marks.PATH, "value": each.path}, {"role": _marks.FINGERPRINT, "value": mark}]
    node["bodies"] = [*node.get("bodies", ()), source]
    node["altIds"] = [*node.get("altIds", ()), *ids]
    node["profile"] = profile
    if each.state:
        node["pubStatus"] = "canceled" if each.state == "killed" else "withheld"
    name = each.path.removeprefix("content/").rpartition(".")[0]
    text = json.dumps(node, ensure_ascii=False, indent=2)
    return f"{FOLDER}{name}.json", text.encode(errors="replace").decode() + "\n"


def _main(node: dict[str, Any]) -> str:
    return next((str(each["value"]) for each in node.get("bodies", ()) if each.get("role") == "main"), "")


def _node(url: str, language: str, headline: str, standfirst: str, html: str) -> dict[str, Any]:
    """Return a page or description, which has no dates, as an item."""
    return {
        "uri": url,
        "standard": _STANDARD,
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "language": language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": standfirst}] if standfirst else [],
        "bodies": [{"role": "main", "contentType": "text/html", "value": html}],
        "altIds": [{"role": "permalink", "value": url}],
    }
