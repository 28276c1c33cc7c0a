"""What the preview sends to the browser about the page that it shows and about the site: the data of its bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from generator.model.problems import Problem
from generator.model.story import Related, Story
from generator.site.related.reasons import told
from generator.text.messages import Words

EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
}
"""How a link opens a file in an editor, by the editor's name."""


@dataclass(frozen=True, slots=True)
class TextEditor:
    """What opens the files of a site's folder: ``program`` is the name of an editor, or a URL with ``{path}``."""

    folder: str
    program: str = ""

    def opens(self, path: str, line: int = 1, column: int = 1) -> str:
        """The address that opens a file of the site in the editor; empty where there is none."""
        template = EDITORS.get(self.program, self.program if "{path}" in self.program else "")
        file = quote(f"{self.folder}/{path}")
        return template.format(path=file, line=line or 1, column=column or 1) if template else ""


@dataclass(frozen=True, slots=True)
class View:
    """What the preview is to show: as of an instant (empty: now), and what is not public, too, or not."""

    as_of: str = ""
    drafts: bool = True


def problems_data(problems: Iterable[Problem], editor: TextEditor) -> list[dict[str, Any]]:
    """What is wrong, each with its place, its line and how to mend it."""
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
    """What is shown, and the wall clock that it goes by."""
    return {
        "drafts": view.drafts,
        "fixed": bool(view.as_of),
        "as_of": f"{instant:%Y-%m-%dT%H:%M}" if instant else "",
        "zone": str(instant.tzinfo) if instant else "",
    }


def story_data(
    story: Story, related: Iterable[Related], warnings: Iterable[Problem], words: Words, editor: TextEditor
) -> Mapping[str, Any]:
    """What an editor wants to know about the story on the page."""
    return {
        "file": story.path,
        "opens": editor.opens(story.path),
        "words": story.words,
        "minutes": story.reading_minutes,
        "withheld": story.withheld,
        "warnings": problems_data((each for each in warnings if each.path == story.path), editor),
        "related": [
            {"headline": each.card.headline, "url": each.card.url, "reason": told(each.reason, words)}
            for each in related
        ],
    }
