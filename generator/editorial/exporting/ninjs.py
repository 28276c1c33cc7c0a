"""ninjs 3.1, IPTC's format for news: one file a story or page, with its own file as a second body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.editorial.exporting import _marks
from generator.editorial.exporting._collected import Collected, ExportedStory
from generator.model.frame import Site
from generator.theme.ninjs import ninjs

FOLDER = "ninjs/"
ROLE = "source"
"""The role of the body that is the story's own file."""

_STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}


def written(collected: Collected) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each file and its text."""
    for each in collected.stories:
        name = each.path.removeprefix("content/").rpartition(".")[0]
        text = json.dumps(_node(collected.site, each), ensure_ascii=False, indent=2)
        yield f"{FOLDER}{name}.json", iter([text.encode(errors="replace").decode(), "\n"])


def _node(site: Site, each: ExportedStory) -> dict[str, Any]:
    node: dict[str, Any] = dict(ninjs(site, each.story)) if each.story else _page(each)
    source = {"role": ROLE, "contentType": "text/markdown", "value": each.source}
    mark = _marks.fingerprint(each.headline, _main(node), each.source)
    ids = [{"role": _marks.PATH, "value": each.path}, {"role": _marks.FINGERPRINT, "value": mark}]
    node["bodies"] = [*node.get("bodies", ()), source]
    node["altIds"] = [*node.get("altIds", ()), *ids]
    node["profile"] = each.kind
    if each.state:
        node["pubStatus"] = "canceled" if each.state == "killed" else "withheld"
    return node


def _main(node: dict[str, Any]) -> str:
    return next((str(each["value"]) for each in node.get("bodies", ()) if each.get("role") == "main"), "")


def _page(each: ExportedStory) -> dict[str, Any]:
    """A page, which has no dates, as an item."""
    return {
        "uri": each.url,
        "standard": _STANDARD,
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "language": each.language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": each.headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": each.standfirst}]
        if each.standfirst
        else [],
        "bodies": [{"role": "main", "contentType": "text/html", "value": each.html}],
        "altIds": [{"role": "permalink", "value": each.url}],
    }
