"""A site of made-up stories in the form that each generator reads. All have the same stories."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from benchmarks.corpus import SECTIONS, Article

Flavour = Callable[[Article], str]
"""A story as the file that one generator reads."""

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
    """Front matter in YAML, in our own words."""
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
    """Hugo has no archives by date: years, months and days are taxonomies, as tags are."""
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
    """Lines of metadata, not YAML."""
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
    """How a generator reads stories; ours is called "broadsheet, search" where it does more."""
    return FLAVOURS[generator.partition(",")[0]]


def place(story: Article) -> str:
    """Where a story's file is, below the folder of stories."""
    return f"{story.section.lower()}/{story.slug}.md"


def write(stories: Iterable[Article], folders: Mapping[Path, Flavour]) -> None:
    """Write every story into each of the folders, in the folder's flavour; each story is made once."""
    for content in folders:
        for section in SECTIONS:
            (content / section.lower()).mkdir(parents=True, exist_ok=True)
    for story in stories:
        for content, flavour in folders.items():
            (content / place(story)).write_text(flavour(story), encoding="utf-8")


def _yaml(story: Article, fields: dict[str, object]) -> str:
    """Values in JSON, which is YAML, too; times bare."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lines.append(f"published: {story.published.isoformat()}")
    if story.modified:
        lines.append(f"modified: {story.modified.isoformat()}")
    return "\n".join(("---", *lines, "---", "", story.body))
