"""Real posts, repeated until there are enough of them, each time with another headline, day and first paragraph.

What only their own site can read (template tags, paths to its files, links to its headings) is turned into plain text
for all generators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import frontmatter
import yaml
from msgspec.structs import replace

from benchmarks.corpus import SECTIONS, SOURCES, Article, article, slug
from benchmarks.flavours import SITE_TOML, broadsheet, place
from benchmarks.vocabulary import TAGS
from generator.reading.settings import site_toml
from generator.reading.story import read

TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TEMPLATE_LINK = re.compile(r"\((?:[^\s()]*\{[{%][^()]*[%}]\})+[^\s()]*\)")
LOCAL_LINK = re.compile(r"""(\]\(<?|\]:\s+|(?:src|href|srcset|poster)=["']?)(?:\.{0,2}/)*(?![\w+.-]+:|["'>)])""")


def posts(folders: Sequence[Path]) -> tuple[list[Article], list[Path]]:
    """Return the Markdown posts of the folders, and the files that are left out for all generators.

    A file is left out if it has no title, if its front matter is not valid YAML, or if Broadsheet refuses it.
    """
    found, left_out = list[Article](), list[Path]()
    for number, folder in enumerate(folders):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".markdown"}):
            post = _post(path, SECTIONS[number % len(SECTIONS)])
            if post and _accepted(post):
                found.append(post)
            else:
                left_out.append(path)
    return found, left_out


def _post(path: Path, section: str) -> Article | None:
    try:
        post = frontmatter.load(str(path))
    except yaml.YAMLError:
        return None
    return _article(path.stem, post.metadata, post.content, section) if post.get("title") else None


def _accepted(post: Article) -> bool:
    reading = read(broadsheet(post).encode(), f"content/{place(post)}", site_toml.read(SITE_TOML))
    return all(problem.level == "warning" for problem in reading.problems)


def repeated(originals: Sequence[Article], count: int) -> list[Article]:
    """Return so many stories, going through the originals in turn again and again."""
    return [_again(originals[number % len(originals)], number, count) for number in range(count)]


def _again(original: Article, number: int, count: int) -> Article:
    made_up = article(0, number, count)
    return replace(
        original,
        slug=f"{original.slug}-{number}",
        headline=f"{original.headline}, part {number}",
        published=made_up.published,
        modified=original.modified and made_up.published + timedelta(days=1),
        body=f"{made_up.standfirst} {original.body}",
    )


def _article(stem: str, fields: dict[str, Any], body: str, section: str) -> Article:
    rng = Random(stem)
    plain = LOCAL_LINK.sub(
        r"\1https://example.org/", TEMPLATE_TAG.sub("", TEMPLATE_LINK.sub("(https://example.org/)", body))
    ).strip()
    standfirst = fields.get("excerpt") or fields.get("description") or fields["title"]
    return Article(
        slug=slug(stem),
        headline=" ".join(str(fields["title"]).split()),
        standfirst=" ".join(re.sub(r"<[^>]+>", "", str(standfirst)).split()),
        section=section,
        tags=TAGS.several(rng, rng.randint(3, 6)),
        bylines=tuple(_words(fields.get("author"))) or ("Staff",),
        source=SOURCES[0],
        published=article(0, 0, 1).published,
        modified=None,
        body=plain + "\n",
    )


def _words(value: object) -> list[str]:
    """Return the values of a field, which may be a single one or a list."""
    many = value if isinstance(value, list) else [value]
    return [" ".join(str(word).split()).replace(";", ",") for word in many if word]
