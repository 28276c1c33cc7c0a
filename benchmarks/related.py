"""How good and how quick related stories are: run by hand, not by the tests.

    python benchmarks/related.py [FOLDER ...]      quality, on folders of Markdown posts (default: content/)
    python benchmarks/related.py --scale 10000     seconds, at that many made-up stories and at twice as many

Quality is the share of a story's related stories (at most five) that have a tag in common with it, though no method
was shown a tag, section or date: all get headline, standfirst and body as plain text. Where posts have no tags their
categories serve. Pairs of which one has neither are not counted. Beside it stand TF-IDF and cosine of scikit-learn
at its best of several settings, with five stories each and with as many as ours shows, and the share among all pairs,
which chance gives. ``make bench`` installs what it needs.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from time import process_time
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler
from markdown_it import MarkdownIt
from msgspec.structs import replace
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from generator.model.manuscript import Manuscript
from generator.site.related.lists import related, terms

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"max_df": 0.5},
    {"min_df": 2, "max_df": 0.5},
    {"min_df": 2, "ngram_range": (1, 2)},
)


class Toml(BaseHandler):
    """Front matter in TOML, between lines of ``+++``."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        """The fields."""
        return tomllib.loads(fm)


@dataclass(frozen=True)
class Post:
    """A post: its headline, standfirst, body without markup, and the tags that the methods do not see."""

    path: str
    headline: str
    standfirst: str
    body: str
    tags: frozenset[str]


def main() -> None:
    """Print the figures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("content")])
    parser.add_argument("--scale", type=int, metavar="N")
    asked = parser.parse_args()
    if asked.scale:
        for stories in (asked.scale, 2 * asked.scale):
            print(timed(stories))
        return
    for folder in asked.folders:
        print(judged(folder))


def judged(folder: Path) -> str:
    """One line: the shares of a folder's posts."""
    posts = sorted(posts_of(folder), key=lambda post: post.path)
    tags = {post.path: post.tags for post in posts}
    found = ours(posts)
    lists = [cosine(posts, settings) for settings in SETTINGS]
    theirs = max(share(each, tags) for each in lists)
    alike = max(share({path: each[path][: len(found[path])] for path in each}, tags) for each in lists)
    chance = share({one.path: [other.path for other in posts if other != one] for one in posts}, tags)
    shown = sum(map(len, found.values())) / len(posts)
    return (
        f"{folder}: {len(posts)} posts; ours {share(found, tags):.3f} ({shown:.1f} a story), "
        f"scikit-learn {theirs:.3f} (as many as ours: {alike:.3f}), chance {chance:.3f}"
    )


def posts_of(folder: Path) -> Iterator[Post]:
    """The posts below ``folder``; a file without a title is none."""
    markdown = MarkdownIt().enable("table")
    for path in folder.rglob("*.m*d*"):
        text = path.read_text("utf-8-sig")
        fields, body = frontmatter.parse(text, handler=Toml() if text.startswith("+++") else None)
        if "title" not in fields or fields.get("draft"):
            continue
        yield Post(
            path=str(path),
            headline=str(fields["title"]),
            standfirst=str(fields.get("standfirst") or fields.get("description") or fields.get("excerpt") or ""),
            body=plain(markdown, body),
            tags=tags_of(fields),
        )


def tags_of(fields: Mapping[str, Any]) -> frozenset[str]:
    """The tags, else the categories, in lower case."""
    for field in ("tags", "tag", "categories", "category"):
        if value := fields.get(field):
            return frozenset(str(name).casefold() for name in (value if isinstance(value, list) else [value]))
    return frozenset()


def plain(markdown: MarkdownIt, body: str) -> str:
    """The words of a body: no markup, no code blocks, no raw HTML."""
    lines = (token.children or [] for token in markdown.parse(body) if token.type == "inline")
    return "\n".join("".join(part.content or " " for part in line if part.type != "html_inline") for line in lines)


def ours(posts: Sequence[Post]) -> dict[str, list[str]]:
    """What Broadsheet shows when it has only the text."""
    stories = [
        Manuscript(
            path=post.path,
            kind="story",
            headline=post.headline,
            slug=post.path,
            published=LONG_AGO,
            terms=terms(post.headline, post.standfirst, post.body),
        )
        for post in posts
    ]
    return {path: [match.path for match in matches] for path, matches in related(stories).items()}


def cosine(posts: Sequence[Post], settings: Mapping[str, Any]) -> dict[str, list[str]]:
    """The five nearest by scikit-learn's TF-IDF."""
    texts = [f"{post.headline}\n{post.standfirst}\n{post.body}" for post in posts]
    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english", **settings).fit_transform(texts)
    nearness = (matrix @ matrix.T).toarray()
    lists = {}
    for place, post in enumerate(posts):
        nearest = sorted(range(len(posts)), key=lambda other: (-nearness[place][other], other))
        lists[post.path] = [posts[other].path for other in nearest if other != place][:5]
    return lists


def share(lists: Mapping[str, Sequence[str]], tags: Mapping[str, frozenset[str]]) -> float:
    """The share of listed stories that have a tag in common with the story they are listed with."""
    pairs = [(path, other) for path, others in lists.items() for other in others if tags[path] and tags[other]]
    return sum(bool(tags[path] & tags[other]) for path, other in pairs) / max(1, len(pairs))


def timed(count: int) -> str:
    """One line: the processor's seconds for ``count`` made-up stories of some 500 words."""
    texts = list(made_up(count))
    start = process_time()
    kept = [terms(text[:60], text[60:200], text) for text in texts]
    middle = process_time()
    blank = Manuscript(path="", kind="story", headline="", slug="")
    chance = random.Random(7)
    stories = [
        replace(
            blank,
            path=f"content/{number}.md",
            slug=str(number),
            published=LONG_AGO + timedelta(hours=7 * number),
            section=chance.choice(("World", "Local", "Sport")),
            tags=tuple(f"tag {min(400, int(chance.paretovariate(0.6)))}" for _ in range(3)),
            terms=words,
        )
        for number, words in enumerate(kept)
    ]
    before = process_time()
    related(stories)
    after = process_time()
    return f"{count} stories: terms {middle - start:.1f} s, related {after - before:.1f} s"


def made_up(count: int) -> Iterator[str]:
    """Texts of 500 words from a vocabulary of Zipf's law, each with a topic of its own among 500."""
    chance = random.Random(11)
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(3, 10))) for _ in range(60_000)]
    bounds = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    for _ in range(count):
        topic = random.Random(chance.randrange(500)).sample(vocabulary, 60)
        words = chance.choices(vocabulary, cum_weights=bounds, k=400) + chance.choices(topic, k=100)
        chance.shuffle(words)
        words[::20] = [word.title() for word in words[::20]]
        yield re.sub(r"((?:\S+ ){11}\S+) ", r"\1. ", " ".join(words))


if __name__ == "__main__":
    main()
