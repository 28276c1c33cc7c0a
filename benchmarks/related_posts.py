"""Reads real posts for the benchmark of related stories: their text, date and links, and topics that no method sees.

Topics are a post's tags or, if it has none, its categories. Text is plain: no markup, code blocks or raw HTML. A link
counts if it refers to another post of the folder, by its file name or its slug.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler
from markdown_it import MarkdownIt

_UNDATED = datetime(2024, 1, 1, tzinfo=UTC)
_DATED = re.compile(r"^(\d{4})-(\d\d)-(\d\d)-")
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+([^\s%}]+)")
_FIELDS = ("tags", "tag", "categories", "category")


class Toml(BaseHandler):
    """Front matter in TOML, between lines of ``+++``."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        """Return the fields."""
        return tomllib.loads(fm)


@dataclass(frozen=True)
class Post:
    """A post. ``topics`` are hidden from every method; ``links`` are the paths of other posts that it links to."""

    path: str
    headline: str
    standfirst: str
    body: str
    when: datetime
    language: str
    topics: frozenset[str]
    bylines: tuple[str, ...] = ()
    links: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The headline, standfirst and body."""
        return f"{self.headline}\n{self.standfirst}\n{self.body}"


def posts_of(folder: Path) -> list[Post]:
    """Return the posts in ``folder`` and below, sorted by path; files without a title are not posts."""
    markdown = MarkdownIt().enable("table")
    read = {str(path): (path, *_read(path)) for path in sorted(folder.rglob("*.m*d*"))}
    posts = {
        path: _post(file, fields, markdown, body) for path, (file, fields, body) in read.items() if _is_post(fields)
    }
    known = {name: path for path, post in posts.items() for name in _names(Path(path), read[path][1])}
    linked = {path: _targets(markdown, read[path][2], known) - {path} for path in posts}
    return [replace(post, links=linked[path]) for path, post in posts.items()]


def _read(path: Path) -> tuple[dict[str, Any], str]:
    text = path.read_text("utf-8-sig")
    return frontmatter.parse(text, handler=Toml() if text.startswith("+++") else None)


def _is_post(fields: Mapping[str, Any]) -> bool:
    return "title" in fields and not fields.get("draft")


def _post(path: Path, fields: Mapping[str, Any], markdown: MarkdownIt, body: str) -> Post:
    return Post(
        path=str(path),
        headline=str(fields["title"]),
        standfirst=str(fields.get("standfirst") or fields.get("description") or fields.get("excerpt") or ""),
        body=plain(markdown, body),
        when=_when(path, fields),
        language=str(fields.get("language") or fields.get("lang") or ""),
        topics=topics_of(fields),
        bylines=_bylines(fields),
    )


def _when(path: Path, fields: Mapping[str, Any]) -> datetime:
    """Return the day of a post: from its front matter, or else from its file name."""
    given = fields.get("published") if not isinstance(fields.get("published"), bool) else None
    written = str(given or fields.get("date") or "")
    if match := _DATED.match(f"{written[:10]}-") or _DATED.match(path.name):
        return datetime.combine(date(*map(int, match.groups())), datetime.min.time(), UTC)
    return _UNDATED


def _bylines(fields: Mapping[str, Any]) -> tuple[str, ...]:
    for field in ("bylines", "authors", "author"):
        if value := fields.get(field):
            return tuple(map(str, value if isinstance(value, list) else [value]))
    return ()


def topics_of(fields: Mapping[str, Any]) -> frozenset[str]:
    """Return the tags, or else the categories, in lower case."""
    for field in _FIELDS:
        if value := fields.get(field):
            return frozenset(str(name).casefold() for name in (value if isinstance(value, list) else [value]))
    return frozenset()


def plain(markdown: MarkdownIt, body: str) -> str:
    """Return the text of a body, without markup, code blocks and raw HTML."""
    lines = (token.children or [] for token in markdown.parse(body) if token.type == "inline")
    return "\n".join("".join(part.content or " " for part in line if part.type != "html_inline") for line in lines)


def _names(path: Path, fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names by which links refer to a post."""
    yield path.stem
    yield _DATED.sub("", path.stem)
    if slug := fields.get("slug"):
        yield str(slug)


def _targets(markdown: MarkdownIt, body: str, known: Mapping[str, str]) -> frozenset[str]:
    """Return the posts that a body links to."""
    parts = (part for token in markdown.parse(body) for part in token.children or [])
    addresses = [str(part.attrs["href"]) for part in parts if part.type == "link_open" and "href" in part.attrs]
    names = (_last(address) for address in [*addresses, *_POST_URL.findall(body)])
    return frozenset(known[name] for name in names if name in known)


def _last(address: str) -> str:
    """Return the last part of an address, without its extension."""
    return re.split(r"[?#]", address)[0].rstrip("/").rpartition("/")[2].removesuffix(".html").removesuffix(".md")
