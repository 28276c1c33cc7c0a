"""Measures how good and how fast related stories are. Run it manually; the tests do not.

    python -m benchmarks.related [FOLDER ...]      quality, on folders of Markdown posts (default: content/)
    python -m benchmarks.related --tune FOLDER [FOLDER ...]    chooses constants with the first folder, for the others
    python -m benchmarks.related --scale 10000     seconds, for so many made-up stories and for twice as many

Quality is the share of a story's related stories that have a topic in common with it. Topics are tags or, if posts have
none, categories; no method sees them. Pairs in which one post has no topic are not counted. All methods get headline,
standfirst and body as plain text; Broadsheet also gets the date of a post, its language and its links to others.

Broadsheet is compared with scikit-learn's TF-IDF and BM25 (bm25s), each with its best settings for the folder: with
five stories for each post, and at equal length, with as many stories for each post as Broadsheet lists. *Chance* is the
share among all pairs. *Without* is the share of posts with an empty list, *language* that of listed posts in the
language of their post. *Links* compares Broadsheet without links and dates with the others: how many of the posts that
link to one another are listed with each other. Seconds and MB are those of one process.

``--tune`` chooses the constants of ``related_tuning.py`` with the first folder, starting from those in use, and prints
Broadsheet's lead over the better rival on all folders with both sets of constants.
``make bench-related`` installs what this needs.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from time import process_time
from typing import Any
from zlib import crc32

from msgspec.structs import replace

from benchmarks import related_measures as measures
from benchmarks import related_tuning as tuning
from benchmarks.related_posts import Post, posts_of
from benchmarks.related_rivals import BM25_SETTINGS, TFIDF_SETTINGS, bm25, tfidf
from generator.model.manuscript import Manuscript
from generator.site.related.lists import related
from generator.text.keywords import terms

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print the figures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("content")])
    parser.add_argument("--scale", type=int, metavar="N")
    parser.add_argument("--tune", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    if asked.scale:
        for stories in (asked.scale, 2 * asked.scale):
            print(timed(stories))
        return
    if asked.tune:
        for line in compared(asked.tune, asked.folders):
            print(line, flush=True)
        return
    for folder in asked.folders:
        print("\n".join(judged(folder)))


def compared(folder: Path, others: Sequence[Path]) -> Iterator[str]:
    """Yield the constants that are chosen on a folder, and the leads on others with the old and the new constants."""
    known = {other: posts_of(other) for other in others}
    rivals = {other: tuning.orders_of(posts) for other, posts in known.items()}
    before = {other: tuning.lead(ours, posts, rivals[other]) for other, posts in known.items()}
    yield f"{folder}: tuned"
    yield from tuning.tuned(ours, posts_of(folder))
    for other, posts in known.items():
        yield f"{other}: {before[other]:+.3f}, tuned {tuning.lead(ours, posts, rivals[other]):+.3f}"


def judged(folder: Path) -> Iterator[str]:
    """Yield lines with the figures of a folder."""
    posts = posts_of(folder)
    if not posts:
        yield f"{folder}: no posts"
        return
    labelled = sum(bool(post.topics) for post in posts)
    yield f"{folder}: {len(posts)} posts, {labelled} with topics, chance {measures.chance(posts):.3f}"
    own = measures.cost(ours, posts)
    lists = own.result
    yield (
        f"  ours          {_shares(lists, lists, posts)}  {measures.per_story(lists):.2f} a story, "
        f"without {measures.without(lists):.1%}, language {measures.same_language(lists, posts):.3f}, {_costs(own)}"
    )
    plain = ours([_bare(post) for post in posts])
    yield f"  text only     {_shares(plain, plain, posts)}  links {measures.linked(plain, posts):.3f}"
    for name, method, settings in (("scikit-learn", tfidf, TFIDF_SETTINGS), ("BM25", bm25, BM25_SETTINGS)):
        yield f"  {name:<14}{_best(method, settings, posts, lists, plain)}"


def _best(method: Any, settings: Sequence[Mapping[str, Any]], posts: Sequence[Post], ours: Any, plain: Any) -> str:
    """Return the best shares of a rival among its settings, and its average cost."""
    runs = [measures.cost(method, posts, each) for each in settings]
    at_five = max(measures.share(measures.cut(run.result, 5), posts) for run in runs)
    equal = max(measures.share(measures.cut(run.result, ours), posts) for run in runs)
    links = max(measures.linked(measures.cut(run.result, plain), posts) for run in runs)
    alike = max(measures.same_language(measures.cut(run.result, 5), posts) for run in runs)
    usual = sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]
    return f"{equal:.3f} (at five {at_five:.3f})  links {links:.3f}, language {alike:.3f}, {_costs(usual)}"


def _shares(lists: measures.Lists, of: measures.Lists, posts: Sequence[Post]) -> str:
    five = {path: others for path, others in lists.items() if len(others) == 5}
    return f"{measures.share(measures.cut(lists, of), posts):.3f} (at five {measures.share(five, posts):.3f})"


def _costs(run: measures.Cost[Any]) -> str:
    return f"{run.seconds:.2f} s, {run.memory:.0f} MB"


def _bare(post: Post) -> Post:
    """Return a post with only its text; its time reveals nothing, not even through the order of paths."""
    when = LONG_AGO + timedelta(seconds=crc32(post.path.encode()) % 86_400)
    return Post(post.path, post.headline, post.standfirst, post.body, when, post.language, post.topics)


def ours(posts: Sequence[Post]) -> dict[str, list[str]]:
    """Return the lists that Broadsheet makes; it does not see topics."""
    stories = [
        Manuscript(
            path=post.path,
            kind="story",
            headline=post.headline,
            slug=post.path,
            published=post.when,
            language=post.language,
            bylines=post.bylines,
            terms=terms(post.headline, post.standfirst, post.body, post.language, post.links),
        )
        for post in posts
    ]
    return {path: [match.path for match in matches] for path, matches in related(stories).items()}


def timed(count: int) -> str:
    """Return a line with the processor time for ``count`` made-up stories of about 500 words."""
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
    """Yield texts of 500 words from a vocabulary that follows Zipf's law, each with one of 500 topics."""
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
