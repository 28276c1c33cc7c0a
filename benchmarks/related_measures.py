"""Measures the quality and the cost of lists of related posts."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Generic, TypeVar

from benchmarks.related_posts import Post

Lists = Mapping[str, Sequence[str]]
"""The related posts of each post, best first, by path."""

T = TypeVar("T")


@dataclass(frozen=True)
class Cost(Generic[T]):
    """The result of a function, its processor time in seconds, and the memory in MB that it needed."""

    result: T
    seconds: float
    memory: float


def cost(function: Callable[..., T], *args: object) -> Cost[T]:
    """Run a function in a separate process, so that its memory can be measured."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(_cost, (function, *args))


def _cost(function: Callable[..., T], *args: object) -> Cost[T]:
    before, start = _peak(), process_time()
    result = function(*args)
    return Cost(result, process_time() - start, _peak() - before)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cut(lists: Lists, lengths: Lists | int) -> Lists:
    """Cut lists to the lengths of others, or to a fixed length."""
    if isinstance(lengths, int):
        return {path: others[:lengths] for path, others in lists.items()}
    return {path: others[: len(lengths[path])] for path, others in lists.items()}


def share(lists: Lists, posts: Sequence[Post]) -> float:
    """Return the share of listed posts that have a topic in common with the post that they are listed with.

    Pairs in which one post has no topic are not counted.
    """
    topics = {post.path: post.topics for post in posts}
    pairs = [(path, other) for path, others in lists.items() for other in others if topics[path] and topics[other]]
    return sum(bool(topics[path] & topics[other]) for path, other in pairs) / max(1, len(pairs))


def chance(posts: Sequence[Post]) -> float:
    """Return the share among all pairs."""
    return share({one.path: [other.path for other in posts if other is not one] for one in posts}, posts)


def same_language(lists: Lists, posts: Sequence[Post]) -> float:
    """Return the share of listed posts that are in the language of the post that they are listed with."""
    languages = {post.path: post.language for post in posts}
    pairs = [(path, other) for path, others in lists.items() for other in others]
    return sum(languages[path] == languages[other] for path, other in pairs) / max(1, len(pairs))


def linked(lists: Lists, posts: Sequence[Post]) -> float:
    """Return, for posts that link to each other in their texts, the share that are listed with each other, among the
    first five that could be. It can compare only methods that do not see links.
    """
    near: dict[str, set[str]] = {post.path: set(post.links) for post in posts}
    for post in posts:
        for other in post.links:
            near[other].add(post.path)
    found = sum(len(near[path] & set(others)) for path, others in lists.items())
    return found / max(1, sum(min(5, len(each)) for each in near.values()))


def per_story(lists: Lists) -> float:
    """Return the average number of posts in a list."""
    return sum(map(len, lists.values())) / max(1, len(lists))


def without(lists: Lists) -> float:
    """Return the share of posts whose list is empty."""
    return sum(not others for others in lists.values()) / max(1, len(lists))
