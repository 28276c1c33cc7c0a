"""Writes a site of made-up stories in the format of each generator. All sites have the same stories."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from benchmarks.corpus import SECTIONS, Article

Flavour = Callable[[Article], str]
"""Returns a story in the format of one generator."""

SITE_TOML = f"""\
title = "The Port Elm Courier"
base_url = "https://courier.example/"
language = "en-GB"
timezone = "Europe/London"
sections = {json.dumps(SECTIONS)}
ninjs = false
text = false
share_pictures = false
[feeds]
of = ["sections"]
archive = false
"""


def broadsheet(story: Article) -> str:
    """Return a story with front matter in YAML, with Broadsheet's fields."""
    return _yaml(
        story,
        {
            "title": story.headline,
            "slug": story.slug,
            "standfirst": story.standfirst,
            "section": story.section,
            "tags": story.tags,
            "bylines": story.bylines,
            "source": story.source,
        },
    )


def hugo(story: Article) -> str:
    """Return a story for Hugo, which has no archives by date: years, months and days are taxonomies, like tags."""
    day = story.published
    return _yaml(
        story,
        {
            "title": story.headline,
            "description": story.standfirst,
            "tags": story.tags,
            "bylines": story.bylines,
            "source": story.source,
            "years": [f"{day:%Y}"],
            "months": [f"{day:%Y-%m}"],
            "days": [f"{day:%Y-%m-%d}"],
        },
    )


def pelican(story: Article) -> str:
    """Return a story for Pelican, with lines of metadata instead of YAML."""
    fields = {
        "Title": story.headline,
        "Date": story.published.isoformat(),
        "Modified": story.modified and story.modified.isoformat(),
        "Category": story.section,
        "Tags": ", ".join(story.tags),
        "Authors": "; ".join(story.bylines),
        "Slug": story.slug,
        "Source": story.source,
        "Summary": story.standfirst,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value) + "\n" + story.body


FLAVOURS: dict[str, Flavour] = {"broadsheet": broadsheet, "hugo": hugo, "pelican": pelican}


def flavour(generator: str) -> Flavour:
    """Return the format of a generator by its name, which has more after a comma: "broadsheet, search"."""
    return FLAVOURS[generator.partition(",")[0]]


def place(story: Article) -> str:
    """Return the path of a story's file in the folder of stories."""
    return f"{story.section.lower()}/{story.slug}.md"


def write(stories: Iterable[Article], folders: Mapping[Path, Flavour]) -> None:
    """Write every story into each of the folders, in the folder's format; each story is generated only once."""
    for content in folders:
        for section in SECTIONS:
            (content / section.lower()).mkdir(parents=True, exist_ok=True)
    for story in stories:
        for content, flavour in folders.items():
            (content / place(story)).write_text(flavour(story), encoding="utf-8")


def _yaml(story: Article, fields: dict[str, object]) -> str:
    """Return front matter with values in JSON, which is also YAML, and times without quotation marks."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lines.append(f"published: {story.published.isoformat()}")
    if story.modified:
        lines.append(f"modified: {story.modified.isoformat()}")
    return "\n".join(("---", *lines, "---", "", story.body))
