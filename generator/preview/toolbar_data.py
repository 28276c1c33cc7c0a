"""The data of the preview's bar: what the browser gets to know about the page and the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import msgspec

from generator.model.problems import Problem
from generator.model.story import Related, Story
from generator.site.related.reasons import reason_text
from generator.text.messages import Words

EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
}
"""The link that opens a file in an editor, by the editor's name."""


class TextEditor(msgspec.Struct, frozen=True):
    """The editor for files in the site's folder: ``program`` is an editor's name, or a URL with ``{path}``."""

    folder: str
    program: str = ""

    def opens(self, path: str, line: int = 1, column: int = 1) -> str:
        """Return the address that opens a file of the site in the editor; empty if no editor was given."""
        template = EDITORS.get(self.program, self.program if "{path}" in self.program else "")
        file = quote(f"{self.folder}/{path}")
        return template.format(path=file, line=line or 1, column=column or 1) if template else ""


class View(msgspec.Struct, frozen=True):
    """What the preview shows: the instant ``as_of`` (empty means now), and whether to include ``drafts``.

    Drafts here means all stories that are not public.
    """

    as_of: str = ""
    drafts: bool = True


def problems_data(problems: Iterable[Problem], editor: TextEditor) -> list[dict[str, Any]]:
    """Return problems as data, each with its place, its line and the fix."""
    return [
        {
            "where": ":".join(str(part) for part in (each.path, each.line, each.column) if part),
            "opens": editor.opens(each.path, each.line, each.column),
            "message": each.message,
            "source": each.source.strip("\n") if each.source.strip() else "",
            "fix": each.fix,
        }
        for each in problems
    ]


def view_data(view: View, instant: datetime | None) -> dict[str, Any]:
    """Return the view as data, with the local time that it shows."""
    return {
        "drafts": view.drafts,
        "fixed": bool(view.as_of),
        "as_of": f"{instant:%Y-%m-%dT%H:%M}" if instant else "",
        "zone": str(instant.tzinfo) if instant else "",
    }


def story_data(
    story: Story, related: Iterable[Related], warnings: Iterable[Problem], words: Words, editor: TextEditor
) -> Mapping[str, Any]:
    """Return the data about the story on the page that the bar shows to editors."""
    return {
        "file": story.path,
        "opens": editor.opens(story.path),
        "words": story.words,
        "minutes": story.reading_minutes,
        "withheld": story.withheld,
        "warnings": problems_data((each for each in warnings if each.path == story.path), editor),
        "related": [
            {"headline": each.card.headline, "url": each.card.url, "reason": reason_text(each.reason, words)}
            for each in related
        ],
    }
