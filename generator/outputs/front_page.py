"""The front page: the lead, the top stories beside it, the newest other stories, then the sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.engine.definitions import Ask, Query
from generator.model.output import File, Rendered
from generator.model.page import Front, FrontSection
from generator.model.urls import address
from generator.outputs.page_head import file_at, head
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD, cards
from generator.site.frame import SITE
from generator.site.groups import SECTIONS, of_same_kind
from generator.site.index import PUBLIC, stories
from generator.theme.queries import page

_TOP, _LATEST, _OF_SECTION = 4, 8, 4
_MOST = 1 + _TOP + _LATEST


def files(ask: Ask) -> Iterator[File]:
    """Yield the page at the root."""
    yield file_at("/", "the front page")


def output(ask: Ask, path: str) -> Rendered:
    """Return the front page."""
    site = ask(SITE)
    about = head(ask, "front", "/", site.title, site.description or site.tagline, feeds_of="/")
    return page(ask, "front.html", head=about, front=front(ask))


def _choice(ask: Ask, _: str) -> Choice:
    """Return the paths of the front page's stories. Those of the lead and the top stories are shown only there.

    A story with ``priority: 1`` is the lead; if there is none, the newest story is. Stories with priority 2 to 9 are
    the top stories in that order, the newest first among equals, and the newest stories fill the remaining places.
    """
    ranked = ((priority, path) for path, priority in stories(ask, "priority") if priority)
    pinned = sorted(ranked, key=lambda each: each[0])
    newest = ask(PUBLIC).stories[: _MOST + len(pinned)]
    chosen = list(dict.fromkeys([*(path for _, path in pinned), *newest]))
    if pinned and pinned[0][0] > 1:  # no story has priority 1, so the newest one leads
        chosen = list(dict.fromkeys([newest[0], *chosen]))
    used = dict.fromkeys(chosen[: 1 + _TOP])
    latest = _unused(newest, used, _LATEST)
    sections = ((place, _unused(group.paths, used, _OF_SECTION)) for place, group in of_same_kind(ask, "section"))
    return tuple(chosen[:1]), tuple(chosen[1 : 1 + _TOP]), latest, tuple(each for each in sections if each[1])


def _unused(paths: Iterable[str], used: dict[str, None], count: int) -> tuple[str, ...]:
    found = []
    for path in paths:
        if path not in used:
            found.append(path)
        if len(found) == count:
            break
    return tuple(found)


Choice = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]

CHOICE = Query[Choice]("front-choice", Choice, _choice)
"""The lead (one or none), the top stories, the latest stories, and each section's by the place of its listing."""

QUERIES = (CHOICE,)


def front(ask: Ask) -> Front:
    """Return the front page's stories."""
    lead, top, latest, sections = ask(CHOICE)
    terms = {term.url: term for term in ask(SECTIONS)}
    return Front(
        ask(CARD, lead[0]) if lead else None,
        cards(ask, top),
        cards(ask, latest),
        tuple(FrontSection(terms[address(ask(SETTINGS), place)], cards(ask, paths)) for place, paths in sections),
    )
