"""What the preview tells the browser of the page that it shows, and of the site: the data of its bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from generator.model.problems import Problem
from generator.model.story import Story
from generator.site.edition import Edition
from generator.site.related.reasons import told

EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
}
"""How a link opens a file in an editor, by the editor's name."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the files are and what opens them: the site's folder, the name of an editor or a URL with ``{path}``."""

    folder: str
    editor: str = ""

    def opens(self, path: str, line: int = 1, column: int = 1) -> str:
        """The address that opens a file of the site in the editor; empty where there is none."""
        template = EDITORS.get(self.editor, self.editor if "{path}" in self.editor else "")
        file = quote(f"{self.folder}/{path}")
        return template.format(path=file, line=line or 1, column=column or 1) if template else ""


@dataclass(frozen=True, slots=True)
class View:
    """What the preview is to show: as of an instant (empty: now), and what is not public, too, or not."""

    as_of: str = ""
    drafts: bool = True


def problems_told(problems: Iterable[Problem], desk: Desk) -> list[dict[str, Any]]:
    """What is wrong, each with its place, its line and how to mend it."""
    return [
        {
            "where": ":".join(str(part) for part in (each.path, each.line, each.column) if part),
            "opens": desk.opens(each.path, each.line, each.column),
            "message": each.message,
            "source": each.source.strip("\n") if each.source.strip() else "",
            "fix": each.fix,
        }
        for each in problems
    ]


def view_told(view: View, instant: datetime | None) -> dict[str, Any]:
    """What is shown, and the wall clock that it goes by."""
    return {
        "drafts": view.drafts,
        "fixed": bool(view.as_of),
        "as_of": f"{instant:%Y-%m-%dT%H:%M}" if instant else "",
        "zone": str(instant.tzinfo) if instant else "",
    }


def story_told(story: Story, edition: Edition, warnings: Iterable[Problem], desk: Desk) -> Mapping[str, Any]:
    """What an editor wants to know of the story on the page."""
    return {
        "file": story.path,
        "opens": desk.opens(story.path),
        "words": story.words,
        "minutes": story.reading_minutes,
        "withheld": story.withheld,
        "warnings": problems_told((each for each in warnings if each.path == story.path), desk),
        "related": [
            {"headline": each.card.headline, "url": each.card.url, "reason": told(each.reason, edition.words)}
            for each in edition.related.get(story.path, ())
        ],
    }
