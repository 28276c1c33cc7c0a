"""A toy site of ten queries, small enough to follow in the head: stories with a title, a section, tags and a body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.engine import Ask, Graph, Input, Query, Runtime, Settled, Table, Task
from generator.engine.store import Store


@dataclass(frozen=True)
class Story:
    title: str
    section: str
    tags: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class Head:
    title: str
    section: str
    tags: tuple[str, ...]


ran: Counter[str] = Counter()
"""How often each query ran, by its name and argument. Tests clear it."""


def _parsed(fetched: tuple[str, str]) -> tuple[Story, tuple[str, ...]]:
    """``title|section|tag tag|body``; a title in capitals is a problem."""
    path, text = fetched
    title, section, tags, body = text.split("|")
    problems = (f"{path}: the title shouts",) if title.isupper() else ()
    return Story(title, section, tuple(tags.split()), body), problems


def _fetched(ask: Ask, path: str) -> tuple[str, str]:
    ran[f"read {path}"] += 1
    return path, ask(FILE, path)


def _head(ask: Ask, path: str) -> Head:
    ran[f"head {path}"] += 1
    story = ask(READ, path)
    return Head(story.title, story.section, story.tags)


def _title(ask: Ask, path: str) -> str:
    ran[f"title {path}"] += 1
    return ask(HEAD, path).title


def _body(ask: Ask, path: str) -> str:
    ran[f"body {path}"] += 1
    return ask(READ, path).body


def _groups(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    ran["groups"] += 1
    paths = ask(PATHS)
    ask.prepare(READ, paths)
    found: dict[str, tuple[str, ...]] = {}
    for path in paths:
        head = ask(HEAD, path)
        for name in (f"section:{head.section}", *(f"tag:{tag}" for tag in head.tags)):
            found[name] = (*found.get(name, ()), path)
    return found


def _page(ask: Ask, path: str) -> str:
    ran[f"page {path}"] += 1
    head, layout = ask(HEAD, path), ask(LAYOUT, "story")
    others = [ask(TITLE, each) for each in ask(GROUPS, f"section:{head.section}") if each != path]
    return f"{layout}: {ask(TITLE, path)}; {ask(BODY, path)}; beside {', '.join(others)}"


def _listing(ask: Ask, name: str) -> str:
    ran[f"listing {name}"] += 1
    return f"{ask(LAYOUT, 'listing')} {name}: " + ", ".join(ask(TITLE, path) for path in ask(GROUPS, name))


def _front(ask: Ask, _: str) -> str:
    ran["front"] += 1
    lead = ask(LEAD) if ask(HAS_LEAD) else ask(PATHS)[0]
    return ask(TITLE, lead)


def _site(ask: Ask, _: str) -> dict[str, str]:
    """Every page of the site, by its name."""
    ran["site"] += 1
    listings = {name: ask(LISTING, name) for name in ask.keys(GROUPS)}
    return listings | {path: ask(PAGE, path) for path in ask(PATHS)} | {"front": ask(FRONT)}


FILE: Input[str] = Input("file", str)
PATHS: Input[tuple[str, ...]] = Input("paths", tuple[str, ...])
LAYOUT: Input[str] = Input("layout", str)
LEAD: Input[str] = Input("lead", str)
HAS_LEAD: Input[bool] = Input("has-lead", bool)
READ: Task[tuple[str, str], Story] = Task("read", Story, _fetched, _parsed)
HEAD: Query[Head] = Query("head", Head, _head)
TITLE: Query[str] = Query("title", str, _title)
BODY: Query[str] = Query("body", str, _body)
GROUPS: Table[tuple[str, ...]] = Table("groups", tuple[str, ...], _groups)
PAGE: Query[str] = Query("page", str, _page)
LISTING: Query[str] = Query("listing", str, _listing)
FRONT: Query[str] = Query("front", str, _front)
SITE: Query[dict[str, str]] = Query("site", dict[str, str], _site, stored=False)

DEFINITIONS = (FILE, PATHS, LAYOUT, LEAD, HAS_LEAD, READ, HEAD, TITLE, BODY, GROUPS, PAGE, LISTING, FRONT, SITE)

STORIES = {
    "ferry": "Ferry back|Harbour|ferry skerra|The ferry is back.",
    "quay": "Quay to close|Harbour|quay|The quay closes.",
    "vote": "Council votes|Council|vote ferry|The council votes.",
}


def graph(store: Store | None = None, runtime: Runtime | None = None) -> Graph:
    return Graph(DEFINITIONS, store, runtime or Runtime(), problem=str)


def publish(site: Graph, stories: Mapping[str, str], layouts: Mapping[str, str] | None = None) -> Settled:
    """Set all inputs of the toy site, and settle."""
    site.replace(FILE, stories)
    site.set(PATHS, "", tuple(sorted(stories)))
    site.replace(LAYOUT, layouts or {"story": "Story", "listing": "Listing"})
    site.set(HAS_LEAD, "", value=False)
    ran.clear()
    return site.settle((SITE, ""))


def pages(stories: Mapping[str, str]) -> dict[str, str]:
    """The pages of a site that was built from nothing."""
    fresh = graph()
    publish(fresh, stories)
    return fresh(SITE)
