"""Measures what recording and saving the graph cost, without any other work. Run it manually; the tests do not.

    python benchmarks/engine.py [N]    seconds with N made-up stories (default: 10000), about eleven nodes for each

One process records and saves the graph. Others open the store after different changes: none, the body or headline of
one story, the layout, or an additional story.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from generator.engine import Ask, Graph, Input, Query, Table, Task
from generator.engine.store import Store


class Story(NamedTuple):
    """A story as read."""

    title: str
    section: str
    tags: tuple[str, ...]
    body: str


def _parsed(text: str) -> tuple[Story, tuple[str, ...]]:
    title, section, tags, body = text.split("|")
    return Story(title, section, tuple(tags.split()), body), ()


def _groups(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    paths = ask(PATHS)
    ask.prepare(READ, paths)
    found: dict[str, list[str]] = {}
    for path in paths:
        section, tags = ask(KEYWORDS, path)
        for name in (f"section:{section}", *(f"tag:{tag}" for tag in tags)):
            found.setdefault(name, []).append(path)
    return {name: tuple(paths[-20:]) for name, paths in found.items()}


def _neighbours(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    paths = ask(PATHS)
    return {path: paths[max(0, place - 4) : place] for place, path in enumerate(paths)}


def _page(ask: Ask, path: str) -> str:
    section, _ = ask(KEYWORDS, path)
    cards = [ask(CARD, each) for each in ask(NEIGHBOURS, path)]
    newest = ask(GROUPS, f"section:{section}")[-1]
    parts = ask(BODY, path), ask(CARD, path), ask(URL, path), ask(SUMMARY, path), ask(TITLE, newest)
    return f"{ask(LAYOUT)} {section} {cards} {parts}"


def _site(ask: Ask, _: str) -> int:
    paths = ask(PATHS)
    ask.require(PAGE, paths)
    ask.require(FEED_ITEM, paths)
    ask.require(LISTING, ask.keys(GROUPS))
    return len(paths)


FILE: Input[str] = Input("file", str)
PATHS: Input[tuple[str, ...]] = Input("paths", tuple[str, ...])
LAYOUT: Input[str] = Input("layout", str)
READ: Task[str, Story] = Task("read", Story, lambda ask, path: ask(FILE, path), _parsed, stored=False)
TITLE: Query[str] = Query("title", str, lambda ask, path: ask(READ, path).title)
KEYWORDS: Query[tuple[str, tuple[str, ...]]] = Query(
    "keywords", tuple[str, tuple[str, ...]], lambda ask, path: (ask(READ, path).section, ask(READ, path).tags)
)
BODY: Query[str] = Query("body", str, lambda ask, path: ask(READ, path).body)
SUMMARY: Query[str] = Query("summary", str, lambda ask, path: ask(BODY, path)[:40])
URL: Query[str] = Query("url", str, lambda ask, path: f"/{ask(KEYWORDS, path)[0]}/{path}")
CARD: Query[tuple[str, str]] = Query("card", tuple[str, str], lambda ask, path: (ask(TITLE, path), ask(URL, path)))
FEED_ITEM: Query[str] = Query(
    "feed-item", str, lambda ask, path: f"{ask(CARD, path)} {ask(SUMMARY, path)} {ask(BODY, path)}", stored=False
)
GROUPS: Table[tuple[str, ...]] = Table("groups", tuple[str, ...], _groups)
NEIGHBOURS: Table[tuple[str, ...]] = Table("neighbours", tuple[str, ...], _neighbours)
LISTING: Query[str] = Query(
    "listing", str, lambda ask, name: f"{ask(LAYOUT)} {[ask(CARD, path) for path in ask(GROUPS, name)]}", stored=False
)
PAGE: Query[str] = Query("page", str, _page, stored=False)
SITE: Query[int] = Query("site", int, _site)
DEFINITIONS = (
    *(FILE, PATHS, LAYOUT, READ, TITLE, KEYWORDS, BODY, SUMMARY, URL, CARD, FEED_ITEM, GROUPS, NEIGHBOURS, LISTING),
    *(PAGE, SITE),
)


def stories(number: int) -> dict[str, str]:
    """Return made-up stories by path. Each tag has a hundred of them, each section an eighth."""
    return {
        f"story-{each:06}": f"Title {each}|section{each % 8}|tag{each // 100} tag{each // 100 + 1}|"
        + f"Body of story {each}. " * 20
        for each in range(number)
    }


def settled(file: Path, copy: Mapping[str, str], layout: str = "layout") -> tuple[Graph, float, int]:
    """Return a graph with the store for these stories, the seconds that it took, and how many queries ran."""
    before = perf_counter()
    graph = Graph(DEFINITIONS, Store(file, "1", print))
    graph.replace(FILE, copy)
    graph.set(PATHS, "", tuple(sorted(copy)))
    graph.set(LAYOUT, "", layout)
    ran = graph.settle((SITE, "")).ran
    return graph, perf_counter() - before, ran


def cold(file: Path, number: int) -> None:
    """Print the cost of a graph that is built from nothing."""
    copy = stories(number)
    graph, seconds, ran = settled(file, copy)
    print(f"cold settle  {seconds:7.3f} s, {ran} queries, {len(graph)} nodes, {peak():.0f} MB at most")
    before = perf_counter()
    graph.save()
    print(f"save         {perf_counter() - before:7.3f} s, {peak():.0f} MB at most")


def warm(file: Path, number: int, what: str) -> None:
    """Print the cost of one change in a separate process. The change is not saved."""
    copy, layout = stories(number), "layout"
    path = f"story-{number // 2:06}"
    if what == "body":
        copy[path] += " More."
    elif what == "headline":
        copy[path] = f"New {copy[path]}"
    elif what == "added":
        copy["story-x"] = "Added|section1|tag1|A body."
    elif what == "layout":
        layout = "another layout"
    graph, seconds, ran = settled(file, copy, layout)
    print(f"{what:12} {seconds:7.3f} s, {ran} queries, {len(graph)} nodes in memory, {peak():.0f} MB at most")


def peak() -> float:
    """Return the peak memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(function: Callable[..., None], *arguments: object) -> None:
    """Call a function in a separate process."""
    process = multiprocessing.get_context("spawn").Process(target=function, args=arguments)
    process.start()
    process.join()


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", nargs="?", type=int, default=10_000)
    number = parser.parse_args().stories
    print(f"{number} stories; load average {os.getloadavg()[0]:.2f}")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "store.db"
        apart(cold, file, number)
        print(f"store        {file.stat().st_size / 1e6:7.1f} MB; the copy has {_size(number) / 1e6:.1f} MB")
        for what in ("nothing", "body", "headline", "added", "layout"):
            apart(warm, file, number, what)


def _size(number: int) -> int:
    return sum(map(len, stories(number).values()))


if __name__ == "__main__":
    main()
