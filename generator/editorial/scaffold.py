"""Creates new sites and new stories.   [disk]"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from generator.editorial import requirements
from generator.editorial.requirements import Requirement
from generator.model.problems import Problem, refuse
from generator.model.settings import Settings
from generator.model.slug import slug

_STARTER = Path(__file__).parent / "starter_site"
_IGNORED = "/output\n/output-drafts\n/.output.trees/\n.broadsheet/\n"


def create_site(folder: Path) -> tuple[int, Requirement]:
    """Create a new site in ``folder``; return its number of files, and how its requirements.txt names Broadsheet.

    :raises Problems: if ``folder`` exists and is not an empty folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        refuse(
            Problem(str(folder), 0, 0, "this already exists and is not an empty folder", "name a new or empty folder")
        )
    files = sorted(path for path in _STARTER.rglob("*") if path.is_file())
    for file in files:
        target = folder / file.relative_to(_STARTER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")
    required = requirements.write(folder)
    return len(files) + (3 if required.wheel else 2), required


def create_story(site: Path, settings: Settings, headline: str, section: str, now: datetime) -> Path:
    """Write the file of a new story, a draft dated ``now``; return its path.

    :raises Problems: if no slug can be made from the headline, or the file exists.
    """
    short = slug(headline, settings.language)
    if not short:
        refuse(Problem(headline, 0, 0, "this headline has no letters or digits", "write the headline in words"))
    published = now.astimezone(settings.zone).replace(second=0, microsecond=0)
    path = site / "content" / slug(section or "news", settings.language) / f"{published:%Y-%m-%d}-{short}.md"
    lines = [
        "---",
        f"title: {_quoted(headline)}",
        'standfirst: ""',
        f"section: {_quoted(section)}",
        "tags: []",
        "bylines: []",
        f"published: {published.isoformat()}",
        f"slug: {_quoted(short)}",
        "draft: true    # delete this line to publish",
        "---",
        "",
        "",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(lines))
    except FileExistsError:
        refuse(Problem(str(path), 0, 0, "this file already exists", "choose another headline"))
    return path


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
